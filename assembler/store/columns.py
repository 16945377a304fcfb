"""Column types that behave the same in SQLite and PostgreSQL, and what a text must be to be kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, TypeDecorator

from assembler.errors import Unfit
from assembler.sentences import Sentence

Sequence = BigInteger().with_variant(Integer(), "sqlite")  # the type of a row's order: SQLite counts only INTEGER


class Moment(TypeDecorator[datetime]):
    """A moment, always aware and in UTC; SQLite knows no zones and keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Line(TypeDecorator[str]):
    """A text of bounded length; what PostgreSQL cannot hold (NUL, lone surrogates) neither database gets."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        return None if value is None else fitting(value, self.length)


def fitting(text: str, length: int) -> str:
    """The text itself; raises Unfit where it is too long, or no plain text."""
    if len(text) > length:
        raise Unfit(
            Sentence(
                "Text má %(count)s znaků, nejvýše jich může mít %(most)s. Zkraťte ho.", count=len(text), most=length
            )
        )
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Unfit("Text obsahuje znak, který nelze uložit. Napište ho znovu.")
    return text


def one_line(value: object, length: int) -> str:
    """Whatever it is as one printable line, shortened; for headings that are taken out of unchecked content."""
    line = "".join(sign if sign.isprintable() else " " for sign in value) if isinstance(value, str) else ""
    line = " ".join(line.split())
    return line if len(line) <= length else line[: length - 1] + "…"


Plain = dict[str, Any]  # a JSON object of ours: orders, results, answers, details; never content of a plan
