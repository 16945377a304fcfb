"""Answers of the stored resources: exact numbers, pages of lists, and replies that can be given once more."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

from flask import Response, request

from assembler.readers.json_file import MEDIA_TYPES as JSON_TYPES
from assembler.readers.yaml_file import MEDIA_TYPES as YAML_TYPES
from assembler.store import idempotency
from assembler.store.columns import Plain
from assembler.store.paging import Page, T
from assembler.store.store import Transaction
from assembler.web.contents import as_json, as_yaml, encoded, json_text
from assembler.web.downloads import JSON
from assembler.web.errors import NotOffered

YAML = YAML_TYPES[0]
KEY = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as plain data, so that it can be kept and given to the same request again."""

    status: int
    body: Plain
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        return exact(self.body, self.status, self.headers)


def exact(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Plain data as JSON, numbers with the digits that they have."""
    text = encoded(lambda unicode: json_text(data, "\n", unicode) + "\n")
    return Response(text, status, headers=dict(headers or {}), mimetype=JSON)


def content_answer(content: object, etag: str, headers: Mapping[str, str]) -> Response:
    """A content in the format that the client accepts best, for those who do not have it already."""
    offered = [*JSON_TYPES, *YAML_TYPES]
    chosen = request.accept_mimetypes.best_match(offered) if request.accept_mimetypes else JSON
    if chosen is None:
        raise NotOffered("Obsah plánu dáváme jako application/json nebo application/yaml.")
    written = as_json(content) if chosen in JSON_TYPES else as_yaml(content)
    answer = Response(written, headers=dict(headers), content_type=f"{chosen}; charset=utf-8")
    answer.set_etag(etag)
    answer.vary.add("Accept")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.make_conditional(request)
    return answer


def listed(page: Page[T], items: list[Plain], address: Callable[..., str]) -> Response:
    """A page of a list with the address of the next one, made by `address(cursor=…)`."""
    return exact({"items": items, "next": address(cursor=page.cursor) if page.cursor else None})


# ---------------------------------------------------------------- repeated requests


def once(tx: Transaction, deed: Callable[[], Reply], secrets: tuple[str, ...] = ()) -> Reply:
    """The reply of the deed; for a repeated Idempotency-Key the one that was given, without doing it again.

    `secrets` are parts of the body that are told once and never kept. Raises KeyReused, WrongState, Unfit.
    """
    key = request.headers.get(KEY)
    if key is None:
        return deed()
    began = idempotency.begin(tx, owner(tx), key, fingerprint())
    if began.answer is not None:
        known = Reply(**began.answer)
        return Reply(known.status, known.body, {**known.headers, REPLAYED: "true"})
    reply = deed()
    kept = {**reply.body, **dict.fromkeys(secrets)}
    idempotency.finish(tx, began, asdict(Reply(reply.status, kept, reply.headers)))
    return reply


def owner(tx: Transaction) -> uuid.UUID:
    found = tx.actor.token or tx.actor.user
    assert found is not None  # noqa: S101 - nobody else gets past `acting`
    return found


def fingerprint() -> str:
    """Of the method, the address, the type and the body of the request."""
    head = "\n".join((request.method, request.full_path, request.mimetype, "")).encode("utf-8", "surrogatepass")
    return hashlib.sha256(head + request.get_data()).hexdigest()
