"""The form: what was chosen in it, as content and an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import marshmallow as ma
from flask import request
from werkzeug.datastructures import FileStorage

from assembler import documents, readers, resources
from assembler.errors import Refused, UnknownName
from assembler.products import Order
from assembler.readers.pictures import embed
from assembler.readers.source import Source
from assembler.web.errors import WrongParameters
from assembler.web.language import N_, _, spoken
from assembler.web.pages.desk import Choices, Upload, desk
from assembler.web.parameters import STANDARD, OrderParameters, order_of, sentences
from assembler.web.samples import samples

SAMPLE, FILE, KEPT = "sample:", "file", "kept"
MAX_FIELD = 200  # characters of a field that are kept
MAX_FILE_NAME = 120
NOTHING_CHOSEN = N_("Vyberte vlastní soubor, nebo některou z ukázek.")
NO_FILE = N_("Vyberte soubor s obsahem plánu.")
GONE = N_("Dříve nahraný soubor už tu není. Vyberte ho prosím znovu.")


@dataclass(frozen=True, slots=True)
class Offer:
    """One value of a choice, with what it means; Czech, translated where it is shown."""

    value: str
    title: str
    help: str = ""


STATES = (
    Offer(
        "draft",
        N_("návrh"),
        N_("Nese vodoznak NÁVRH, dokud plán není schválený. Sestaví se, i když má obsah nedostatky; vypíšeme je."),
    ),
    Offer("approval", N_("ke schválení"), N_("Sestaví se jen z obsahu bez chyb a vždy s čísly stran v obsahu.")),
)
VARIANTS = (
    Offer("public", N_("veřejná"), N_("Otiskne jen to, co se smí zveřejnit. Co zůstalo stranou, vypíšeme.")),
    Offer("internal", N_("interní"), N_("Otiskne i neveřejné kontakty a přílohy. Jen pro potřebu úřadu.")),
)
TITLES = {each.value: each.title for each in (*STATES, *VARIANTS)}
TEMPLATE_TITLES = {STANDARD: N_("Standardní")}


class OfferedKind(NamedTuple):
    """A kind of document to choose; without a code it is left to the content."""

    code: str
    title: str


BY_CONTENT = OfferedKind("", N_("Podle obsahu"))


def kinds() -> list[OfferedKind]:
    """The choice for a content that is sent along: it may say itself what it is."""
    return [BY_CONTENT, *(OfferedKind(each.code, each.title) for each in documents.KINDS)]


def blank() -> Choices:
    """What the form says at first."""
    shortest = samples()[0].name
    return Choices(f"{SAMPLE}{shortest}", "", BY_CONTENT.code, STANDARD, "draft", "public")


def sent() -> Choices:
    """What the form says now; an uploaded file is put on the desk, so that it need not be chosen again."""
    fields = {name: request.form.get(name, "").strip()[:MAX_FIELD] for name in Choices.__dataclass_fields__}
    choices = Choices(**fields)
    file = request.files.get("file")
    return keeping(choices, file) if file and file.filename and choices.content == FILE else choices


def keeping(choices: Choices, file: FileStorage) -> Choices:
    data = file.read()
    upload = Upload((file.filename or "")[-MAX_FILE_NAME:], data)
    return replace(choices, content=KEPT, kept=desk().uploads.put(upload, len(data)))


def order(choices: Choices, raw: object = None) -> Order:
    """The order, of the kind that the raw content names where none is chosen; raises WrongParameters."""
    return order_of(parameters(choices), raw)


def parameters(choices: Choices) -> Mapping[str, Any]:
    """What was filled in, loaded; raises WrongParameters with a sentence for each field."""
    try:
        loaded: Mapping[str, Any] = OrderParameters().load(choices.parameters)
    except ma.ValidationError as refused:
        raise WrongParameters(sentences(refused.messages_dict)) from None
    return loaded


def source(choices: Choices) -> Source:
    """The chosen content, read; raises WrongParameters, Unreadable."""
    if choices.content.startswith(SAMPLE):
        return sample(choices.content.removeprefix(SAMPLE))
    upload = uploaded(choices)
    try:
        reader = readers.of_file(upload.name, upload.data)
    except UnknownName as unknown:
        raise WrongParameters({"file": unknown.message}) from None
    return reader.read(upload.data)


def sample(name: str) -> Source:
    """A sample plan with its pictures; they are ours, content that is uploaded carries its own."""
    path = resources.examples().get(name)
    if path is None:
        raise WrongParameters({"content": NOTHING_CHOSEN})
    read = readers.by_name(path.name).read(path.read_bytes())
    if missing := embed(read.raw, path.parent):
        raise Refused(read.locate(missing))
    return read


def uploaded(choices: Choices) -> Upload:
    if choices.content == FILE:
        raise WrongParameters({"file": NO_FILE})
    if choices.content != KEPT:
        raise WrongParameters({"content": NOTHING_CHOSEN})
    upload = desk().uploads.get(choices.kept)
    if upload is None:
        raise WrongParameters({"file": GONE})
    return upload


def shape(kind: str, state: str, variant: str, year: int | None = None) -> str:
    """Podoba dokumentu, for who reads: „Akční plán rozvoje sociálních služeb na rok 2026, návrh, veřejná varianta“."""
    kind, state, variant = spoken(kind), spoken(TITLES.get(state, state)), spoken(TITLES.get(variant, variant))
    if year is None:
        return _("%(kind)s, %(state)s, %(variant)s varianta", kind=kind, state=state, variant=variant)
    told = N_("%(kind)s na rok %(year)s, %(state)s, %(variant)s varianta")
    return _(told, kind=kind, year=year, state=state, variant=variant)


def template_title(name: str) -> str:
    """Of a shipped template, for who reads."""
    return spoken(TEMPLATE_TITLES[name]) if name in TEMPLATE_TITLES else name


def templates() -> list[tuple[str, str, str]]:
    """Value, title, and the kinds (their codes, with spaces) that have a template of that name.

    A template that every kind has goes with a kind that only the content knows, whose code is empty.
    """
    kinds: dict[str, list[str]] = {}
    for kind in documents.KINDS:
        for name in resources.template_names(kind.code):
            kinds.setdefault(name, []).append(kind.code)
    return [(name, template_title(name), " ".join(with_any(codes))) for name, codes in kinds.items()]


def with_any(codes: list[str]) -> list[str]:
    return [BY_CONTENT.code, *codes] if len(codes) == len(documents.KINDS) else codes
