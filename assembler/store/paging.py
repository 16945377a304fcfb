"""Paging by cursor: each page goes on where the last one ended, whatever was added meanwhile."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from assembler.errors import Unfit
from assembler.store.models import Row
from assembler.store.store import Transaction

T = TypeVar("T", bound=Row)
MOST = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Stránka: the newest first; `cursor` leads to the next page, and is empty at the end."""

    items: tuple[T, ...]
    cursor: str


def page(tx: Transaction, found: Select[T], by: InstrumentedAttribute[int], limit: int, cursor: str) -> Page[T]:
    """A page of what a query finds, by a column that orders it; raises Unfit for a cursor that we did not give."""
    limit = max(1, min(limit, MOST))
    if cursor:
        found = found.where(by < position(cursor))
    rows = tx.db.scalars(found.order_by(by.desc()).limit(limit + 1)).all()
    last: Any = getattr(rows[limit - 1], by.key) if len(rows) > limit else None
    return Page(tuple(rows[:limit]), cursor_at(last) if last is not None else "")


def cursor_at(last: int) -> str:
    return base64.urlsafe_b64encode(str(last).encode()).decode().rstrip("=")


def position(cursor: str) -> int:
    try:
        digits = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        if not digits.isdecimal() or len(digits) > 18:
            raise ValueError(digits)
        return int(digits)
    except (ValueError, binascii.Error):
        raise Unfit("Seznam takto stránkovat nejde. Začněte znovu od jeho začátku.", "foreign cursor") from None
