"""Pictures of the content: PNG and JPEG only, judged before they are decoded, written anew without their metadata."""

from __future__ import annotations

import base64
import resource
import struct
import subprocess
import sys
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from assembler.word import images
from assembler.word.images import BadPicture
from assembler.word.values import Picture
from tests.word_files import image, leaf, p, rendered, word_file

ROOT = Path(__file__).parents[1]
STEADY = settings(derandomize=True, deadline=None)
ORIENTATION, ARTIST, PLACE = 0x0112, 0x013B, 0x8825


def decoded(picture: Picture) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened = Image.open(BytesIO(picture.data))
        opened.load()
        return opened


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes, rows: bytes = b"") -> bytes:
    """A PNG whose header may lie."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("format", "mode"),
    [
        *(("PNG", each) for each in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
        *(("JPEG", each) for each in ("L", "RGB", "CMYK")),
    ],
)
def test_all_kinds_of_png_and_jpeg_are_read(format: str, mode: str) -> None:
    """Grey, palette, transparent, 16 bit, CMYK of printers: each a picture that Word shows (safety 94)."""
    picture = images.read(image(format, (12, 7), mode), "popis")
    opened = decoded(picture)
    assert (picture.width, picture.height, opened.size) == (12, 7, (12, 7))
    assert (picture.extension, opened.format) == (format.lower(), format)
    assert opened.mode in ("1", "L", "LA", "P", "RGB", "RGBA")


def test_colours_survive() -> None:
    """A picture is the same picture afterwards; transparency stays."""
    made = Image.new("RGBA", (2, 1))
    made.putpixel((0, 0), (255, 0, 0, 255))
    made.putpixel((1, 0), (0, 0, 255, 10))
    out = BytesIO()
    made.save(out, "PNG")
    found = decoded(images.read(out.getvalue(), ""))
    assert [found.getpixel((0, 0)), found.getpixel((1, 0))] == [(255, 0, 0, 255), (0, 0, 255, 10)]


def test_sixteen_bits_are_scaled() -> None:
    """A grey of half brightness stays one."""
    made = Image.new("I;16", (2, 1))
    made.putpixel((0, 0), 32_768)
    made.putpixel((1, 0), 65_535)
    out = BytesIO()
    made.save(out, "PNG")
    found = decoded(images.read(out.getvalue(), ""))
    assert (found.mode, found.getpixel((1, 0))) == ("L", 255)
    assert found.getpixel((0, 0)) in (127, 128)


@pytest.mark.parametrize(("mode", "shade", "expected"), [("L", 3, 3), ("P", 0, 0), ("I;16", 30_000, 117)])
def test_the_transparent_shade_stays_transparent(mode: str, shade: int, expected: int) -> None:
    """Grey and palettes name one shade that is not seen; of 16 bits it is scaled as the picture is."""
    assert decoded(images.read(image("PNG", (4, 4), mode, transparency=shade), "")).info == {"transparency": expected}


def red_is_green() -> bytes:
    """A colour profile whose red is the green of sRGB, and the reverse."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)


