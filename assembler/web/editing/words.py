"""Slova formulářů: examples as one would write them, the labels of codes, and how a form speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from markupsafe import Markup

from assembler.forms import values
from assembler.forms.model import Speak, czech
from assembler.web.language import CZECH, N_, ONE, _, chosen, spoken, told, way
from schemas.describe import FieldDescription, Option, all_parts
from schemas.findings import Finding, Severity

WITHOUT = frozenset({"rich", "rows", "base64", "flag", "choice", "choices", "reference", "references", "identifier"})
SEVERITIES = {Severity.ERROR: N_("Chyba"), Severity.WARNING: N_("Upozornění"), Severity.INFO: N_("Poznámka")}


@dataclass(frozen=True, slots=True)
class DeedWords:
    """What the buttons of a row do."""

    up: str
    down: str
    copy: str
    remove: str


def register(app: Flask) -> None:
    filters = (example_lines, in_czech, label_of, referred, said, severity_name, written_example)
    app.jinja_env.filters.update({each.__name__: each for each in filters})
    app.jinja_env.globals["deed_words"] = deed_words


def written_example(field: FieldDescription) -> str:
    """„1 793 475“, „1. 3. 2020“, „senioři, pečující osoby“; nothing where one chooses."""
    return ", ".join(example_lines(field))


def example_lines(field: FieldDescription) -> list[str]:
    """The example of a field as one writes it there, line by line."""
    if field.kind in WITHOUT or field.example is None:
        return []
    texts = values.shown(field, field.example) or []
    return [line for text in texts for line in text.split("\n")]


def speaker() -> Speak:
    """How the forms of this page speak; a Czech page pays nothing for there being another language."""
    return czech if chosen() == CZECH else english


def english(sentence: str, *, one: bool = False) -> str:
    return spoken(sentence, ONE if one else "")


def referred(field: FieldDescription) -> str:
    """„skupiny“: what a reference can lead to."""
    nouns = (each.noun_plural for each in all_parts() if each.__name__ == field.refers_to)
    return spoken(next(nouns, N_("položky"))).lower()


def label_of(options: Sequence[Option], code: object) -> str:
    return next((each.label for each in options if each.code == code), "")


def severity_name(severity: Severity) -> str:
    return spoken(SEVERITIES[severity])


def said(each: str | Finding) -> str:
    """A sentence, or a finding with its place, in the language of the page."""
    if isinstance(each, str):
        return spoken(each)
    return f"{way(each.label)}: {told(each)}" if each.label else told(each)


def deed_words() -> DeedWords:
    """Once for all rows of a table."""
    return DeedWords(_("Posunout nahoru"), _("Posunout dolů"), _("Kopie"), _("Odebrat"))


def in_czech(text: str) -> Markup | str:
    """A text that is Czech on every page, and says so where the page is not."""
    return text if chosen() == CZECH or not text else Markup('<span lang="cs">{}</span>').format(text)
