"""Pictures of the content: PNG and JPEG only, checked before they are decoded, written anew without their metadata."""

from __future__ import annotations

import base64
import binascii
import io
import struct
from contextlib import suppress
from functools import lru_cache

from PIL import Image, ImageCms, ImageOps

from assembler.word.values import Picture

MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 10_000
FORMATS = {"PNG": "png", "JPEG": "jpeg"}
SAVING: dict[str, dict[str, int]] = {"PNG": {}, "JPEG": {"quality": 90}}
SRGB = ImageCms.createProfile("sRGB")
COLOURED = {"RGB": "RGB", "RGBA": "RGBA", "CMYK": "RGB"}  # modes with a profile -> modes without
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
        with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
            return rewritten(image, alt, owner)
    except BadPicture:
        raise
    except (OSError, ValueError, SyntaxError, Warning, EOFError, struct.error, Image.DecompressionBombError):
        raise BadPicture("Obrázek není správný soubor PNG ani JPEG.") from None


def rewritten(image: Image.Image, alt: str, owner: str) -> Picture:
    width, height = image.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise BadPicture(f"Obrázek má {width} × {height} bodů, a to je příliš mnoho.")
    kind = "PNG" if image.format == "PNG" else "JPEG"  # a JPEG of several pictures calls itself MPO
    bare = in_plain_colours(ImageOps.exif_transpose(image))
    if kind == "JPEG":
        bare = bare.convert("RGB")
    bare.info = {key: value for key, value in bare.info.items() if key == "transparency"}
    out = io.BytesIO()
    bare.save(out, kind, **SAVING[kind])
    return Picture(out.getvalue(), FORMATS[kind], bare.width, bare.height, alt, owner)


def in_plain_colours(image: Image.Image) -> Image.Image:
    """The picture in 8 bits and sRGB: its colour profile is metadata and does not come along."""
    if image.mode.startswith("I"):
        return in_eight_bits(image)
    profile = image.info.get("icc_profile")
    if profile and image.mode in COLOURED:
        with suppress(ImageCms.PyCMSError, OSError):  # a broken profile is none
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, given, SRGB, outputMode=COLOURED[image.mode])
            return made or image
    return image.convert("RGB") if image.mode == "CMYK" else image


def in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits, scaled: 65,535 is white. The shade that is transparent is scaled along."""
    scaled = image.convert("I").point(lambda shade: shade * (1 / 257) + 0.5).convert("L")
    if "transparency" in image.info:
        scaled.info["transparency"] = round(image.info["transparency"] / 257)
    return scaled
