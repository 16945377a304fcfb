"""What went wrong with a job, as it is kept in its row, and whether another attempt may go better: the one table."""

from __future__ import annotations

from typing import NamedTuple

from assembler.errors import (
    AssemblerError,
    Damaged,
    Faulty,
    MachineryError,
    Missing,
    Overrun,
    QuotaFull,
    Refused,
    Starved,
    StorageError,
    TemplateError,
    Unavailable,
    UnknownName,
)
from assembler.store.columns import Plain
from schemas.findings import Severity

OURS = "Je to chyba programu, ne obsahu. Nic se neztratilo; správci sdělte číslo úlohy."


class Row(NamedTuple):
    error: type[Exception]
    code: str  # the name of the type of problem, as in the answers of the service
    again: bool  # may it work another time?


TABLE = (  # the first row that fits
    Row(Refused, "refused", False),
    Row(TemplateError, "template", False),
    Row(UnknownName, "not-found", False),
    Row(Missing, "not-found", False),
    Row(Faulty, "faulty", False),
    Row(Unavailable, "machinery", False),
    Row(Starved, "machinery", True),  # it was not its turn yet
    Row(Overrun, "machinery", False),  # what took too long once, would take as long again
    Row(MachineryError, "machinery", True),
    Row(QuotaFull, "quota-full", False),
    Row(StorageError, "storage", True),
    Row(Damaged, "damaged", False),
    Row(AssemblerError, "content", False),
    Row(MemoryError, "internal", True),
    Row(Exception, "internal", False),
)


def row_of(error: Exception) -> Row:
    return next(row for row in TABLE if isinstance(error, row.error))


def passing(error: Exception) -> bool:
    """May it work another time?"""
    return row_of(error).again


def problem_of(error: Exception) -> Plain:
    """The problem as plain data; of errors that are not ours nothing but that they happened."""
    told: Plain = {
        "code": row_of(error).code,
        "detail": error.message if isinstance(error, AssemblerError) else OURS,
    }
    if isinstance(error, Refused):
        told["errors"] = [each.as_dict() for each in error.findings if each.severity is Severity.ERROR]
    return told
