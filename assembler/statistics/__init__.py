"""Statistické tabulky: what offices publish as sheets, made into tables and charts of an analysis. Pure.

shape = understood(grid)                                 where caption, heads, body, unit, source and notes lie
made = table_of(grid, choices)                           the table of it, what is in doubt, and what is left out
                                                         (turned(made): rows as columns)
suggested(made)                                          which chart fits, and why
chart_of(made, wanted)                                   the chart, and what of the table is not in it

Nothing is guessed silently: every choice can be changed, and a text among numbers is asked about.
"""

from __future__ import annotations

from assembler.statistics.cells import Answer
from assembler.statistics.charting import Suggestion, Wanted, chart_of, suggested
from assembler.statistics.choices import Choices, proposed
from assembler.statistics.content import Frame, chart_content, refused, table_content
from assembler.statistics.shape import Shape, understood
from assembler.statistics.table import Doubt, Made, MadeColumn, table_of, turned

__all__ = [
    "Answer",
    "Choices",
    "Doubt",
    "Frame",
    "Made",
    "MadeColumn",
    "Shape",
    "Suggestion",
    "Wanted",
    "chart_content",
    "chart_of",
    "proposed",
    "refused",
    "suggested",
    "table_content",
    "table_of",
    "turned",
    "understood",
]
