"""Verdikt o buňce: clear, read, asked, or nothing; and what a question offers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from assembler.workbook.names import Names


class Verdict(Enum):
    CLEAR = "clear"  # it is what it says
    READ = "read"  # interpreted beyond doubt; the original is shown beside
    ASKED = "asked"  # a person decides
    NOTHING = "nothing"  # a mark that nothing stands there


CLEAR, READ, ASKED, NOTHING = Verdict.CLEAR, Verdict.READ, Verdict.ASKED, Verdict.NOTHING


@dataclass(frozen=True, slots=True)
class Option:
    """Možnost: a value that a question offers; None leaves the field empty."""

    value: Any
    label: str


@dataclass(frozen=True, slots=True)
class Meaning:
    verdict: Verdict
    value: Any = None
    why: str = ""
    options: tuple[Option, ...] = ()
    group: str = (
        ""  # of a question that is asked once for all such cells of a column; its options mean the same in each
    )


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a cell needs beside it."""

    names: Names  # what can be referred to
    name: str = ""  # the key of the field in its part
    unit: str = "Kč"  # of amounts of the plan
    column_unit: str = ""  # of amounts of the column; empty: that of the plan


def clear(value: Any) -> Meaning:
    return Meaning(CLEAR, value)


def read(value: Any, why: str) -> Meaning:
    return Meaning(READ, value, why)


def asked(why: str, *options: Option) -> Meaning:
    return Meaning(ASKED, None, why, options)
