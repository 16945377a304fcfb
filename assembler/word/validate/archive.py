"""The ZIP archive itself (ISO/IEC 29500-2, annex B): every member can be read, and each name stands once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from assembler.word.validate.names import twice

Told = Iterator[tuple[str, str]]  # what a rule finds: part, message

CONTENT_TYPES = "[Content_Types].xml"
SLICE = 1 << 17  # bytes read at once; the tree of such a slice stays in the processor's cache
BAD_NAME = re.compile(r"^/|\\|//|/$|^[A-Za-z]:|[\x00-\x1f\x7f]|(^|/)\.\.?(/|$)")
ENCRYPTED = 0x1


def slices(archive: ZipFile, member: str) -> Iterator[bytes]:
    """The unpacked bytes of a member; raises what zipfile raises when they are not what the directory says."""
    with archive.open(member) as stream:
        yield from pieces(stream)


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(SLICE):
        yield piece


def member_twice(archive: ZipFile) -> Told:
    """Two members of one name, or of names that differ by case only: programs disagree which one counts."""
    for doubled in twice(each.casefold() for each in archive.namelist()):
        yield doubled, "the package holds this member more than once"


def member_name(archive: ZipFile) -> Told:
    for each in archive.namelist():
        if BAD_NAME.search(each):
            yield each, "not the name of a part: absolute, with a backslash, an empty or a dot segment"


def member_method(archive: ZipFile) -> Told:
    for info in archive.infolist():
        if not plain(info):
            yield info.filename, "the member is encrypted or packed by another method than deflate"


def plain(info: ZipInfo) -> bool:
    return info.compress_type in (ZIP_STORED, ZIP_DEFLATED) and not info.flag_bits & ENCRYPTED


def no_content_types(archive: ZipFile) -> Told:
    if CONTENT_TYPES not in archive.namelist():
        yield CONTENT_TYPES, "the list of content types is missing"


ARCHIVE_RULES: Mapping[str, Callable[[ZipFile], Told]] = {
    "member_twice": member_twice,
    "member_name": member_name,
    "member_method": member_method,
    "no_content_types": no_content_types,
}
