"""Obsah plánu jako bajty: its canonical JSON, its hash, and how it is packed for a row.

The same content has the same hash, however its keys were ordered; numbers keep the digits they were written with
(1.10 is not 1.1: it is printed so). Long texts (pictures in base64) are cut out and kept as files, so that saving a
word does not write ten pictures again; who reads a content back sees nothing of that.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from assembler.errors import Damaged, Unfit
from assembler.readers.numbers import exact, whole
from assembler.store.columns import one_line
from assembler.store.files import sha256
from schemas.paths import pointer_of, steps_of

LONG = 64 * 1024  # characters; longer texts become files
DEPTH = 100  # of lists and objects in one another; readers let in less
TITLE = 300


@dataclass(frozen=True, slots=True)
class Packed:
    """A content that is ready to be kept: its row, and the files that must be there before it."""

    hash: str  # SHA-256 of the canonical form
    title: str
    data: bytes = field(repr=False)
    files: dict[str, bytes] = field(repr=False)  # by their SHA-256


def pack(content: object) -> Packed:
    """Raises Unfit for what JSON cannot hold: other types, NaN, deeper nesting than DEPTH."""
    plain = canonical(content)
    files: dict[str, bytes] = {}
    cut: dict[str, str] = {}
    skeleton = without_long(content, (), files, cut)
    body = canonical(skeleton) if cut else plain
    data = zlib.compress(b'{"content":%b,"cut":%b}' % (body, canonical(cut)))
    title = one_line(content.get("title"), TITLE) if isinstance(content, dict) else ""
    return Packed(sha256(plain), title, data, files)


def unpack(packed: bytes, fetch: Callable[[str], bytes]) -> Any:
    """The content as it was; `fetch` gives a file by its hash. Raises Damaged."""
    try:
        read = json.loads(zlib.decompress(packed), parse_int=whole, parse_float=exact)
    except (zlib.error, ValueError) as wrong:
        raise Damaged("Uložený obsah je poškozený. Správce má obnovit zálohu.", str(wrong)) from wrong
    content = read["content"]
    for pointer, digest in read["cut"].items():
        text = fetch(digest).decode("ascii")
        content = replaced(content, steps_of(pointer), json.loads(text))
    return content


# ---------------------------------------------------------------- long texts


def without_long(value: object, steps: tuple[object, ...], files: dict[str, bytes], cut: dict[str, str]) -> object:
    """The value with its long texts taken out into `files`, their places into `cut`."""
    if isinstance(value, str) and len(value) > LONG:
        data = quoted(value).encode("ascii")
        digest = sha256(data)
        files[digest] = data
        cut[reduce(pointer_of, steps, "")] = digest
        return ""
    if isinstance(value, dict):
        return {key: without_long(below, (*steps, key), files, cut) for key, below in value.items()}
    if isinstance(value, list):
        return [without_long(below, (*steps, index), files, cut) for index, below in enumerate(value)]
    return value


def replaced(content: Any, steps: list[str], text: str) -> Any:
    """The content with the text in its place; the content is ours, freshly read, and is changed."""
    if not steps:
        return text
    holder = content
    for step in steps[:-1]:
        holder = holder[int(step) if isinstance(holder, list) else step]
    holder[int(steps[-1]) if isinstance(holder, list) else steps[-1]] = text
    return content


# ---------------------------------------------------------------- canonical JSON


def canonical(content: object) -> bytes:
    """JSON in ASCII, keys in their order, no spaces, numbers with the digits they have (RFC 8259)."""
    return written(content, DEPTH).encode("ascii")


def written(value: object, depth: int) -> str:
    if depth < 0:
        raise Unfit(f"Obsah je vnořen hlouběji než do {DEPTH} úrovní.")
    if isinstance(value, dict):
        return "{" + ",".join([written_pair(key, value[key], depth - 1) for key in sorted(value, key=str)]) + "}"
    if isinstance(value, list):
        return "[" + ",".join([written(below, depth - 1) for below in value]) + "]"
    return written_scalar(value)


def written_pair(key: object, value: object, depth: int) -> str:
    if not isinstance(key, str):
        raise Unfit("Klíče obsahu musí být texty.")
    return f"{quoted(key)}:{written(value, depth)}"


CONSTANTS: dict[object, str] = {None: "null", True: "true", False: "false"}


def written_scalar(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return CONSTANTS[value]
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    if isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite()):
        return str(value)
    raise Unfit(f"Obsah obsahuje hodnotu, kterou nelze uložit ({type(value).__name__}).")
