"""The package: the same bytes for the same parts, read by every reader of ZIP, whatever packs it."""

from __future__ import annotations

import contextlib
import importlib
import re
import shutil
import struct
import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assembler.errors import TemplateError
from assembler.word import package
from assembler.word.opc import (
    OFFICE,
    ContentTypes,
    Relationship,
    read_relationships,
    write_relationships,
)
from assembler.word.values import Picture
from tests.breaking import packed, unpacked
from tests.word_files import WML, attempt, image, p, rendered, rich, word_file

STEADY = settings(derandomize=True, deadline=None)  # the same cases each time; a busy machine is no failure
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="/\\")
NAMES = st.text(LETTERS, min_size=1, max_size=40)
MEMBERS = st.text("abc/.xml", min_size=1).filter(lambda name: not name.endswith("/"))
PARTS = st.dictionaries(NAMES, st.binary(max_size=2_000), max_size=12)


def archive(parts: dict[str, bytes]) -> bytes:
    return package.write({name: package.pack(data) for name, data in parts.items()})


@STEADY
@given(PARTS)
def test_what_is_written_is_read_by_others(parts: dict[str, bytes]) -> None:
    """zipfile finds every member with its name, bytes and checksum, in order."""
    with zipfile.ZipFile(BytesIO(archive(parts))) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == parts
        assert read.namelist() == list(parts)


@STEADY
@given(PARTS)
def test_what_is_written_is_read_by_us(parts: dict[str, bytes]) -> None:
    """Reading and writing are each other's inverse."""
    assert {name: member.unpacked() for name, member in package.read(archive(parts)).items()} == parts


@STEADY
@given(st.dictionaries(MEMBERS, st.binary(max_size=500)))
def test_archives_of_others_are_read(parts: dict[str, bytes]) -> None:
    """Stored and deflated members, as zipfile writes them."""
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        out = BytesIO()
        with zipfile.ZipFile(out, "w", method) as made:
            for name, data in parts.items():
                made.writestr(name, data)
        assert {name: member.unpacked() for name, member in package.read(out.getvalue()).items()} == parts


@settings(STEADY, max_examples=300, phases=[Phase.generate])
@given(st.binary(max_size=300) | PARTS.map(archive), st.integers(0, 2_000), st.integers(0, 255))
def test_damaged_archives_are_refused_or_read(data: bytes, place: int, value: int) -> None:
    """Whatever a byte is changed to, the answer is a package or a TemplateError, never an error of zipfile."""
    damaged = bytearray(data)
    if damaged:
        damaged[place % len(damaged)] = value
    with warnings.catch_warnings(), contextlib.suppress(TemplateError):
        warnings.simplefilter("ignore", UserWarning)  # zipfile's own, of names that are there twice
        members = package.read(bytes(damaged))
        assert all(len(member.unpacked()) == member.size for member in members.values())


def test_dates_and_attributes_are_fixed() -> None:
    """Every member is of the first day that ZIP knows; nothing tells when or where it was made."""
    with zipfile.ZipFile(BytesIO(archive({"a.xml": b"<a/>", "b/č.xml": b"x" * 999}))) as read:
        for info in read.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.external_attr, info.extra, info.comment, info.create_system) == (0, b"", b"", 0)
        assert read.comment == b""


def test_the_same_parts_are_the_same_bytes() -> None:
    """Packing twice gives the same archive."""
    parts = {"a.xml": b"<a>" * 9_999, "b.png": image()}
    assert archive(parts) == archive(dict(parts))


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not here")
def test_unzip_finds_nothing_wrong(tmp_path: Path) -> None:
    """A reader with other habits than Python's agrees."""
    path = tmp_path / "x.docx"
    path.write_bytes(rendered(word_file(p("{{ a }}"), p("{{p b }}")), {"a": "č", "b": rich("1. x")}).docx)
    done = subprocess.run(["unzip", "-t", path], capture_output=True, text=True, check=False)
    assert (done.returncode, "No errors" in done.stdout) == (0, True)


