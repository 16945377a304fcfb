"""Jak připomínka vypadá na stránce: its texts as who looks at it may see them, and what a form of it sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from assembler.store import comments, plans
from assembler.store.models import Comment, Plan
from assembler.store.store import Transaction
from assembler.web.commenting import places, taking
from assembler.web.language import CZECH, N_, _, chosen, spoken, told
from assembler.web.pages.words import day
from assembler.web.plans.listing import UNTITLED
from schemas.comments import SETTLING, Settlement
from schemas.comments import Comment as Schema
from schemas.describe import FieldDescription, describe
from schemas.findings import Finding

FIELDS: dict[str, FieldDescription] = {each.name: each for each in describe(Schema).fields}
SAID = [name for name in FIELDS if name not in SETTLING]  # of the comment itself, in their order
SETTLED = [name for name in FIELDS if name in SETTLING]
YES, NO = "ano", "ne"
UNSETTLED = N_("nevypořádaná")
COLORS = {  # of the design system; the rest is neutral
    "": "warning",
    Settlement.ACCEPTED: "success",
    Settlement.PARTLY: "primary",
    Settlement.REFUSED: "error",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment as somebody may see it."""

    comment: Comment
    texts: dict[str, str]  # by its fields, without those that are empty

    @property
    def state(self) -> str:
        if self.comment.settlement == Settlement.MERGED:
            return f"sloučeno s č. {self.comment.merged_with}"
        return self.texts.get("settlement", UNSETTLED)

    @property
    def state_spoken(self) -> str:
        """The same in the language of who reads; annexes and sheets are Czech."""
        if self.comment.settlement == Settlement.MERGED:
            return _("sloučeno s č. %(number)s", number=self.comment.merged_with)
        return spoken(self.state)

    def spoken_text(self, name: str) -> str:
        """What a field says: choices and days in the language of who reads, else what was written."""
        kind, text = FIELDS[name].kind, self.texts[name]
        if kind == "day" and chosen() != CZECH:
            return day(getattr(self.comment, name))
        return spoken(text) if kind == "choice" else text

    @property
    def color(self) -> str:
        return COLORS.get(self.comment.settlement, "neutral")

    def says(self, wanted: str) -> bool:
        """Whether the words are found in it; in what is shown only."""
        whole = "\n".join((str(self.comment.number), *self.texts.values())).casefold()
        return all(word in whole for word in wanted.casefold().split())


def shown(comment: Comment, names: bool) -> Shown:
    raw = comments.as_raw(comment) | {"submitter": taking.name_of(comment, names), "place": comment.place_title}
    return Shown(comment, {name: text_of(FIELDS[name], value) for name, value in raw.items() if value})


def all_shown(tx: Transaction, plan_id: uuid.UUID) -> list[Shown]:
    """All comments of a plan in the order of their numbers, as who acts may see them; raises Missing."""
    return shown_to(tx, plan_id, names=taking.writes())


def shown_to(tx: Transaction, plan_id: uuid.UUID, *, names: bool) -> list[Shown]:
    """The same; `names`: with those that are not to be published."""
    return [shown(each, names) for each in comments.of_plan(tx, plan_id)]


def text_of(field: FieldDescription, value: Any) -> str:
    """A raw value as people read it."""
    if field.kind == "day":
        return day_written(value)
    if field.kind == "flag":
        return YES if value else NO
    return next((each.label for each in field.options if each.code == value), str(value))


def day_written(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day}. {day.month}. {day.year}"


# ---------------------------------------------------------------- forms


def typed_of(raw: taking.Raw) -> dict[str, str]:
    """The texts that the controls of a form show."""
    days = {name: day_written(value) for name, value in raw.items() if FIELDS[name].kind == "day"}
    return {name: YES if value is True else str(value) for name, value in {**raw, **days}.items()}


def sent(names: Iterable[str]) -> dict[str, Any]:
    """What a form sent, as a raw comment; empty fields are left out."""
    texts = {name: request.form.get(name, "").strip() for name in names}
    return {name: value_of(FIELDS[name], text) for name, text in texts.items() if text}


def value_of(field: FieldDescription, text: str) -> Any:
    if field.kind == "flag":
        return text == YES
    return int(text) if field.kind == "whole" and text.isascii() and text.isdecimal() and len(text) < 10 else text


def told_of(findings: Iterable[Finding]) -> dict[str, str]:
    """The sentences by the names of their fields."""
    return {each.pointer.removeprefix("/"): told(each) for each in findings}


def frame(tx: Transaction, plan_id: uuid.UUID) -> dict[str, Any]:
    """What every page of comments shows of its plan; raises Missing."""
    plan: Plan = plans.get(tx, plan_id)
    return {"plan": plan, "title": plan.title or UNTITLED, "writes": taking.writes(), "fields": FIELDS}


def with_places(tx: Transaction, plan_id: uuid.UUID) -> dict[str, Any]:
    """The same with the parts of the plan that a comment can be about."""
    chapters = places.chapters(plans.content(tx, plans.revision(tx, plan_id)))
    offered = {place.pointer for chapter in chapters for place in (chapter.place, *chapter.inside)}
    return {**frame(tx, plan_id), "chapters": chapters, "offered": offered}
