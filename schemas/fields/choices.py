"""Dny, ano a ne, výběr z možností."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

from schemas.fields.house import HouseField, clean
from schemas.findings import Verbatim
from schemas.refusals import NO_SUCH_DAY, NOT_CHOICE, NOT_DAY, NOT_FLAG, NOT_TEXT, Refusal, found
from schemas.values import Choice

MONTHS = (
    "leden ledna|únor února|březen března|duben dubna|květen května|červen června|"
    "červenec července|srpen srpna|září|říjen října|listopad listopadu|prosinec prosince"
)
NAMED = {name: number for number, names in enumerate(MONTHS.split("|"), start=1) for name in names.split()}
MONTH = "|".join(sorted(NAMED, key=len, reverse=True))


class Day(HouseField):
    """A day, as 2020-03-01, 1. 3. 2020 or 1. března 2020."""

    kind = "day"
    iso = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
    # Word puts no-break spaces in; as a pattern it is told to other programs, too, so it knows of no letter case
    czech = re.compile(rf"([0-9]{{1,2}})\.\s*([0-9]{{1,2}}\.|{MONTH})\s*([0-9]{{4}})")

    def _deserialize(self, value: object, *_: object, **__: object) -> date:
        text = clean(value, 100).strip()
        if match := self.iso.fullmatch(text):
            year, month, day = match.groups()
        elif match := self.czech.fullmatch(text):
            day, named, year = match.groups()
            month = str(NAMED.get(named) or named.rstrip("."))
        else:
            raise Refusal(NOT_DAY, value=text)
        try:
            found_day = date(int(year), int(month), int(day))
        except ValueError as problem:
            raise Refusal(NO_SUCH_DAY, value=text) from problem
        if not 1900 <= found_day.year <= 2200:
            raise Refusal(NO_SUCH_DAY, value=text)
        return found_day


class Flag(HouseField):
    """Yes or no."""

    kind = "flag"

    def __init__(self, label: str, hint: str, example: bool, *, initially: bool = False) -> None:
        super().__init__(label, hint, example)
        self.empty = initially

    def _refuse_null(self) -> None:
        raise Refusal(NOT_FLAG, found=found(None))

    def _deserialize(self, value: object, *_: object, **__: object) -> bool:
        if type(value) is not bool:
            raise Refusal(NOT_FLAG, found=found(value))
        return value


class OneOf(HouseField):
    """One of the values of a Choice."""

    kind = "choice"

    def __init__(
        self, label: str, hint: str, choices: type[Choice], example: Choice, *, initially: Choice | None = None
    ) -> None:
        super().__init__(label, hint, example.value)
        self.empty = initially
        self.choices = choices
        self.by_code: dict[object, Choice] = {member.value: member for member in choices}

    def _deserialize(self, value: object, *_: object, **__: object) -> Enum:
        if isinstance(value, str) and value in self.by_code:
            return self.by_code[value]
        if not isinstance(value, str):
            raise Refusal(NOT_TEXT, found=found(value))
        shown = ", ".join(f"{member.value} ({member.label})" for member in self.choices)
        raise Refusal(NOT_CHOICE, value=value, choices=Verbatim(shown))
