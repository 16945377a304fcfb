"""Balíček XLSX nebo ODS: what comes from anyone is bounded and honest before a byte of it is parsed.

Only the parts that hold sheets, texts and formats are ever unpacked: pictures, links, connections and whatever else
there may be stay closed, so nothing of them can be fetched or run.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from assembler.errors import Unreadable
from assembler.readers.sheets.problems import (
    DOCTYPE,
    INCOMPLETE,
    LOCKED,
    NO_PART,
    NO_XML,
    ODDLY_PACKED,
    TWICE,
    UNPACKED,
)

MAX_UNPACKED = 120_000_000
MAX_MEMBERS = 2_000
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED_FLAG = 1
DECODING = (
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    struct.error,
)


class Archive:
    """The members of a package; raises Unreadable for what is none."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.members = checked(self.zip.infolist())
        except DECODING:
            raise Unreadable(INCOMPLETE.at("")) from None

    def read(self, name: str) -> bytes:
        """A whole member, a small one."""
        with self.open(name) as stream:
            return stream.read()

    def open(self, name: str) -> IO[bytes]:
        if name not in self.members:
            raise Unreadable(NO_PART.at("", name=name))
        return Guarded(self.zip.open(self.members[name]))  # type: ignore[return-value]

    def elements(self, name: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
        """The elements of these names (without namespaces) of a part, each when it ends; then it is forgotten."""
        try:
            with self.open(name) as stream:
                walk = etree.iterparse(stream, events=("end",), tag=[f"{{*}}{tag}" for tag in tags], **SAFE)
                for _, element in walk:
                    no_doctype(element, name)
                    yield element
                    forget(element)
                no_doctype(walk.root, name)  # of a part in which there was nothing
        except etree.XMLSyntaxError as wrong:
            raise Unreadable(NO_XML.at("", name=name, why=str(wrong))) from None

    def root(self, name: str) -> etree._Element:
        """A small part as a tree."""
        try:
            found = etree.fromstring(self.read(name), etree.XMLParser(**SAFE))
        except (etree.XMLSyntaxError, ValueError) as wrong:
            raise Unreadable(NO_XML.at("", name=name, why=str(wrong))) from None
        no_doctype(found, name)
        return found


SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}


class Guarded(io.RawIOBase):
    """A member whose faults are those of the file, not ours."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        try:
            return self.stream.read(-1 if size is None else size)
        except DECODING:
            raise Unreadable(INCOMPLETE.at("")) from None


def checked(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by name, none twice, none locked; zipfile gives no more of any than it declares."""
    if len(infos) > MAX_MEMBERS or sum(each.file_size for each in infos) > MAX_UNPACKED:
        raise Unreadable(UNPACKED.at("", most=MAX_UNPACKED // 1_000_000))
    names = {each.filename: each for each in infos}
    if len({name.lower() for name in names}) != len(infos):
        raise Unreadable(TWICE.at(""))
    if any(each.flag_bits & ENCRYPTED_FLAG for each in infos):
        raise Unreadable(LOCKED.at(""))
    if any(each.compress_type not in METHODS for each in infos):
        raise Unreadable(ODDLY_PACKED.at(""))
    return names


def no_doctype(element: etree._Element, name: str) -> None:
    info: Any = element.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise Unreadable(DOCTYPE.at("", name=name))


def forget(element: etree._Element) -> None:
    """The element and those before it: memory does not grow with the part."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]  # type: ignore[union-attr]
