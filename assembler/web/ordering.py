"""Zakázka na dokument uloženého plánu: a shipped template goes by its name, the municipality's own by its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assembler import resources
from assembler.jobs.orders import DocumentOrder
from assembler.store import templates
from assembler.store.store import Transaction
from assembler.web.parameters import order_of


def document_order(
    tx: Transaction, values: Mapping[str, Any], raw: object, formats: tuple[str, ...], *, pages: bool
) -> DocumentOrder:
    """From loaded parameters; raises WrongParameters. The version of an own template is the one of this moment."""

    def find(kind: str, name: str) -> None:
        if templates.version_hash(tx, kind, name) is None:
            resources.template(kind, name)

    order = order_of(values, raw, find)
    own = templates.version_hash(tx, order.kind.code, order.template)
    return DocumentOrder(order, formats, pages, own)
