"""The OPC package of a DOCX: read once with its members as they lie compressed, written with the same bytes each time.

A document's unchanged parts go from the template into the new package without being inflated; only new parts are
deflated, by the fastest library at hand. Dates, order and attributes are fixed, so the same parts give the same bytes.
Source: ISO/IEC 29500-2 (OPC); APPNOTE.TXT 6.3.10 (ZIP).
"""

from __future__ import annotations

import importlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from assembler.errors import TemplateError
from assembler.sentences import Sentence

deflater: ModuleType
try:  # ISA-L: several times faster than zlib at a similar size
    deflater, DEFLATE_LEVEL = importlib.import_module("isal.isal_zlib"), 2
except ImportError:  # a platform without a wheel of it
    deflater, DEFLATE_LEVEL = zlib, 6

MAX_MEMBERS = 2_000
MAX_MEMBER = 200_000_000  # bytes unpacked
MAX_PACKAGE = 300_000_000

DATE = 0x0021  # 1980-01-01, the first day that ZIP knows
LOCAL = struct.Struct("<4sHHHHHIIIHH")
CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
END = struct.Struct("<4sHHHHIIH")
UTF8_NAMES = 0x0800
VERSION = 20
STORED, DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a package as it lies in the archive."""

    method: int  # 0 stored, 8 deflated
    crc: int
    size: int  # unpacked, bytes
    raw: bytes  # as it lies

    def unpacked(self) -> bytes:
        return self.raw if self.method == STORED else zlib.decompress(self.raw, -15)


def pack(data: bytes) -> Member:
    """Deflate a new part."""
    return pack_stretches((data,))


def pack_stretches(stretches: Iterable[bytes]) -> Member:
    """Deflate a new part that comes in stretches."""
    compressor: Any = deflater.compressobj(DEFLATE_LEVEL, zlib.DEFLATED, -15)
    raw: list[bytes] = []
    checksum = size = 0
    for stretch in stretches:
        raw.append(compressor.compress(stretch))
        checksum = deflater.crc32(stretch, checksum)
        size += len(stretch)
    return Member(DEFLATED, checksum, size, b"".join((*raw, compressor.flush())))


def read(data: bytes, limit: int = MAX_PACKAGE) -> dict[str, Member]:
    """The members of a package by name, in their order; of two with one name the last counts, as it does for Word.

    `limit` bounds the bytes of all members unpacked. Raises TemplateError, never an error of zipfile.
    """
    members: dict[str, Member] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > limit:
                raise TemplateError("Soubor DOCX má příliš mnoho částí, nebo je po rozbalení příliš velký.")
            for info in infos:
                if not info.is_dir():
                    members[info.filename] = read_member(archive, info)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, zlib.error, struct.error) as wrong:
        raise TemplateError("Soubor není v pořádku: jako DOCX se nedá otevřít.") from wrong
    return members


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    """A member with its packed bytes; unpacking it once proves its checksum and its size."""
    if info.file_size > MAX_MEMBER:
        raise TemplateError(
            Sentence("Část „%(filename)s“ souboru DOCX je po rozbalení příliš velká.", filename=info.filename)
        )
    with archive.open(info) as stream:
        data = stream.read(MAX_MEMBER + 1)
    if len(data) != info.file_size:
        raise TemplateError(
            Sentence("Část „%(filename)s“ souboru DOCX má jinou velikost, než udává.", filename=info.filename)
        )
    return pack(data)


def write(members: Mapping[str, Member] | Iterable[tuple[str, Member]]) -> bytes:
    """The archive of the members, in their order."""
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    items = members.items() if isinstance(members, Mapping) else members
    for name, member in items:
        encoded = name.encode()
        fields = (
            VERSION,
            UTF8_NAMES,
            member.method,
            0,
            DATE,
            member.crc,
            len(member.raw),
            member.size,
            len(encoded),
            0,
        )
        local = LOCAL.pack(b"PK\x03\x04", *fields) + encoded
        directory.append(CENTRAL.pack(b"PK\x01\x02", VERSION, *fields, 0, 0, 0, 0, offset) + encoded)
        out += (local, member.raw)
        offset += len(local) + len(member.raw)
    central = b"".join(directory)
    count = len(directory)
    return b"".join((*out, central, END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)))
