"""Slova formulářů: examples as one would write them, the labels of codes, and how a form speaks."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask

from assembler.forms import values
from assembler.forms.model import Speak, czech
from assembler.web.language import CZECH, chosen, spoken
from schemas.describe import FieldDescription, Option, all_parts

WITHOUT = frozenset({"rich", "rows", "base64", "flag", "choice", "choices", "reference", "references", "identifier"})


def register(app: Flask) -> None:
    app.jinja_env.filters.update(written_example=written_example, label_of=label_of, referred=referred)


def written_example(field: FieldDescription) -> str:
    """„1 793 475“, „1. 3. 2020“, „senioři, pečující osoby“; nothing where one chooses."""
    if field.kind in WITHOUT or field.example is None:
        return ""
    texts = values.shown(field, field.example) or []
    return ", ".join(line for text in texts for line in text.split("\n"))


def speaker() -> Speak:
    """How the forms of this page speak; a Czech page pays nothing for there being another language."""
    return czech if chosen() == CZECH else spoken


def referred(field: FieldDescription) -> str:
    """„skupiny“: what a reference can lead to."""
    return next((each.noun_plural.lower() for each in all_parts() if each.__name__ == field.refers_to), "položky")


def label_of(options: Sequence[Option], code: object) -> str:
    return next((each.label for each in options if each.code == code), "")
