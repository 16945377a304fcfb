"""Pictures of the content: PNG and JPEG only, checked before they are decoded, written anew without their metadata."""

from __future__ import annotations

import base64
import binascii
import io
import warnings
from functools import lru_cache

from PIL import Image, ImageOps

from assembler.word.values import Picture

MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 10_000
FORMATS = {"PNG": "png", "JPEG": "jpeg"}
KEPT = 16  # pictures as they came and as they are printed


class BadPicture(ValueError):
    """The bytes are not a picture that a document may hold; the text says why, in Czech."""


@lru_cache(maxsize=KEPT)
def of_text(data: str) -> Picture:
    """The picture in base64 text, checked and rewritten once for whoever asks for it; raises BadPicture."""
    return read(decode(data), "")


def decode(data: str) -> bytes:
    """The bytes of base64 text."""
    try:
        return base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        raise BadPicture("Data obrázku nejsou platný zápis base64.") from None


def read(data: bytes, alt: str, owner: str = "") -> Picture:
    """A picture upright, in its own format, with nothing in it but the image; raises BadPicture."""
    if len(data) > MAX_BYTES:
        raise BadPicture(f"Obrázek je větší než {MAX_BYTES // 1_000_000} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
                return rewritten(image, alt, owner)
    except BadPicture:
        raise
    except (OSError, ValueError, SyntaxError, Warning, EOFError, Image.DecompressionBombError):
        raise BadPicture("Obrázek není správný soubor PNG ani JPEG.") from None


def rewritten(image: Image.Image, alt: str, owner: str) -> Picture:
    width, height = image.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise BadPicture(f"Obrázek má {width} × {height} bodů, a to je příliš mnoho.")
    kind = image.format or "PNG"
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        upright = upright.convert("RGB")
    out = io.BytesIO()
    if kind == "JPEG":
        upright.convert("RGB").save(out, "JPEG", quality=90)
    else:
        upright.save(out, "PNG")
    return Picture(out.getvalue(), FORMATS[kind], upright.width, upright.height, alt, owner)