@pytest.mark.parametrize(("format", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA")])
def test_colours_of_a_profile_are_seen_without_it(format: str, mode: str) -> None:
    """Profiles are metadata, and LibreOffice does not read them: their colours are computed, then they go."""
    made = Image.new(mode, (8, 8), "red")
    out = BytesIO()
    made.save(out, format, icc_profile=red_is_green())
    found = decoded(images.read(out.getvalue(), ""))
    red, green, blue = found.convert("RGB").getpixel((4, 4))  # type: ignore[misc]
    assert (red < 30, green > 225, blue < 30) == (True, True, True)
    assert "icc_profile" not in found.info


@pytest.mark.parametrize("profile", [red_is_green(), b"broken", bytes(3_000)])
def test_a_profile_that_does_not_fit_is_none(profile: bytes) -> None:
    """A CMYK picture with a profile of RGB, or a broken one: read without it, as LibreOffice would."""
    made = decoded(images.read(image("JPEG", (8, 8), "CMYK", icc_profile=profile), ""))
    assert (made.mode, "icc_profile" in made.info) == ("RGB", False)


def test_a_photograph_with_its_preview_is_one_picture() -> None:
    """Telephones write several pictures into one JPEG (MPO): the first is the picture."""
    preview = Image.new("RGB", (8, 6), "red")
    made = images.read(image("MPO", (40, 30), save_all=True, append_images=[preview]), "")
    opened = decoded(made)
    assert (made.extension, made.width, opened.format, getattr(opened, "n_frames", 1)) == ("jpeg", 40, "JPEG", 1)


def test_progressive_jpeg_is_read() -> None:
    """Pictures of the web come so."""
    assert images.read(image("JPEG", (64, 64), progressive=True), "").width == 64


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_are_turned_upright(orientation: int) -> None:
    """A photograph of a telephone says in its metadata how it was held; the document shows it upright (safety 93)."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    picture = images.read(image("JPEG", (40, 20), exif=exif), "")
    assert (picture.width, picture.height) == ((40, 20) if orientation < 5 else (20, 40))
    assert ORIENTATION not in decoded(picture).getexif()


def with_metadata(kind: str) -> bytes:
    exif = Image.Exif()
    exif[ARTIST] = "Jana Tajná"
    exif.get_ifd(PLACE)[1] = "N"
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Jana Tajná")
    info.add_itxt("XML:com.adobe.xmp", "<x>Jana Tajná</x>")
    return {
        "JPEG": lambda: image("JPEG", exif=exif),
        "PNG": lambda: image("PNG", exif=exif, pnginfo=info),
        "behind the end": lambda: image("PNG") + "Jana Tajná <script>".encode(),
        "comment": lambda: image("JPEG", comment="Jana Tajná".encode()),
    }[kind]()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "behind the end", "comment"])
def test_metadata_is_gone(kind: str) -> None:
    """Who took it, where, with which comment: nothing of it leaves the town (safety 93)."""
    source = with_metadata(kind)
    assert b"Tajn" in source
    made = images.read(source, "").data
    assert not [word for word in (b"Tajn", b"Exif", b"eXIf", b"script") if word in made]


def test_the_same_picture_is_the_same_bytes() -> None:
    """Writing anew depends on nothing but the picture."""
    source = image("JPEG", (33, 21))
    assert images.read(source, "").data == images.read(source, "").data


def test_reading_changes_nothing_for_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Filters of warnings belong to the whole process: two requests restoring them in turn would leave them wrong."""

    def changed(*_: object, **__: object) -> None:
        raise AssertionError("the filters of the process are changed")

    monkeypatch.setattr(warnings, "simplefilter", changed)
    monkeypatch.setattr(warnings, "catch_warnings", changed)
    assert images.read(image("JPEG", (9, 7)), "").width == 9


# ---------------------------------------------------------------- what is refused

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OTHERS: dict[str, bytes] = {
    "nothing": b"",
    "text": b"Ahoj",
    "SVG": SVG,
    "GIF": image("GIF"),
    "BMP": image("BMP"),
    "TIFF": image("TIFF"),
    "WEBP": image("WEBP"),
    "ICO": image("ICO", (16, 16)),
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "EMF": b"\x01\x00\x00\x00" + bytes(84),
    "PSD": b"8BPS\x00\x01" + bytes(40),
    "PDF": b"%PDF-1.7\n%%EOF",
    "HTML": b"<html><img src=x onerror=alert(1)></html>",
    "a PNG cut short": image("PNG", (64, 64))[:60],
    "a JPEG cut short": image("JPEG", (64, 64))[:-40],
    "only the mark of a PNG": b"\x89PNG\r\n\x1a\n",
    "a wrong checksum": image("PNG").replace(b"IHDR", b"IHDr", 1),
    "too little data": png(64, 64, rows=b"\0"),
    "144 megapixels": png(12_000, 12_000),
    "2.5 gigapixels": png(50_000, 50_000),
    "the largest sides": png(65_535, 65_535),
    "beyond the largest": png(2**31 - 1, 2**31 - 1),
    "no sides": png(0, 0),
    "a line": png(1, 65_000),
    "a profile that is a bomb": png(4, 4, chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(50_000_000))), rows=bytes(20)),
    "a text that is a bomb": png(4, 4, chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(80_000_000))), rows=bytes(20)),
    "too many bytes": image() + bytes(images.MAX_BYTES),
}
CZECH = ("Obrázek ", "Data obrázku ")


@pytest.mark.parametrize("name", OTHERS)
def test_everything_else_is_refused_in_czech(name: str) -> None:
    """By its content, whatever its name, before it is decoded (safety 90 to 92)."""
    with pytest.raises(BadPicture) as refused:
        images.read(OTHERS[name], "")
    assert str(refused.value).startswith(CZECH)


def test_pictures_of_many_frames_are_one_picture() -> None:
    """20,000 frames are not unpacked: the first is the picture."""
    frames = [Image.new("RGB", (8, 8), (shade, 0, 0)) for shade in range(200)]
    out = BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    made = images.read(out.getvalue(), "")
    assert getattr(decoded(made), "n_frames", 1) == 1


