"""Cizí tabulky: a messy table of somebody else on its way into a list of the plan. Pure: values in and out.

shape = shaped(grid, target)                              heading, items, and what is left out by name
fields(shape, target, former)                             which column is which field, as a proposal
propose(grid, shape, target, decisions, content)          items, questions, interpretations, the tray
join(content, target, items, before)                      the plan with the table in it; what both changed is asked

`targets.py` says into which lists a table can go, `meaning.py` what a cell means: clear, read, or asked; never guessed.
"""

from assembler.foreign.joining import Joined, join, said_by
from assembler.foreign.numbers import UNITS
from assembler.foreign.proposing import ASIDE, OTHER, Decisions, Fate, Item, Proposal, Question, propose
from assembler.foreign.shaping import Heading, LeftOut, Shape, years
from assembler.foreign.suggesting import Remembered, best_grid, best_list, fields, remembered, shaped, units
from assembler.foreign.targets import Slot, Target, target, targets

__all__ = [
    "ASIDE",
    "OTHER",
    "UNITS",
    "Decisions",
    "Fate",
    "Heading",
    "Item",
    "Joined",
    "LeftOut",
    "Proposal",
    "Question",
    "Remembered",
    "Shape",
    "Slot",
    "Target",
    "best_grid",
    "best_list",
    "fields",
    "join",
    "propose",
    "remembered",
    "said_by",
    "shaped",
    "target",
    "targets",
    "units",
    "years",
]
