"""Sentences of lower layers that pages show with `spoken`: those layers know no language, so they are named here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

from assembler import documents, report, trial, writers
from assembler.convert import pandoc
from assembler.differences import words
from assembler.documents import action_plan, left_out
from assembler.documents.views import closing, media, people, vocabulary
from assembler.errors import Refused
from assembler.jobs import problems
from assembler.notices import addresses, courier, post
from assembler.web import errors, parameters
from assembler.word import render

REASONS: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (report, ("NOT_THIS_KIND", "IN_CHART_DATA", "NOT_IN_TEMPLATE")),
    (left_out, ("ONLY_BLANKS", "ONLY_PICTURE", "NO_VALUES", "NO_COLUMNS", "ROW_TOO_LONG", "NO_MUNICIPALITIES")),
    (left_out, ("NO_ITEMS_OF_LEVEL", "NO_ITEMS_OF_QUADRANT", "NOTHING_PAID")),
    (media, ("NO_FILE", "UNREADABLE")),
    (vocabulary, ("UNUSED_ABBREVIATION", "UNUSED_TERM")),
    (people, ("WITHHELD", "NO_LEADER")),
    (closing, ("PRIVATE",)),
    (action_plan, ("OTHER_YEAR",)),
)


def kinds() -> Iterator[str]:
    """Of documents: their titles in a list to choose from."""
    return (each.title for each in documents.KINDS)


def formats() -> Iterator[str]:
    """Of documents: „dokument Word“."""
    return (each.LABEL for each in writers.WRITERS)


def reasons() -> Iterator[str]:
    """Why a text of the content is not printed."""
    return (getattr(module, name) for module, names in REASONS for name in names)


def problems_of_jobs() -> Iterator[str]:
    """What stopped an assembling, as far as no class of errors marks it."""
    yield from (Refused(()).message, problems.OURS, render.SPOILT, pandoc.FAILED, pandoc.TOO_LONG)


def parameters_of_orders() -> Iterator[str]:
    """What is wrong with a field of an order."""
    yield parameters.NOT_A_YEAR


def answers() -> Iterator[str]:
    """What went wrong, and what to do, as far as the error itself does not say it."""
    yield from (sentence for row in errors.TABLE for sentence in (row.title, row.sentence))
    yield trial.NOT_USABLE


def undelivered() -> Iterator[str]:
    """Why a message to another program has not arrived, or cannot."""
    yield from (addresses.WRITE_IT_SO, addresses.ENCRYPT, addresses.NOT_OUTSIDE, addresses.UNKNOWN)
    yield from (post.SLOW, post.AWAY, post.NO_HTTP, post.CERTIFICATE, courier.OURS)


def summaries() -> Iterator[str]:
    """Of what the summary of changes speaks, besides parts."""
    yield from (words.BUDGET, words.SERVICES, words.NOTHING)


SOURCES: tuple[Callable[[], Iterator[str]], ...] = (
    *(kinds, formats, reasons, problems_of_jobs, parameters_of_orders, answers, undelivered, summaries),
)


def constants() -> Iterator[tuple[str, str]]:
    """Each sentence with the name of its source."""
    return ((source.__name__, sentence) for source in SOURCES for sentence in source())
