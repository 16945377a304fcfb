"""docs/glossary.md: the English names of the code beside the Czech terms of the field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.documents.kind import Kind
from assembler.word.formats import collation_key
from schemas.describe import all_parts, first_line
from schemas.fields import Choices, OneOf
from schemas.findings import Finding, Severity
from schemas.values import Choice, Rich, TextFormat
from scripts.docs.markdown import code, table

INTRODUCTION = """\
# Glossary

<!-- Written by `make docs` from the classes of schemas/; do not edit. -->

The code speaks English, the plans speak Czech. Every term of the content stands here, in the Czech order, with the
first line of the docstring of its class; a choice also with its values.

"""

OTHERS: tuple[type, ...] = (Rich, TextFormat, Finding, Severity, Kind)


def page() -> str:
    rows = sorted(entries(), key=lambda row: collation_key(row[1]))
    return INTRODUCTION + table(("English", "Czech", "Meaning"), rows) + "\n"


def entries() -> Iterator[tuple[str, str, str]]:
    for part_class in all_parts():
        yield entry(part_class, part_class.noun)
    for other in (*choices(), *OTHERS):
        yield entry(other, czech_term(other))


def entry(named: type, czech: str) -> tuple[str, str, str]:
    return english_term(named), czech, first_line(named) + values(named)


def values(named: type) -> str:
    """The values of a choice: code and label."""
    if not issubclass(named, Choice):
        return ""
    return " " + ", ".join(f"{code(member.value)} {member.label}" for member in named)


def choices() -> list[type[Choice]]:
    """The enumerations of the content, each once."""
    fields = (field for part_class in all_parts() for field in part_class.fields.values())
    return list(dict.fromkeys(field.choices for field in fields if isinstance(field, OneOf | Choices)))


def english_term(named: type) -> str:
    """ActionPlan -> action plan."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named.__name__).lower()


def czech_term(named: type) -> str:
    """The beginning of the docstring: „Forma poskytování“ of „Forma poskytování (§ 33 …).“"""
    return re.split(r"[:.,;(]", first_line(named))[0].strip()
