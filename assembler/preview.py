"""A plan in three lines, by which one knows that it is the right one."""

from __future__ import annotations

from typing import NamedTuple

from assembler.documents.views.front import period_of
from schemas.plan import Plan


class Preview(NamedTuple):
    title: str
    territory: str
    period: str


def preview(plan: Plan) -> Preview:
    return Preview(plan.title, plan.territory.name if plan.territory else "", period_of(plan))
