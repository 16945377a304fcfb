"""Obrázky obsahu as pictures that the engine prints; one that cannot be printed is left out, and a finding says so."""

from __future__ import annotations

from assembler.word import images
from assembler.word.values import Picture
from schemas.media import Image

NO_ALT = "Obrázek, k němuž zatím chybí popis."  # Word wants some; the checks want a true one
NO_FILE = "k obrázku chybí soubor"
UNREADABLE = "soubor obrázku se nedá otisknout (proč, říká nález)"


def picture(image: Image | None) -> Picture | None:
    """The picture of a part of the content; None where there is none that can be printed."""
    if image is None or why_not(image):
        return None
    found = images.of_text(image.data)
    alt = image.alt if image.alt.strip() else NO_ALT
    return Picture(found.data, found.extension, found.width, found.height, alt, image.pointer)


def why_not(image: Image) -> str:
    """The reason why the picture is not printed; empty where it is."""
    if not image.data:
        return NO_FILE
    try:
        images.of_text(image.data)
    except images.BadPicture:
        return UNREADABLE
    return ""
