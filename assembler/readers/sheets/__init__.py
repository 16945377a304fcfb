"""Listy souborů: cells of spreadsheets as plain values; bounded, nothing is evaluated, nothing is fetched."""
