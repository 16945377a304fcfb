"""Soubory: bytes under the SHA-256 of what they are, in a local folder or in S3; written once, never changed.

A file exists for others only when it is whole and on the disk: written under another name, fsync, rename, fsync of the
folder. obstore does the rest (its own writing to local folders does not fsync). S3 puts are whole and durable already.
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import obstore
from obstore.store import LocalStore, ObjectStore, S3Store

from assembler.errors import AssemblerError, Damaged
from assembler.settings import Settings
from assembler.store.faults import of_disk

FOLDER = "files"
INCOMING = "incoming"  # files that are being written
LEFT_SECONDS = 24 * 3600  # a file that is being written for so long was left by a process that died
RETRIES = 2
S3_SECONDS = 20


class Kept(NamedTuple):
    """A file that is there."""

    sha256: str
    size: int


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def place(digest: str) -> str:
    """Where the file of a hash lies: in one of 256 folders."""
    return f"{digest[:2]}/{digest}"


class Files:
    """Files by their hash; raises StorageError where it cannot, Damaged for a file that is gone or not itself."""

    def __init__(self, objects: ObjectStore, folder: Path | None = None) -> None:
        self.objects = objects
        self.folder = folder  # None: not on this machine

    def put(self, digest: str, data: bytes) -> None:
        """Durable when it returns; the same file again costs little."""
        with of_disk():
            if self.folder:
                put_locally(self.folder / place(digest), data, self.folder.parent / INCOMING)
            elif self.size(digest) != len(data):
                obstore.put(self.objects, place(digest), data)

    def get(self, digest: str) -> bytes:
        """The file, proved by its hash."""
        with of_disk():
            try:
                data = bytes(obstore.get(self.objects, place(digest)).bytes())
            except FileNotFoundError as gone:
                raise lost(digest) from gone
        if sha256(data) != digest:
            raise Damaged("Uložený soubor je poškozený. Správce má obnovit zálohu.", f"file {digest} has another hash")
        return data

    def get_range(self, digest: str, start: int, end: int) -> bytes:
        """A part of the file, from `start` up to (without) `end`."""
        with of_disk():
            try:
                return bytes(obstore.get_range(self.objects, place(digest), start=start, end=end))
            except FileNotFoundError as gone:
                raise lost(digest) from gone

    def size(self, digest: str) -> int | None:
        """The length in bytes; None where there is no such file."""
        with of_disk():
            try:
                return int(obstore.head(self.objects, place(digest))["size"])
            except FileNotFoundError:
                return None

    def delete(self, digest: str) -> None:
        """Also when there is no such file."""
        with of_disk(), suppress(FileNotFoundError):
            obstore.delete(self.objects, place(digest))

    def all(self, folder: str | None = None) -> Iterator[Kept]:
        """Every file that lies there (or in one folder of `place`), also such that no row knows."""
        with of_disk():
            for batch in obstore.list(self.objects, folder):
                for each in batch:
                    yield Kept(each["path"].rpartition("/")[2], each["size"])

    def clear_incoming(self) -> int:
        """Remove what processes that died have left half-written; returns how many."""
        if self.folder is None:
            return 0
        with of_disk():
            return sum(removed_if_old(each) for each in (self.folder.parent / INCOMING).iterdir())


def open_files(settings: Settings) -> Files:
    return in_s3(settings.files) if settings.files else in_folder(Path(settings.data))


def in_folder(data: Path) -> Files:
    """The files of a data folder; makes its folders where they are missing."""
    with of_disk():
        make_folder(data / FOLDER)
        make_folder(data / INCOMING)
    return Files(LocalStore(data / FOLDER), data / FOLDER)


def in_s3(address: str) -> Files:
    """Files in a bucket, `s3://bucket/prefix`; credentials and endpoint come from the usual AWS_… variables."""
    scheme, _, rest = address.partition("://")
    bucket, _, prefix = rest.partition("/")
    if scheme != "s3" or not bucket:
        raise AssemblerError("Nastavení ASSEMBLER_FILES má být adresa s3://úložiště/složka.", "ASSEMBLER_FILES")
    seconds = timedelta(seconds=S3_SECONDS)
    return Files(
        S3Store(
            bucket,
            prefix=prefix or None,
            client_options={
                "timeout": seconds,
                "connect_timeout": timedelta(seconds=5),
                "allow_http": os.environ.get("AWS_ALLOW_HTTP") == "true",
            },
            retry_config={"max_retries": RETRIES, "retry_timeout": seconds},
        )
    )


def lost(digest: str) -> Damaged:
    return Damaged("Uložený soubor chybí. Správce má obnovit zálohu.", f"file {digest} is gone")


# ---------------------------------------------------------------- the local folder


def put_locally(target: Path, data: bytes, incoming: Path) -> None:
    """Temporary file → fsync → rename → fsync of the folder; nothing is left behind when it fails."""
    make_folder(target.parent)
    if not (target.exists() and target.stat().st_size == len(data)):
        temporary = incoming / f"{target.name}.{uuid.uuid4().hex}"
        try:
            write_through(temporary, data)
            temporary.rename(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    sync_folder(target.parent)  # also for a file that another process has just renamed, and not yet synced


def removed_if_old(path: Path) -> bool:
    with suppress(FileNotFoundError):  # another process clears, too, or the writer has just finished
        if path.stat().st_mtime < time.time() - LEFT_SECONDS:
            path.unlink()
            return True
    return False


def write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


PRIVATE = 0o700  # hashes of passwords and plans that are not published are nobody else's business


def make_folder(folder: Path) -> None:
    """The folder and those above it; each new one is on the disk in its own folder."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=PRIVATE, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
