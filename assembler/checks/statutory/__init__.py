"""Zákonné náležitosti: dated rule sets as data (*.yaml), and the check that reads them."""
