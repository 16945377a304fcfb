"""Moje plány: the plans of the municipality, the last changed first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request

from assembler.store import accounts, heads, plans
from assembler.store.models import Plan
from assembler.store.roles import Deed
from assembler.store.store import Transaction
from assembler.web.acting import acting
from assembler.web.keeping import store
from assembler.web.language import N_, spoken
from assembler.web.plans import foreign_waiting, known
from assembler.web.plans.known import Facts

AT_ONCE = 20
UNTITLED = N_("Plán bez názvu")

pages = Blueprint("plans", __name__)


@dataclass(frozen=True, slots=True)
class Listed:
    plan: Plan
    title: str
    facts: Facts
    changed_at: datetime
    author: str
    unfinished: int  # forms that who looks has typed into and not saved


@pages.get("/plany")
def listing() -> str:
    actor, archived = acting(Deed.READ), "odlozene" in request.args
    with store().reading(actor) as tx:
        page = plans.newest_first(tx, archived=archived, limit=AT_ONCE, cursor=request.args.get("dal", ""))
        listed = [*described(tx, page.items)]
        all_aside = not listed and not archived and bool(plans.newest_first(tx, archived=True, limit=1).items)
    return render_template("plans.html", listed=listed, cursor=page.cursor, archived=archived, all_aside=all_aside)


def described(tx: Transaction, found: tuple[Plan, ...]) -> list[Listed]:
    newest = heads.newest_revisions(tx, found)
    names = accounts.names(tx, [revision.author_id for revision in newest.values()])
    unfinished = foreign_waiting.counted_drafts(tx)
    return [
        Listed(
            plan,
            plan.title or spoken(UNTITLED),
            known.facts(tx, head),
            head.at,
            names.get(head.author_id, ""),
            0 if plan.archived_at else unfinished.get(plan.id, 0),
        )
        for plan in found
        if (head := newest.get(plan.id))
    ]
