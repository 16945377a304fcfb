"""Obrázky: a picture that can be printed, and the text for whoever does not see it (act 99/2019 Sb.)."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.walk import parts
from assembler.word import images
from schemas.findings import Finding, Verbatim, error
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
NOT_DELIVERED = error(
    "image_file_not_delivered",
    "Soubor obrázku „{file}“ s obsahem nepřišel. Vložte obrázek do obsahu (údaj „Data“), nebo ho smažte.",
    "The file “{file}” of the image was not delivered with the content.",
)
UNREADABLE = error(
    "image_unreadable",
    "{reason} Vyberte jiný soubor, nebo obrázek smažte.",
    "The data of the image are no PNG or JPEG that a document could hold.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for image in parts(plan, Image):
        if not image.alt.strip():
            yield NO_ALT.at(image.at("alt"))
        yield from printable(image)


def printable(image: Image) -> Iterator[Finding]:
    if image.data:
        try:
            images.of_text(image.data)
        except images.BadPicture as bad:
            yield UNREADABLE.at(image.at("data"), reason=Verbatim(bad))
    elif image.file:
        yield NOT_DELIVERED.at(image.at("file"), file=image.file)
    else:
        yield NO_DATA.at(image.at("file"))
