"""Answers that a browser saves: their names in Czech (RFC 6266, RFC 8187) and their fingerprints."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from urllib.parse import quote

from flask import Response, request

ZIP = "application/zip"
JSON = "application/json"

MAX_NAME = 110  # characters; with its extension below the 255 bytes of common file systems even where each takes two
SEPARATORS = re.compile(r'[\\/:*?"<>|]+')  # what Windows does not allow in names
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
ASCII_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "„": "'", "“": "'", "”": "'", "‚": "'", "‘": "'"})
NOTHING_LEFT = "dokument"
ATTRIBUTE = "!#$&+-.^_`|~"  # attr-char of RFC 8187 besides letters and digits
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP


def file_name(name: str) -> str:
    """A name that every system takes, from any text: one line, no signs of direction, nothing that is a path."""
    plain = " ".join("".join(ch if visible(ch) else " " for ch in unicodedata.normalize("NFC", name)).split())
    safe = SEPARATORS.sub("-", plain)[:MAX_NAME].strip(" .")
    return f"_{safe}" if RESERVED.fullmatch(safe) else safe or NOTHING_LEFT


def visible(character: str) -> bool:
    """Neither a control character nor one of format, such as those that turn the direction of writing around."""
    return not unicodedata.category(character).startswith("C")


def disposition(name: str) -> str:
    """Content-Disposition of a file: the Czech name, and one in ASCII for those who cannot read it."""
    decomposed = unicodedata.normalize("NFKD", name.translate(ASCII_DASHES))
    plain = decomposed.encode("ascii", "ignore").decode().replace('"', "'")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=ATTRIBUTE)}"


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def saved(data: bytes, media_type: str, name: str, extension: str) -> Response:
    """The data as a file to be saved; its strong ETag is its SHA-256."""
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = disposition(f"{file_name(name)}.{extension}")
    response.set_etag(fingerprint(data))
    return response


def conditional(response: Response) -> Response:
    """The same answer to those who have it already (304), or a part of it (206)."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request, accept_ranges=True, complete_length=response.content_length)
    return response


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP of files by their names; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), data)
    return made.getvalue()
