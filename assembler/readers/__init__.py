"""Readers: delivered bytes -> raw content. One file per format, and one line here."""

from __future__ import annotations

from typing import Protocol

from assembler.errors import UnknownName
from assembler.readers import json_file, yaml_file
from assembler.readers.source import Source


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


def by_name(filename: str) -> Reader:
    """The reader of a file name's extension."""
    extension = filename.rpartition(".")[2].lower()
    for reader in READERS:
        if extension in reader.EXTENSIONS:
            return reader
    offered = ", ".join(f".{name}" for reader in READERS for name in reader.EXTENSIONS)
    raise UnknownName(f"Soubor s příponou „.{extension[:10]}“ neumíme číst. Umíme: {offered}.")


def by_media_type(media_type: str) -> Reader:
    """The reader of a media type (without its parameters)."""
    for reader in READERS:
        if media_type.lower() in reader.MEDIA_TYPES:
            return reader
    offered = ", ".join(name for reader in READERS for name in reader.MEDIA_TYPES)
    raise UnknownName(f"Typ obsahu „{media_type[:60]}“ neumíme číst. Umíme: {offered}.")
