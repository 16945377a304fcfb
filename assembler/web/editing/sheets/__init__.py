"""Tabulka ze souboru: a sheet of an office is brought, understood, corrected, and becomes a table and a chart."""

from __future__ import annotations

from assembler.web.editing.sheets.bringing import pages as to_bring
from assembler.web.editing.sheets.deciding import pages as to_decide

PAGES = (to_bring, to_decide)
