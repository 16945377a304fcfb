"""Nabídky: the lists behind drop-downs, on a hidden sheet, and the rules that cells are watched by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import singledispatch
from typing import Any

from assembler.checks.statutory.offers import offered
from assembler.workbook.cells import units
from assembler.workbook.showing import FIRST_DAY, NO, YES
from schemas.fields import Day, Flag, HouseField, Number, OneOf, Reference, Text, Whole

LISTS = "_seznamy"
LAST_DAY = date(2200, 12, 31)
BOUND = 10**15  # of numbers that have no other
Rule = dict[str, Any]  # what XlsxWriter takes as a validation
FIXED: Rule = {
    "validate": "custom",
    "value": "=FALSE",
    "error_title": "Tohle vyplňuje program",
    "error_message": "Podle této hodnoty program pozná, o který řádek jde. Nechte ji být. Celý řádek smazat můžete.",
}


class Lists:
    """What the drop-downs offer; each list is one column."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, ...], int] = {}

    def rule(self, choices: Sequence[str], *, only: bool) -> Rule:
        """A drop-down of values; `only`: nothing else may be typed."""
        values = tuple(each for each in dict.fromkeys(choices) if each and units(each) <= 255)
        if not values:
            return {}
        column = self.columns.setdefault(values, len(self.columns))
        return {
            "validate": "list",
            "source": f"={LISTS}!{span(column, len(values))}",
            "show_error": only,
            "error_title": "Vyberte z nabídky",
            "error_message": "Tato hodnota v nabídce není. Vyberte jednu z nabízených.",
        }

    def write(self, book: Any, look: Any) -> None:
        sheet = book.add_worksheet(LISTS)
        for values, column in self.columns.items():
            for line, each in enumerate(values):
                sheet.write_string(line, column, each, look)
        sheet.very_hidden()


def span(column: int, count: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(0, column, count - 1, column))


@singledispatch
def rule_of(field: HouseField, lists: Lists, names: Any) -> Rule:
    """What watches over the cells of a field; {} for nothing."""
    return {}


@rule_of.register
def _(field: OneOf, lists: Lists, names: Any) -> Rule:
    return lists.rule([each.label for each in field.choices], only=True)


@rule_of.register
def _(field: Flag, lists: Lists, names: Any) -> Rule:
    return lists.rule([YES, NO], only=True)


@rule_of.register
def _(field: Text, lists: Lists, names: Any) -> Rule:
    return lists.rule(offered(field.offers), only=False)


@rule_of.register
def _(field: Reference, lists: Lists, names: Any) -> Rule:
    return lists.rule(names.listed(field.to), only=False)


@rule_of.register
def _(field: Number, lists: Lists, names: Any) -> Rule:
    return {
        "validate": "integer" if isinstance(field, Whole) else "decimal",
        "criteria": "between",
        "minimum": -BOUND if field.least is None else float(field.least),
        "maximum": BOUND if field.most is None else float(field.most),
        "error_title": "Tady má být číslo",
        "error_message": "Napište jen číslo. Slova („cca“, „tis.“, „průběžně“) patří do poznámky.",
    }


@rule_of.register
def _(field: Day, lists: Lists, names: Any) -> Rule:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": FIRST_DAY,
        "maximum": LAST_DAY,
        "error_title": "Tady má být den",
        "error_message": "Napište den, třeba 1. 3. 2020. Slova („průběžně“, „IV/2024“) patří do termínu nebo poznámky.",
    }
