"""Zpráva: what a receiver gets, and how it knows from whom (Standard Webhooks 1.0).

    {"type": "plan.saved", "timestamp": "2026-11-22T10:00:00+00:00",
     "data": {"id": "…", "href": "https://plany.mesto.cz/api/v1/plans/…", "revision": 3}}

Ids, links, numbers and words of ours: never what a plan says, not even its title. Who wants to know more, follows the
link with a key, and sees what the key may see.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from assembler.store.columns import Plain
from assembler.store.models import Delivery
from assembler.store.webhooks import PREFIX

PATHS: Mapping[str, str] = MappingProxyType(  # of the API, by the first word of the event
    {
        "plan": "/api/v1/plans/",
        "document": "/api/v1/documents/",
        "job": "/api/v1/jobs/",
        "webhook": "/api/v1/webhooks/",
    }
)
RENAMED = {"number": "revision"}


def body(delivery: Delivery, address: str) -> bytes:
    """The message of a delivery, the same at each attempt; without an address of the service links begin with /."""
    message: Plain = {"type": delivery.event, "timestamp": delivery.at.isoformat(), "data": data(delivery, address)}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def data(delivery: Delivery, address: str) -> Plain:
    path = PATHS[delivery.event.split(".", 1)[0]] + delivery.subject
    more = {RENAMED.get(name, name): value for name, value in delivery.details.items()}
    return {"id": delivery.subject, "href": address.rstrip("/") + path, **more}


def headers(delivery: Delivery, secret: str, content: bytes, now: datetime) -> dict[str, str]:
    """The id stays the same at each attempt, the time is that of the attempt."""
    message_id, seconds = name(delivery), int(now.timestamp())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(secret, message_id, seconds, content),
    }


def name(delivery: Delivery) -> str:
    """What the message is called at each of its attempts."""
    return f"msg_{delivery.id.hex}"


def signature(secret: str, message_id: str, seconds: int, content: bytes) -> str:
    """`v1,` and HMAC-SHA256 of `id.seconds.content`, in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{seconds}.".encode() + content
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
