"""Deflate libraries: our engine on each, and the limit of each: nothing but deflate and zip of finished parts."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from unittest import mock

from assembler.word import package

LEVELS = {"isal": ("isal.isal_zlib", 2), "zlib-ng": ("zlib_ng.zlib_ng", 6), "zlib": ("zlib", 6)}


def libraries() -> dict[str, tuple[ModuleType, int]]:
    """Those that can be imported here, each with the level that is usual for it."""
    found = {}
    for name, (module, level) in LEVELS.items():
        try:
            found[name] = (importlib.import_module(module), level)
        except ImportError:
            continue
    return found


@contextmanager
def deflating(name: str) -> Iterator[None]:
    """The package writer on another library."""
    module, level = libraries()[name]
    with mock.patch.multiple(package, deflater=module, DEFLATE_LEVEL=level):
        yield


def with_library(name: str, engine: Callable[[], bytes]) -> Callable[[], bytes]:
    def run() -> bytes:
        with deflating(name):
            return engine()

    return run


def parts_of(docx: bytes) -> dict[str, bytes]:
    """The finished parts of a document, unpacked."""
    return {name: member.unpacked() for name, member in package.read(docx).items()}


def limit(parts: Mapping[str, bytes], name: str) -> Callable[[], bytes]:
    """The least work that ends in this document: its parts are ready, only deflate and zip are left."""
    return with_library(name, lambda: package.write((part, package.pack(data)) for part, data in parts.items()))
