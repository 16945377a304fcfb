"""Kam nález vede: from the findings of a stored plan to the fields in which they are mended."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import url_for

from assembler import forms
from assembler.forms.building import pointer_to
from assembler.store.models import Plan
from assembler.store.roles import Deed, Role, within
from assembler.web.acting import who


def ways(plan: Plan, content: Any, pointers: Iterable[str]) -> Mapping[str, str]:
    """The address of the field of each pointer; without those that who acts may not change."""
    found = who()
    if plan.archived_at or not found.may(Deed.WRITE):
        return {}
    own = found.parts if found.role is Role.CONTRIBUTOR else ("",)  # within "" lies everything
    wanted = [each for each in dict.fromkeys(pointers) if any(within(each, part) for part in own)]
    return {each: address(plan.id, *place) for each, place in zip(wanted, forms.pages_of(content, wanted), strict=True)}


def address(plan_id: uuid.UUID, steps: Sequence[str], name: str = "", **more: Any) -> str:
    """Of a field on the page of a part; without a name, of the page alone."""
    if name:
        more["_anchor"] = f"p-{name.replace('/', '-')}"
    place = pointer_to(steps).removeprefix("/")
    return url_for("editing.part", plan_id=plan_id, place=place, **more)
