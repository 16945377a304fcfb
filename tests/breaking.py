"""Ways to break a good document: changes of its parts, and of the archive itself."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO

Parts = dict[str, bytes]
Change = Callable[[Parts], None]

DOCUMENT, STYLES, NUMBERING, NOTES = "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"
TYPES, LINKS, CORE = "[Content_Types].xml", "word/_rels/document.xml.rels", "docProps/core.xml"
HEADER, FOOTER, CHART = "word/header1.xml", "word/footer1.xml", "word/charts/chart1.xml"
SETTINGS, COMMENTS = "word/settings.xml", "word/comments.xml"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def unpacked(package: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # two members of one name, on purpose
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


# ---------------------------------------------------------------- ways to change a part


def swap(part: str, old: str, new: str) -> Change:
    """Replace the first occurrence; a breakage that finds nothing to break is an error."""

    def change(parts: Parts) -> None:
        assert old.encode() in parts[part], f"{old!r} is not in {part}"
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return change


def erase(part: str, pattern: str, new: str = "") -> Change:
    """Replace the first place that the pattern matches."""

    def change(parts: Parts) -> None:
        parts[part], times = re.subn(pattern.encode(), new.encode(), parts[part], count=1, flags=re.DOTALL)
        assert times, f"{pattern!r} is not in {part}"

    return change


def both(*changes: Change) -> Change:
    def change(parts: Parts) -> None:
        for each in changes:
            each(parts)

    return change


def before_end(part: str, end: str, source: str) -> Change:
    """Insert the source before the last occurrence of the end."""

    def change(parts: Parts) -> None:
        head, found, tail = parts[part].rpartition(end.encode())
        assert found, f"{end!r} is not in {part}"
        parts[part] = head + source.encode() + found + tail

    return change


def in_body(source: str) -> Change:
    """Blocks at the end of the document, before its last section."""
    return before_end(DOCUMENT, "<w:sectPr", source)


def in_line(source: str) -> Change:
    return in_body(f"<w:p>{source}</w:p>")


def in_row(source: str, columns: int = 1) -> Change:
    """A table of one row at the end of the document."""
    grid = '<w:gridCol w:w="1"/>' * columns
    return in_body(f"<w:tbl>{LAYOUT}<w:tblGrid>{grid}</w:tblGrid><w:tr>{source}</w:tr></w:tbl><w:p/>")


def in_cell(source: str) -> Change:
    return in_row(f"<w:tc>{source}</w:tc>")


def link(kind: str, target: str, mode: str = "", base: str = KIND, id: str = "rIdNew") -> Change:
    """One more relationship of the document."""
    mode = mode and f' TargetMode="{mode}"'
    source = f'<Relationship Id="{id}" Type="{base}/{kind}" Target="{target}"{mode}/>'
    return before_end(LINKS, "</Relationships>", source)


def declare(part: str, type: str) -> Change:
    return before_end(TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{type}"/>')


def add(part: str, data: str = "<x/>") -> Change:
    def change(parts: Parts) -> None:
        parts[part] = data.encode()

    return change


LAYOUT = '<w:tblPr><w:tblStyle w:val="Layout"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


def instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def field(words: str) -> Change:
    return in_line(BEGIN + instruction(words) + SEPARATE + END)


def control(content: str, number: str = "900", tag: str = "t") -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{number}"/></w:sdtPr>{content}</w:sdt>'


def range_of(kind: str, number: int, name: str = "", end: bool = True) -> str:
    named = name and f' w:name="{name}"'
    return f'<w:{kind}Start w:id="{number}"{named}/>' + (f'<w:{kind}End w:id="{number}"/>' if end else "")


def style(id: str, more: str = "", kind: str = "paragraph") -> Change:
    return before_end(
        STYLES, "</w:styles>", f'<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{id}"/>{more}</w:style>'
    )


# ---------------------------------------------------------------- changes of the archive


def truncated(good: bytes) -> bytes:
    return good[: len(good) // 2]


def renamed(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda good: packed([(new if name == old else name, data) for name, data in unpacked(good).items()])


def repeated(old: str, new: str) -> Callable[[bytes], bytes]:
    def of(good: bytes) -> bytes:
        parts = unpacked(good)
        return packed([*parts.items(), (new, parts[old])])

    return of


def without(member: str) -> Callable[[bytes], bytes]:
    return lambda good: packed([(name, data) for name, data in unpacked(good).items() if name != member])


def damaged(good: bytes) -> bytes:
    """A picture whose bytes are not those of its checksum."""
    stored = packed(list(unpacked(good).items()))
    place = stored.index(b"IHDR")
    return stored[:place] + b"ihdr" + stored[place + 4 :]


def otherwise_packed(good: bytes) -> bytes:
    return packed(list(unpacked(good).items()), zipfile.ZIP_LZMA)
