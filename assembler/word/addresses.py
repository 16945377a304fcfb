"""Addresses that a document may link to: of the web and of mail, and whole."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = ("http", "https", "mailto")
NAME = r"[\w-]{1,63}(?:\.[\w-]{1,63})*\.?"  # RFC 1123, 2.1, and what browsers take besides
HOST = re.compile(rf"{NAME}|[\da-f:.]+:[\da-f:.]+")
MAILBOX = re.compile(rf"[\w.!#$&'*+/=?^`{{|}}~-]+@{NAME}")
BROKEN = re.compile(r"[\s\x00-\x1f\x7f]")  # urlsplit drops some of these, Word does not


def safe_address(address: str) -> bool:
    """Is it a whole address of http, https or mailto?

    `http:`, `https:x` and `http:\\\\e.org` are halves of one; a name such as `e..org` is none, and programs that read
    Word's files stumble over it.
    """
    if BROKEN.search(address):
        return False
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    whole = MAILBOX.fullmatch(parts.path) if parts.scheme == "mailto" else HOST.fullmatch(host)
    return parts.scheme in SCHEMES and bool(whole) and parts.netloc.count("@") < 2
