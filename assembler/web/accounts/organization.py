"""Účet organizace: what comes of a sign-in there."""

from __future__ import annotations

from dataclasses import dataclass

from assembler.errors import AssemblerError


class Away(AssemblerError):
    """The provider does not answer, or not as one."""


class Untrusted(AssemblerError):
    """What came back from the provider is not what it has signed for us, now."""


@dataclass(frozen=True, slots=True)
class Account:
    """Účet organizace: stable is only the subject within the issuer. The e-mail is empty unless it is verified."""

    issuer: str
    subject: str
    email: str
