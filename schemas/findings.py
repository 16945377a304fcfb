"""What is wrong with content: findings are data that travel, they are never raised past the loader.

The same finding stands beside a form field, in a workbook cell and in the answer to a POST.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """Závažnost nálezu: an error stops an approval copy, a warning stops nothing, info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """Where the finding lies in the delivered file, counted from 1 (a line of YAML, a cell of a workbook)."""

    line: int | None = None
    column: int | None = None
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"list {self.sheet}" + (f", buňka {self.cell}" if self.cell else "")
        return f"řádek {self.line}" + (f", sloupec {self.column}" if self.column else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """Nález: one thing that is wrong, with its place and what to do about it."""

    severity: Severity
    code: str
    pointer: str  # RFC 6901, into the content as it was delivered
    message: str  # Czech, for the coordinator
    message_en: str
    label: str = ""  # human path: "Cíl 2 › Opatření 3 › Název"
    location: Location | None = None

    def located(self, label: str, location: Location | None = None) -> Finding:
        return replace(self, label=label, location=location)

    def moved(self, pointer: str) -> Finding:
        return replace(self, pointer=pointer)

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data (api.md: errors[])."""
        data: dict[str, Any] = {
            "severity": str(self.severity),
            "code": self.code,
            "pointer": self.pointer,
            "label": self.label,
            "detail": self.message,
            "detail_en": self.message_en,
        }
        if self.location is not None:
            places = ("line", "column", "sheet", "cell")
            data["location"] = {key: value for key in places if (value := getattr(self.location, key))}
        return data


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding, declared once beside the code that looks for it; the sentences are str.format patterns.

    Values put into the sentences are shortened, so that no message grows with the content; numbers among them stand as
    the language of the sentence writes them.
    """

    code: str
    severity: Severity
    cs: str
    en: str

    def at(self, pointer: str, **values: object) -> Finding:
        cs = {name: shorten(in_words(value, CZECH)) for name, value in values.items()}
        en = {name: shorten(in_words(value, ENGLISH)) for name, value in values.items()}
        return Finding(self.severity, self.code, pointer, self.cs.format(**cs), self.en.format(**en))


CZECH = str.maketrans({",": "\u00a0", ".": ",", "-": "\u2212"})  # ČSN 01 6910, 9.1: 20 000; −1,005
ENGLISH = str.maketrans({"-": "\u2212"})
GROUPED = 10_000  # from here on thousands stand apart; below a number may be a year


def in_words(value: object, signs: dict[int, str]) -> object:
    """A number with the signs of a language; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return value
    number = Decimal(value)
    return Verbatim(format(number, ",f" if abs(number) >= GROUPED else "f").translate(signs))


SHOWN = 80  # characters of a foreign value that a message repeats


class Verbatim(str):
    """A text of ours (a list of possibilities, a sum) that a message repeats unshortened."""

    __slots__ = ()


def shorten(value: object) -> str:
    """The value as one short line without control characters."""
    if isinstance(value, Verbatim):
        return value
    line = "".join(ch if ch.isprintable() else "�" for ch in " ".join(str(value)[: 4 * SHOWN].split()))
    if len(line) <= SHOWN:
        return line
    words = line[:SHOWN].rpartition(" ")[0]
    return (words if len(words) > SHOWN // 2 else line[: SHOWN - 1]) + "…"


def error(code: str, cs: str, en: str) -> Rule:
    return Rule(code, Severity.ERROR, cs, en)


def warning(code: str, cs: str, en: str) -> Rule:
    return Rule(code, Severity.WARNING, cs, en)


def info(code: str, cs: str, en: str) -> Rule:
    return Rule(code, Severity.INFO, cs, en)
