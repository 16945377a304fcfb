"""Slova bez háčků: how texts of others are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """„Název / služby *“ and „nazev sluzby“ are the same: small letters and digits, one space between words."""
    if text.isascii():
        return " ".join(WORD.findall(text.lower()))
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(WORD.findall("".join(ch for ch in letters if not unicodedata.combining(ch))))
