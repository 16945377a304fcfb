"""Soubory stránek: what browsers keep of us (styles, scripts, pictures), packed, and for good.

The address of a file carries the hash of its content (`?v=`), so that a browser may keep it for a year without asking
and sees a change at once. An answer is packed where the browser unpacks; pages are not: they hold tokens of sessions,
whose length a packed page would give away (BREACH).
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

FOLDER = Path(__file__).parent / "static"
ENDPOINT = "static"
ADDRESS = "/static/<path:filename>"
VENDOR = "vendor/"  # what the set-up brings from others; may be missing
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
PACKED = frozenset({".css", ".js", ".svg"})
HASH_LENGTH = 16


@dataclass(frozen=True, slots=True)
class File:
    version: str
    media_type: str
    plain: bytes
    packed: bytes | None  # None for what does not get smaller


def register(app: Flask) -> None:
    app.add_url_rule(ADDRESS, ENDPOINT, serve)
    app.url_defaults(add_version)
    app.jinja_env.globals["vendored"] = vendored


def serve(filename: str) -> Response:
    """A file of the folder; 404 for anything else."""
    path = found(filename)
    if path is None:
        raise NotFound
    file = known(path)
    packed = file.packed is not None and request.accept_encodings.find("gzip") >= 0
    response = Response(file.packed if packed else file.plain, content_type=file.media_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{file.version}-gzip" if packed else file.version)
    response.headers["Cache-Control"] = FOR_GOOD if request.args.get("v") == file.version else ASK_AGAIN
    response.make_conditional(request, accept_ranges=not packed, complete_length=len(file.plain))
    return response


def found(filename: str) -> Path | None:
    name = safe_join(str(FOLDER), filename)
    return Path(name) if name and Path(name).is_file() else None


def known(path: Path) -> File:
    status = path.stat()
    return read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def read(path: Path, _changed: int, _size: int) -> File:
    """Read once, until it changes."""
    data = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(data, mtime=0) if path.suffix in PACKED else None
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return File(hashlib.sha256(data).hexdigest()[:HASH_LENGTH], kind + charset, data, packed)


def add_version(endpoint: str, values: dict[str, Any]) -> None:
    """Puts the hash into every address of a file that `url_for` makes."""
    if endpoint == ENDPOINT and (path := found(values.get("filename", ""))):
        values["v"] = known(path).version


def vendored(*names: str) -> bool:
    """Whether the set-up has brought these files of others."""
    return all((FOLDER / VENDOR / name).is_file() for name in names)
