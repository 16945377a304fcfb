"""Obrázky obsahu as pictures that the engine prints."""

from __future__ import annotations

from functools import lru_cache

from assembler.word import images
from assembler.word.values import Picture
from schemas.media import Image


def picture(image: Image) -> Picture:
    """The picture of a part of the content; raises images.BadPicture."""
    found = decoded(image.data)
    return Picture(found.data, found.extension, found.width, found.height, image.alt, image.pointer)


@lru_cache(maxsize=64)
def decoded(data: str) -> Picture:
    """A picture is checked and rewritten once, however often it is printed."""
    return images.read(images.decode(data), "")