@pytest.mark.parametrize("data", ["", "není", "AAAA=AAAA", "iVBOR\u00a0w0KGgo=", "=" * 8, "čččč"])
def test_data_that_are_no_base64_are_refused(data: str) -> None:
    """What was pasted wrong is refused, not cut to what can be read."""
    with pytest.raises(BadPicture) as refused:
        images.read(images.decode(data), "")
    assert str(refused.value).startswith(CZECH)


def test_base64_may_be_broken_into_lines() -> None:
    """As YAML and mail write it."""
    source = image()
    text = base64.b64encode(source).decode()
    assert images.decode("\n  ".join(text[at : at + 20] for at in range(0, len(text), 20))) == source


@STEADY
@given(st.sampled_from([image("PNG", (9, 9)), image("JPEG", (9, 9))]), st.integers(0, 2_000), st.integers(0, 255))
def test_damaged_pictures_are_refused_or_read(source: bytes, place: int, value: int) -> None:
    """Whatever a byte is changed to, the answer is a picture or BadPicture, never an error of a library."""
    damaged = bytearray(source)
    damaged[place % len(damaged)] = value
    try:
        picture = images.read(bytes(damaged), "")
    except BadPicture:
        return
    assert decoded(picture).size == (picture.width, picture.height)


def bomb(name: str) -> None:
    """What runs in a process of its own: 10 s of the processor and 500 MB more than it has."""
    data = OTHERS[name]
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    resource.setrlimit(resource.RLIMIT_AS, (1_200_000_000, 1_200_000_000))
    try:
        images.read(data, "")
    except BadPicture:
        sys.stdout.write("refused")


@pytest.mark.parametrize("name", [each for each in OTHERS if "pixels" in each or "bomb" in each or "largest" in each])
def test_bombs_cost_nothing(name: str) -> None:
    """A small file that would unpack to gigabytes is refused within little memory and time."""
    code = f"from tests.test_images import bomb; bomb({name!r})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, b"refused")


# ---------------------------------------------------------------- in a document


@pytest.mark.parametrize("alt", ['Znak "města" & <okolí>\ndruhý řádek', "{{ title }}", "ž" * 5_000])
def test_alternative_texts_are_printed_to_the_letter(alt: str) -> None:
    """Twice, as Word keeps it: with the place of the picture and with the picture itself."""
    picture = Picture(image(), "png", 8, 8, leaf(alt, "alt", "/territory/arms"))
    made = rendered(word_file(p("{{r arms|picture(20, 28) }}")), {"arms": picture, "title": "x"})
    assert {each.get("descr") for name in ("docPr", "cNvPr") for each in made.body.iter(f"{{*}}{name}")} == {alt}
    assert made.rendering.state.printed == {("/territory/arms", "alt")}


MM = 36_000


@pytest.mark.parametrize(
    ("expression", "size", "expected"),
    [
        ("picture(20, 28)", (100, 100), (20 * MM, 20 * MM)),
        ("picture(0, 28)", (100, 200), (14 * MM, 28 * MM)),
        ("picture(50)", (100, 200), (50 * MM, 100 * MM)),
        ("picture", (96, 96), (914_400, 914_400)),
        ("picture", (5_000, 10), (160 * MM, 11_520)),
        ("picture(10, 10)", (10_000, 1), (10 * MM, 36)),
    ],
)
def test_pictures_fit_their_box(expression: str, size: tuple[int, int], expected: tuple[int, int]) -> None:
    """Scaled, never distorted, never wider than the text, never of no size."""
    picture = Picture(image(size=(8, 8)), "png", *size, "x")
    made = rendered(word_file(p("{{r arms|" + expression + " }}")), {"arms": picture})
    (extent,) = made.body.iter("{*}extent")
    assert (int(extent.get("cx", "0")), int(extent.get("cy", "0"))) == expected


def test_pictures_of_both_formats_have_their_types() -> None:
    """The package says what each picture is."""
    pictures = [images.read(image(each), "x") for each in ("PNG", "JPEG")]
    made = rendered(word_file(p("{{r a|picture }}"), p("{{r b|picture }}")), {"a": pictures[0], "b": pictures[1]})
    types = made.part("[Content_Types].xml")
    assert 'Extension="png" ContentType="image/png"' in types
    assert 'Extension="jpeg" ContentType="image/jpeg"' in types
    assert sorted(name.rpartition(".")[2] for name in made.parts if "media" in name) == ["jpeg", "png"]


CHECKS: tuple[Callable[[], bytes], ...] = (image, lambda: image("JPEG"))


@pytest.mark.parametrize("make", CHECKS)
def test_word_finds_the_picture(make: Callable[[], bytes]) -> None:
    """python-docx opens the picture of the document as what it is."""
    made = rendered(word_file(p("{{r a|picture }}")), {"a": images.read(make(), "x")})
    (shape,) = made.document.inline_shapes
    assert shape.width > 0
