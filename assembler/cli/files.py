"""Files of a call: read up to a limit, written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from assembler.cli.failures import REASONS, why
from assembler.errors import AssemblerError, MachineryError
from assembler.readers.source import MAX_BYTES


class WrongCall(AssemblerError):
    """What was asked for cannot be: a file cannot be read or written, two wishes contradict each other."""


class Unwritten(MachineryError):
    """Writing failed on the way."""


# ---------------------------------------------------------------- reading


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; of one that is too big only so many that its reader sees it. Raises WrongCall."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as wrong:
        raise WrongCall(f"Soubor „{path}“ nejde přečíst: {why(wrong)}.") from None


# ---------------------------------------------------------------- writing


def check_outputs(paths: Sequence[Path]) -> None:
    """Refuses what cannot be written, before the work begins; raises WrongCall."""
    for path in paths:
        if reason := unwritable(path):
            raise WrongCall(f"Do souboru „{path}“ nelze zapsat: {REASONS[reason]}.")


def unwritable(path: Path) -> int:
    """The errno of what stands in the way; 0 where nothing does."""
    place = target(path)
    if place.is_dir():
        return errno.EISDIR
    if special(path):
        return 0 if os.access(path, os.W_OK) else errno.EACCES
    if not place.parent.is_dir():
        return errno.ENOENT
    needed = [place.parent, place] if place.exists() else [place.parent]
    return 0 if all(os.access(each, os.W_OK) for each in needed) else errno.EACCES


def special(path: Path) -> bool:
    """A device or a pipe: it is written to, never replaced."""
    return os.path.exists(path) and not os.path.isfile(path)


def target(path: Path) -> Path:
    """The file itself, where the path is a link."""
    return Path(os.path.realpath(path))


def write_all(files: Mapping[Path, bytes]) -> None:
    """All of the files, or none: each is written beside its place, then moved there. Raises Unwritten."""
    try:
        with ExitStack() as stack:
            moves = [stack.enter_context(prepared(path, data)) for path, data in files.items()]
            for move in moves:
                move()
    except OSError as wrong:
        message = f"Výsledek se nepodařilo zapsat: {why(wrong)}. Dřívější soubory zůstaly, jak byly."
        raise Unwritten(message, f"{type(wrong).__name__}: {wrong}") from None


@contextmanager
def prepared(path: Path, data: bytes) -> Iterator[Callable[[], object]]:
    """The move that puts the data into their place; what was not moved is removed."""
    if special(path):
        yield partial(path.write_bytes, data)
        return
    place = target(path)
    beside = place.with_name(f".assembler-{secrets.token_hex(4)}{place.suffix}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, beside)
        yield partial(os.replace, beside, place)
    finally:
        beside.unlink(missing_ok=True)
