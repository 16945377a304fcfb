"""Obrázky: a picture, and the text for whoever does not see it (act 99/2019 Sb.)."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.walk import parts
from schemas.findings import Finding, error
from schemas.media import Image
from schemas.plan import Plan

NO_ALT = error(
    "image_without_alt",
    "Obrázek nemá alternativní text. Napište, co je na něm vidět, pro toho, kdo ho nevidí.",
    "The image has no alternative text.",
)
NO_DATA = error(
    "image_without_data",
    "K obrázku chybí soubor. Vyberte ho, nebo obrázek smažte.",
    "The image has neither a file nor data.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for image in parts(plan, Image):
        if not image.alt.strip():
            yield NO_ALT.at(image.at("alt"))
        if not image.data and not image.file:
            yield NO_DATA.at(image.at("file"))
