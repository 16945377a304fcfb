"""Odkaz výzvy: its id with a signature, so that nobody can guess it and it can be shown again for a reminder."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid

from flask import url_for

from assembler.errors import Missing
from assembler.web.keeping import keeping
from assembler.web.service import service

PURPOSE = b"invitation"
LENGTH = 22  # characters of the signature: 128 bits
HEX = 32  # of the id


def key_of(invitation_id: uuid.UUID) -> str:
    return invitation_id.hex + signature(invitation_id)


def signature(invitation_id: uuid.UUID) -> str:
    digest = hmac.new(keeping().secret().encode(), PURPOSE + invitation_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()[:LENGTH]


def invitation_of(key: str) -> uuid.UUID:
    """Raises Missing for a key that we did not make."""
    try:
        found = uuid.UUID(hex=key[:HEX])
    except ValueError:
        raise Missing("invitation by a wrong key") from None
    if not hmac.compare_digest(key_of(found).encode(), key.encode()):
        raise Missing("invitation by a wrong key")
    return found


def link_of(invitation_id: uuid.UUID) -> str:
    """The whole address, under which the service is known to people."""
    path = url_for("guests.show", key=key_of(invitation_id))
    known = service().settings.address.rstrip("/")
    return known + path if known else url_for("guests.show", key=key_of(invitation_id), _external=True)