@pytest.fixture
def without_isal(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as it is where there is no wheel of isal; afterwards as it was."""
    monkeypatch.setitem(sys.modules, "isal.isal_zlib", None)
    kept = dict(vars(package))
    importlib.reload(package)
    slow = vars(package).copy()
    vars(package).update(kept)
    monkeypatch.setattr(package, "deflater", slow["deflater"])
    monkeypatch.setattr(package, "DEFLATE_LEVEL", slow["DEFLATE_LEVEL"])
    return package


def test_zlib_packs_where_isal_is_missing(without_isal: ModuleType) -> None:
    """Without the fast library documents are as valid, only slower made."""
    assert without_isal.deflater is zlib
    made = rendered(word_file(p("{{ a }} bez ISA-L")), {"a": "x" * 5_000})
    assert made.text == "x" * 5_000 + " bez ISA-L"
    with zipfile.ZipFile(BytesIO(made.docx)) as read:
        assert read.testzip() is None


def test_unchanged_parts_lie_as_they_lay() -> None:
    """Styles and fonts are not packed again for each document."""
    template = word_file(p("{{ a }}"))
    first, second = (package.read(attempt(template, {"a": value})) for value in ("jedna", "dvě"))
    changed = {name for name in first if first[name].crc != second[name].crc}
    assert changed == {"word/document.xml"}


def test_members_stand_once() -> None:
    """One member per name, also where template and document both bring one (lessons 7)."""
    parts = unpacked(word_file(p("{{ a }}")))
    twice = packed([*parts.items(), ("docProps/core.xml", parts["docProps/core.xml"])])
    made = rendered(twice, {"a": "x"})
    with zipfile.ZipFile(BytesIO(made.docx)) as read:
        assert sorted(set(read.namelist())) == sorted(read.namelist())


def test_content_types_come_first() -> None:
    """[Content_Types].xml is the first member: some readers look for it there only."""
    made = rendered(word_file(p("x")), {})
    assert next(iter(made.parts)) == "[Content_Types].xml"


def test_every_part_has_a_type_and_every_type_a_part() -> None:
    """Of a document with everything that is added: pictures, notes, properties, the map of pointers."""
    template = word_file(p("{{r arms|picture(9) }}"), p("{{p text }}"))
    made = rendered(
        template, {"arms": Picture(image(), "png", 8, 8, "znak"), "text": rich("a[^x] [b](https://e.org)\n\n[^x]: y")}
    )
    types = ContentTypes.read(made.parts["[Content_Types].xml"])
    for name in set(made.parts) - {"[Content_Types].xml"}:
        assert f"/{name}" in types.overrides or name.rpartition(".")[2] in types.defaults
    assert {name.removeprefix("/") for name in types.overrides} <= set(made.parts)


def test_nothing_of_the_authors_properties_is_left() -> None:
    """Who wrote the template, when, with which company: gone; thumbnail and custom XML, too."""
    made = rendered(word_file(p("x")), {})
    assert made.document.core_properties.author == ""
    assert made.document.core_properties.last_modified_by == ""
    assert not [name for name in made.parts if "thumbnail" in name or name.startswith("customXml")]
    assert b"python-docx" not in b"".join(made.parts.values())


@STEADY
@given(st.lists(st.tuples(NAMES, NAMES, NAMES, st.booleans()), max_size=8))
def test_relationships_are_read_as_they_were_written(rows: list[tuple[str, str, str, bool]]) -> None:
    """Names with any marks, targets inside and outside."""
    given = tuple(Relationship(*each) for each in rows)
    assert read_relationships(write_relationships(given)) == given


@STEADY
@given(st.dictionaries(st.text("abcxyz", min_size=1), NAMES), st.dictionaries(NAMES.map("/{}".format), NAMES))
def test_content_types_are_read_as_they_were_written(defaults: dict[str, str], overrides: dict[str, str]) -> None:
    """Extensions and parts with their types."""
    types = ContentTypes(defaults, overrides)
    assert ContentTypes.read(types.write()) == types


NOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:t>první</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def other_prefix(data: bytes) -> bytes:
    return re.sub(rb"(</?| )w:", rb"\1q:", data.replace(b"xmlns:w=", b"xmlns:q="))


def single_quotes(data: bytes) -> bytes:
    return data.replace(b'"', b"'")


@pytest.mark.parametrize(
    ("part", "written"), [("notes", other_prefix), ("notes", single_quotes), ("numbering", other_prefix)]
)
def test_parts_of_the_template_in_any_writing_are_extended(part: str, written: Callable[[bytes], bytes]) -> None:
    """Footnotes and lists of a template may be written with another prefix or other quotes than ours."""
    notes = written(NOTES.encode()) if part == "notes" else NOTES.encode()
    template = word_file(
        p("x", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        p("{{p text }}"),
        parts={"word/footnotes.xml": notes, "word/numbering.xml": written if part == "numbering" else bytes},
        links=[("rIdN", "footnotes", "footnotes.xml")],
        types={"word/footnotes.xml": f"{WML}.footnotes+xml"},
    )
    made = rendered(template, {"text": rich("1. a[^x]\n\n[^x]: pozn")})
    assert made.text == "x\na"
    assert "pozn" in made.part("word/footnotes.xml")


def test_sizes_of_a_big_archive_are_checked_before_it_is_unpacked() -> None:
    """What its directory says is too much is refused without unpacking."""
    data = bytearray(archive({"a": b"x"}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 4_000_000_000)
    with pytest.raises(TemplateError, match="velk"):
        package.read(bytes(data))


def test_a_part_too_many_is_refused() -> None:
    """An archive of many thousand members is no document."""
    with pytest.raises(TemplateError, match="mnoho"):
        package.read(packed([(f"x{number}", b"") for number in range(package.MAX_MEMBERS + 1)]))


def test_relationships_of_the_document_are_of_office() -> None:
    """The prefix of all types that we write."""
    made = rendered(word_file(p("{{p text }}")), {"text": rich("[a](https://e.org)")})
    kinds = [each.type for each in read_relationships(made.parts["word/_rels/document.xml.rels"]) if each.external]
    assert kinds == [f"{OFFICE}/hyperlink"]
