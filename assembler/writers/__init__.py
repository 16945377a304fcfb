"""Writers: a finished document -> bytes of an output format. One file per format, and one line here."""

from __future__ import annotations

from typing import Protocol

from assembler.errors import UnknownName
from assembler.settings import Settings
from assembler.writers import docx_file, odt_file, pdf_file
from assembler.writers.made import Made

__all__ = ["WRITERS", "Made", "Writer", "by_name", "by_path"]


class Writer(Protocol):
    """What a writer's module offers."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 - a constant of a module

    @property
    def EXTENSION(self) -> str: ...  # noqa: N802

    @property
    def MEDIA_TYPE(self) -> str: ...  # noqa: N802

    @property
    def LABEL(self) -> str: ...  # noqa: N802 - Czech, for people

    @property
    def PAGES(self) -> bool: ...  # noqa: N802 - does it need the pages laid out?

    def write(self, made: Made, settings: Settings, /) -> bytes: ...


WRITERS: tuple[Writer, ...] = (docx_file, pdf_file, odt_file)


def by_name(name: str) -> Writer:
    """The writer of a name; raises UnknownName."""
    for writer in WRITERS:
        if name == writer.NAME:
            return writer
    raise UnknownName(f"Formát „{name[:20]}“ neumíme. Umíme: {', '.join(writer.NAME for writer in WRITERS)}.")


def by_path(name: str) -> Writer:
    """The writer of a file name's extension; raises UnknownName."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    for writer in WRITERS:
        if extension == writer.EXTENSION:
            return writer
    offered = ", ".join(f".{writer.EXTENSION}" for writer in WRITERS)
    raise UnknownName(f"Výstup s příponou „.{extension[:10]}“ neumíme. Umíme: {offered}.")
