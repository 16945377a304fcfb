"""Hesla: hashed by scrypt with a salt of their own (OWASP Password Storage: N=2^15, r=8, p=3: 32 MB, tens of ms)."""

from __future__ import annotations

from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from assembler.errors import Unfit
from assembler.sentences import Sentence

METHOD = "scrypt:32768:8:3"
LEAST, MOST = 12, 200  # characters; beyond them hashing would be work for an attacker to give


def hashed(password: str) -> str:
    """Raises Unfit for a password that is too short or too long."""
    if not LEAST <= len(password) <= MOST:
        raise Unfit(Sentence("Heslo má mít %(least)s až %(most)s znaků.", least=LEAST, most=MOST))
    return generate_password_hash(password, METHOD)


def matches(known: str | None, password: str) -> bool:
    """Whether it is the password; takes the same time where there is none (None), so that nobody learns of it."""
    right = check_password_hash(known or nobodys(), password[:MOST])
    return right and known is not None and len(password) <= MOST


@cache
def nobodys() -> str:
    return generate_password_hash("nobody has this password", METHOD)
