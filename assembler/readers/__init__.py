"""Readers: delivered bytes -> raw content. One file per format, and one line here."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Protocol

from assembler.errors import UnknownName
from assembler.readers import json_file, yaml_file
from assembler.readers.source import Source
from assembler.sentences import Sentence


class Reader(Protocol):
    """What a reader's module offers."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 - a constant of a module

    @property
    def EXTENSIONS(self) -> tuple[str, ...]: ...  # noqa: N802

    @property
    def MEDIA_TYPES(self) -> tuple[str, ...]: ...  # noqa: N802

    def read(self, data: bytes, /) -> Source: ...


READERS: tuple[Reader, ...] = (json_file, yaml_file)


PLAIN: tuple[tuple[re.Pattern[bytes], Reader], ...] = (  # how a plan begins in the formats that can be told at sight
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\""), json_file),
    (re.compile(rb"(?:\xef\xbb\xbf)?(?:---)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*[a-z_]+:(?:\s|\Z)"), yaml_file),
)


def of_file(filename: str, data: bytes) -> Reader:
    """The reader of a file: by its extension, without one by how it plainly begins; raises UnknownName."""
    if extension_of(filename):
        return by_name(filename)
    for beginning, reader in PLAIN:
        if beginning.match(data):
            return reader
    return by_name(filename)


def by_name(filename: str) -> Reader:
    """The reader of a file name's extension; raises UnknownName."""
    extension = extension_of(filename)
    for reader in READERS:
        if extension in reader.EXTENSIONS:
            return reader
    offered = ", ".join(f".{name}" for reader in READERS for name in reader.EXTENSIONS)
    if not extension:
        bare = Sentence(
            "Soubor „%(name)s“ nemá příponu, podle níž bychom ho četli. Umíme: %(offered)s.",
            name=filename[:60],
            offered=offered,
        )
        raise UnknownName(bare)
    foreign = Sentence(
        "Soubor s příponou „.%(extension)s“ neumíme číst. Umíme: %(offered)s.",
        extension=extension[:10],
        offered=offered,
    )
    raise UnknownName(foreign)


def extension_of(filename: str) -> str:
    """In small letters and without the dot; empty where there is none."""
    return PurePath(filename).suffix[1:].lower()


def by_media_type(media_type: str) -> Reader:
    """The reader of a media type (without its parameters)."""
    for reader in READERS:
        if media_type.lower() in reader.MEDIA_TYPES:
            return reader
    offered = ", ".join(name for reader in READERS for name in reader.MEDIA_TYPES)
    raise UnknownName(f"Typ obsahu „{media_type[:60]}“ neumíme číst. Umíme: {offered}.")
