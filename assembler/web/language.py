"""Jazyk stránek: Czech, and English for who asks for it. The one door to Flask-Babel.

    _("Uložit")                          in templates and in code: the sentence in the language of who reads
    _("Verze %(number)s", number=3)      with values; a per cent sign of the sentence itself is written %%
    N_("Uložit")                         a constant: marked here for the catalogue, translated where it is shown
    spoken(error.message)                a finished sentence of a lower layer, in English if the catalogue has it
    told(finding), way(finding.label)    what a finding says, and where: „Cíl 2 › Název“ (filters of templates, too)

The Czech sentence is the key of the catalogue (translations/en/LC_MESSAGES/messages.po, renewed by `make messages`).
What has no translation stays Czech, as do plans and documents, always. Only one's own choice counts, not the language
that the browser asks for: the Windows of many a Czech office speak English. Programs have chosen nothing: to them the
service speaks Czech, whatever cookie they send.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import Babel, gettext, pgettext

from assembler.sentences import Sentence
from schemas.findings import Finding

CZECH, ENGLISH = "cs", "en"
COOKIE = "language"
MACHINE_PATHS = ("/api/", "/health/")  # what programs ask
PAGE_OF_CALLS = "/api/v1/docs"  # which people read
ONE = "one"  # context of a noun that is the same for one and for many in Czech: „Opatření“


def register(app: Flask) -> None:
    Babel(app, default_locale=CZECH, locale_selector=chosen)
    app.jinja_env.globals["language"] = chosen
    app.jinja_env.filters.update(spoken=spoken, told=told, way=way)


def chosen() -> str:
    """ "cs" or "en", as chosen by who reads; outside of a request, and to a program, Czech."""
    if not has_request_context() or request.cookies.get(COOKIE) != ENGLISH:
        return CZECH
    return CZECH if request.path.startswith(MACHINE_PATHS) and request.path != PAGE_OF_CALLS else ENGLISH


def _(sentence: str, **values: Any) -> str:
    """The sentence in the language of who reads."""
    return str(gettext(sentence)) % values


def spoken(sentence: str, context: str = "") -> str:
    """The finished sentence in the language of who reads; one that the catalogue does not know stays as it is."""
    if isinstance(sentence, Sentence) and sentence.values:
        return _(sentence.key, **{name: said_inside(value) for name, value in sentence.values.items()})
    if context and (said := str(pgettext(context, sentence))) != sentence:
        return said
    return str(gettext(sentence)) if sentence else sentence


def said_inside(value: object) -> object:
    """A value of a sentence; one that is a sentence of its own is spoken, too."""
    return spoken(value) if isinstance(value, Sentence) else value


def told(finding: Finding) -> str:
    """What a finding says, in the language of who reads."""
    return finding.message_en if chosen() == ENGLISH else finding.message


def way(label: str) -> str:
    """The human path of a place, step by step: „Cíl 2 › Název“, “Goal 2 › Name”."""
    return label if chosen() == CZECH else " › ".join(map(step, label.split(" › ")))


def step(words: str) -> str:
    """„Cíl 2“, „Název“; a name that the plan gave stays as it is."""
    word, _, number = words.rpartition(" ")
    return f"{spoken(word, ONE)} {number}" if number.isdigit() else spoken(words)


def N_(sentence: str) -> str:  # noqa: N802  # the name by which gettext's tools know it
    """Marks a constant for the catalogue."""
    return sentence
