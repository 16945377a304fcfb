"""The ZIP archive itself (ISO/IEC 29500-2, annex B): every member can be read, and each name stands once."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from assembler.word.validate.faults import Unfit
from assembler.word.validate.names import twice

Told = Iterator[tuple[str, str]]  # what a rule finds: part, message

CONTENT_TYPES = "[Content_Types].xml"
SLICE = 1 << 17  # bytes read at once; the tree of such a slice stays in the processor's cache
BAD_NAME = re.compile(r"^/|\\|//|/$|^[A-Za-z]:|[\x00-\x1f\x7f]|(^|/)\.\.?(/|$)")
PLAIN_FLAGS = 0x080E  # how it was deflated, sizes behind the data, a name in UTF-8: nothing else, no encryption
DAMAGED = (BadZipFile, NotImplementedError, ValueError, EOFError, OSError, struct.error, zlib.error)  # of zipfile


def slices(archive: ZipFile, member: str) -> Iterator[bytes]:
    """The unpacked bytes of a member; raises Unfit when they are not what the directory says."""
    try:
        with archive.open(member) as stream:
            while piece := stream.read(SLICE):
                yield piece
    except DAMAGED:
        raise Unfit("member_damaged", "the packed bytes are not what the directory says") from None


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
    return info.compress_type in (ZIP_STORED, ZIP_DEFLATED) and not info.flag_bits & ~PLAIN_FLAGS


def no_content_types(archive: ZipFile) -> Told:
    if CONTENT_TYPES not in archive.namelist():
        yield CONTENT_TYPES, "the list of content types is missing"


ARCHIVE_RULES: Mapping[str, Callable[[ZipFile], Told]] = {
    "member_twice": member_twice,
    "member_name": member_name,
    "member_method": member_method,
    "no_content_types": no_content_types,
}
