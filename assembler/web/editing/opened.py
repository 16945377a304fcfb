"""Otevřená část: a plan with its newest content, and what is wrong with it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assembler.store import plans
from assembler.store.models import Plan, Revision
from assembler.store.store import Actor
from assembler.web.keeping import store
from assembler.web.language import spoken
from assembler.web.plans import known
from assembler.web.plans.listing import UNTITLED
from schemas.findings import Finding

AT_ONCE = 150  # measures of a plan up to which its findings are worked out at once, and not after the page


@dataclass(frozen=True, slots=True)
class Opened:
    plan: Plan
    head: Revision
    content: Any

    @property
    def title(self) -> str:
        return self.plan.title or spoken(UNTITLED)


def opened(actor: Actor, plan_id: uuid.UUID) -> Opened:
    """Raises Missing."""
    with store().reading(actor) as tx:
        head = plans.revision(tx, plan_id)
        return Opened(plans.get(tx, plan_id), head, plans.content(tx, head))


def findings(found: Opened, *, wait: bool = True) -> Sequence[Finding] | None:
    """What is wrong with the content; None where that takes long and is not known yet, unless one wants to wait."""
    digest = found.head.content_hash
    if wait or known.memory().findings.get(digest) is not None or measures(found.content) <= AT_ONCE:
        return known.findings(found.content, digest)
    return None


def measures(content: Any) -> int:
    """How many there are, at any depth."""

    def below(node: Any) -> int:
        if not isinstance(node, dict):
            return 0
        own, nodes = node.get("measures"), node.get("nodes")
        return len(own if isinstance(own, list) else ()) + sum(map(below, nodes if isinstance(nodes, list) else ()))

    return below(content.get("strategy")) if isinstance(content, dict) else 0
