"""Conditional writes (RFC 9110, 13.1; RFC 6585): who changes something says what he has seen of it."""

from __future__ import annotations

import uuid

from flask import request
from werkzeug.datastructures import ETags
from werkzeug.exceptions import PreconditionRequired

from assembler.errors import Stale
from assembler.store import plans
from assembler.store.contents import Packed, canonical
from assembler.store.files import sha256
from assembler.store.models import Revision
from assembler.store.roles import Role
from assembler.store.store import Transaction
from assembler.web.acting import only_own_parts, who


def seen() -> ETags:
    """The ETags of If-Match; raises PreconditionRequired where there are none (`*` names none, either)."""
    given = request.if_match
    if not given or given.star_tag:
        raise PreconditionRequired
    return given


def etag_of(value: object) -> str:
    """The strong ETag of a content, or of a part of one."""
    return sha256(canonical(value))


def newest_if(tx: Transaction, plan_id: uuid.UUID, tags: ETags, content: object, digest: str) -> Revision:
    """The newest revision, if the client has seen it or wants what it already says; raises Stale with both texts.

    `digest` is the hash of the content that the client wants.
    """
    newest = plans.revision(tx, plan_id)
    if newest.content_hash != digest and not tags.contains(newest.content_hash):
        raise Stale(
            known_number(tx, plan_id, tags), newest.number, plans.content(tx, newest), content, newest.content_hash
        )
    return newest


def known_number(tx: Transaction, plan_id: uuid.UUID, tags: ETags) -> int | None:
    """The number of the revision that the client has seen; None for one that never was."""
    numbers = (plans.number_of(tx, plan_id, each) for each in tags.as_set(include_weak=True))
    return max((number for number in numbers if number), default=None)


def save(tx: Transaction, plan_id: uuid.UUID, tags: ETags, content: object, ready: Packed, note: str) -> Revision:
    """The next revision; the newest one where nothing has changed. Raises Stale, NotAllowed, Missing."""
    newest = newest_if(tx, plan_id, tags, content, ready.hash)
    if newest.content_hash == ready.hash:
        return newest
    if who().role is Role.CONTRIBUTOR:
        only_own_parts(plans.content(tx, newest), content)
    return plans.save(tx, plan_id, ready, expected=newest.number, note=note)
