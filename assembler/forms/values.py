"""Hodnoty v polích: how one value of the content stands in its field, and what is made of what was typed there.

Everything that a field shows is a list of texts, as a posted form brings them: one for a line of text, several for
ticked choices. A value that a field cannot show (of a wrong type, with signs that no page can hold) has no texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError

from assembler.forms import numbers
from assembler.forms.places import ABSENT
from schemas.describe import FieldDescription
from schemas.fields import FORBIDDEN, Day, as_decimal
from schemas.values import TextFormat

Texts = Sequence[str]
YES, NO = "ano", "ne"
LINE_END = "⏎"  # inside of an item of a list that is written one item to a line
MISSING = "–"  # a missing number among others
GAP = ";"
NUMERIC = frozenset({"number", "whole", "money"})
MANY = frozenset({"choices", "references"})
USUAL = TextFormat.COMMONMARK.value
DAY = Day("", "", "")


def shown(field: FieldDescription, raw: Any) -> list[str] | None:
    """The texts of a value; None where its field cannot show it."""
    if raw is ABSENT:
        return [*initially(field)]
    texts = SHOWN[field.kind](raw) if field.kind in SHOWN else line_shown(raw)
    return texts if texts is not None and all(can_be_shown(text) for text in texts) else None


def initially(field: FieldDescription) -> list[str]:
    """What a field shows when the content says nothing."""
    if field.kind == "flag":
        return [YES if field.default else NO]
    if field.kind == "rich":
        return ["", USUAL]
    return [] if field.kind in MANY else [""]


def can_be_shown(text: str) -> bool:
    return FORBIDDEN.search(text) is None


def came_back(field: FieldDescription, posted: Texts) -> list[str]:
    """What was posted, as `shown` writes it: without what browsers send for boxes and choices that are empty."""
    if field.kind == "flag":
        return [*posted[-1:]]
    return [text for text in posted if text] if field.kind in MANY else [*posted]


def untouched(field: FieldDescription, texts: Texts, raw: Any) -> bool:
    """Whether a field came back as it was shown."""
    before = shown(field, raw) or []
    if field.kind == "choices":
        return set(texts) == set(before)
    return same(texts, before[: len(texts)] if field.kind == "rich" else before)


def same(one: Texts, other: Texts) -> bool:
    """Browsers send line ends as CR LF."""
    return [unified(text) for text in one] == [unified(text) for text in other]


def unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(field: FieldDescription, texts: Texts, old: Any) -> Any:
    """What was typed as a value of the content; ABSENT for nothing. What is not understood stays as it was typed."""
    if field.kind in READ:
        return READ[field.kind](field, texts, old)
    text = unified(texts[-1]) if texts else ""
    return text if text.strip() else ABSENT


# ---------------------------------------------------------------- one line


def line_shown(raw: Any) -> list[str] | None:
    """A text, or a number that stands where a text should: its author sees it, and may leave it."""
    if isinstance(raw, str):
        return [raw]
    number = as_number(raw)
    return [numbers.shown(number, grouped=False)] if number is not None else None


def number_shown(raw: Any) -> list[str] | None:
    number = as_number(raw)
    return [numbers.shown(number)] if number is not None else line_shown(raw)


def as_number(raw: Any) -> Decimal | None:
    """A number of a bearable length."""
    if raw is None or isinstance(raw, str | bool | list | dict):
        return None
    try:
        return as_decimal(raw)
    except ValidationError:
        return None


def number_read(_: FieldDescription, texts: Texts, __: Any) -> Any:
    text = texts[-1].strip() if texts else ""
    if not text:
        return ABSENT
    found = numbers.read(text)
    return text if found is None else found


def money_shown(raw: Any) -> list[str] | None:
    """An amount is never a year: its thousands are apart."""
    number = as_number(raw)
    return [numbers.told(number)] if number is not None else line_shown(raw)


def day_shown(raw: Any) -> list[str] | None:
    """„1. 3. 2020“; what is no day of the calendar stands as it is."""
    day = as_day(raw)
    return [f"{day.day}. {day.month}. {day.year}"] if day else line_shown(raw)


def day_read(_: FieldDescription, texts: Texts, __: Any) -> Any:
    text = texts[-1].strip() if texts else ""
    day = as_day(text)
    return day.isoformat() if day else text or ABSENT


def as_day(raw: Any) -> date | None:
    if not isinstance(raw, str):
        return None
    try:
        found: date = DAY.deserialize(raw)
    except ValidationError:
        return None
    return found


# ---------------------------------------------------------------- choices


def flag_shown(raw: Any) -> list[str] | None:
    return [YES if raw else NO] if isinstance(raw, bool) else None


def flag_read(_: FieldDescription, texts: Texts, __: Any) -> Any:
    return YES in texts


def list_shown(raw: Any) -> list[str] | None:
    """Codes or identifiers; a list that holds anything else cannot be shown."""
    return list(raw) if isinstance(raw, list) and all(isinstance(each, str) for each in raw) else None


def list_read(_: FieldDescription, texts: Texts, __: Any) -> Any:
    return [text for text in texts if text.strip()] or ABSENT


def choices_read(field: FieldDescription, texts: Texts, old: Any) -> Any:
    """Those that are ticked, in the order in which the content had them; new ones behind."""
    ticked = [text for text in dict.fromkeys(texts) if text]
    before = [code for code in old if code in ticked] if isinstance(old, list) else []
    return [*before, *(code for code in ticked if code not in before)] or ABSENT


# ---------------------------------------------------------------- lists of texts and of numbers


def texts_shown(raw: Any) -> list[str] | None:
    """One item to a line."""
    items = [item_shown(each) for each in raw] if isinstance(raw, list) else [None]
    lines = [item for item in items if item is not None]
    return ["\n".join(lines)] if len(lines) == len(items) else None


def item_shown(raw: Any) -> str | None:
    line = line_shown(raw)
    return unified(line[0]).replace("\n", LINE_END) if line else None


def texts_read(_: FieldDescription, texts: Texts, old: Any) -> Any:
    """Items that stand as they were shown stay what they are."""
    known = {item_shown(each): each for each in old} if isinstance(old, list) else {}
    lines = unified(texts[-1]).split("\n") if texts else []
    items = [known[line] if line in known else line.replace(LINE_END, "\n") for line in lines if line.strip()]
    return items or ABSENT


def numbers_shown(raw: Any) -> list[str] | None:
    """„1 250; 1 301,5; –“"""
    if not isinstance(raw, list):
        return None
    shown_numbers = [[MISSING] if each is None else number_shown(each) for each in raw]
    lines = [texts[0] for texts in shown_numbers if texts is not None]
    return [f"{GAP} ".join(lines)] if len(lines) == len(raw) else None


def numbers_read(_: FieldDescription, texts: Texts, old: Any) -> Any:
    """Parted by semicolons, tabs or line ends; numbers that stand as they were shown keep their digits."""
    parts = [part.strip() for part in re.split(r"[;\t\n]", unified(texts[-1]).strip())] if texts else []
    known = {(number_shown(each) or [""])[0]: each for each in old if each is not None} if isinstance(old, list) else {}
    return [known[part] if part in known else number_of(part) for part in parts] if any(parts) else ABSENT


def number_of(part: str) -> Any:
    if part in ("", MISSING, "-"):
        return None
    found = numbers.read(part, "%")
    return part if found is None else found


# ---------------------------------------------------------------- formatted texts


def rich_shown(raw: Any) -> list[str] | None:
    """The source of the text, and its format."""
    text = raw.get("text", "") if is_rich(raw) else raw
    return [text, rich_format(raw)] if isinstance(text, str) else None


def is_rich(raw: Any) -> bool:
    return isinstance(raw, dict) and set(raw) <= {"text", "format"} and isinstance(raw.get("format", ""), str)


def rich_format(raw: Any) -> str:
    return str(raw.get("format", USUAL)) if is_rich(raw) else USUAL


def rich_read(_: FieldDescription, texts: Texts, old: Any) -> Any:
    """The usual format is not written where it was not before."""
    source, wanted = (*texts, rich_format(old))[:2] if texts else ("", USUAL)
    if not source.strip():
        return ABSENT
    if isinstance(old, dict) or wanted != USUAL:
        return {**(old if is_rich(old) else {}), "text": unified(source), "format": wanted}
    return unified(source)


# ---------------------------------------------------------------- what cannot be shown


def told(raw: Any) -> str:
    """A value that no field shows, for people, shortened."""
    return json.dumps(raw, ensure_ascii=True, default=str)[:300]


SHOWN: dict[str, Callable[[Any], list[str] | None]] = {
    **dict.fromkeys(NUMERIC, number_shown),
    "money": money_shown,
    "day": day_shown,
    "flag": flag_shown,
    "choices": list_shown,
    "references": list_shown,
    "texts": texts_shown,
    "numbers": numbers_shown,
    "rich": rich_shown,
}
READ: dict[str, Callable[[FieldDescription, Texts, Any], Any]] = {
    **dict.fromkeys((*NUMERIC, "year"), number_read),
    "day": day_read,
    "flag": flag_read,
    "choices": choices_read,
    "references": list_read,
    "texts": texts_read,
    "numbers": numbers_read,
    "rich": rich_read,
}
