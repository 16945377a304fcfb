"""Delivered bytes as text: UTF-8 and nothing else, of bounded size."""

from __future__ import annotations

from assembler.errors import Unreadable
from assembler.readers.source import EMPTY_FILE, MAX_BYTES, NOT_UTF8, TOO_BIG


def decode(data: bytes) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark; raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_BIG.at("", limit=MAX_BYTES // 1_000_000))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Unreadable(NOT_UTF8.at("", position=wrong.start + 1)) from None
    if not text.strip():
        raise Unreadable(EMPTY_FILE.at(""))
    return text
