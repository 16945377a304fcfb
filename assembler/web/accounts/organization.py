"""Účet organizace: what comes of a sign-in there, and the provider, if one is set (Authlib is imported only then)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assembler.errors import AssemblerError
from assembler.settings import Settings
from assembler.web.service import LOOPBACK

if TYPE_CHECKING:
    from assembler.web.accounts.provider import Provider


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


def made(settings: Settings) -> Provider | None:
    """The provider of the settings, if there is one; nobody is asked yet. Raises AssemblerError for half of one."""
    if not settings.oidc_issuer:
        return None
    parts = urlsplit(settings.oidc_issuer)
    encrypted = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not encrypted or not settings.oidc_client_id or "openid" not in settings.oidc_scopes.split():
        raise AssemblerError(
            "K nastavení ASSEMBLER_OIDC_ISSUER (adresa https://…) patří ASSEMBLER_OIDC_CLIENT_ID "
            "a mezi ASSEMBLER_OIDC_SCOPES musí být openid.",
            "the settings of the OIDC provider do not fit together",
        )
    from assembler.web.accounts.provider import Provider  # Authlib and Requests, a fifth of a second of the start

    return Provider(settings)
