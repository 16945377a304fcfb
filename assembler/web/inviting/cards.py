"""Karty: what one can be asked to complete, and where a card lies in a newer version of its plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assembler import forms
from assembler.checks import organisations
from assembler.forms.building import pointer_to
from assembler.forms.codes import Codes
from assembler.forms.model import Control, Fieldset, Form, Grid, Items, Link, Picture, Speak, Unreadable, czech
from assembler.forms.naming import title_of
from assembler.forms.places import followed, found_at
from assembler.forms.posted import Posted
from schemas.findings import Finding
from schemas.measures import Measure
from schemas.paths import steps_of
from schemas.services import Service

OTHERS = (Items, Link, Picture, Unreadable)  # what has pages of its own, or is not for guests
OF_THE_PLAN = frozenset({"identifier", "reference", "references"})  # what ties the card to the rest of the plan
OF_THE_COORDINATOR = frozenset({"code", "support"})  # what the plan decides of the card
OF_COSTS = frozenset({"certainty", "owner", "counted"})  # columns of money that are the coordinator's, too

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a plan and who may know what belongs into it."""

    place: str
    title: str
    about: str  # what it belongs to
    addressee: str


def services(content: Any) -> list[Card]:
    network = content.get("network") if isinstance(content, dict) else None
    found = network.get("services") if isinstance(network, dict) else None
    return [
        Card(
            f"/network/services/{index}",
            title_of(each, Service) or f"Služba {index + 1}",
            text(each, "type"),
            text(each, "provider"),
        )
        for index, each in enumerate(found if isinstance(found, list) else ())
    ]


def measures(content: Any) -> list[Card]:
    every = [each for each in Codes(content).all() if each.part_class is Measure]
    return [
        Card(
            pointer_to(each.steps),
            f"{each.code} {title_of(each.item, Measure)}".strip(),
            each.above,
            text(each.item, "guarantor"),
        )
        for each in every
    ]


def text(item: Any, key: str) -> str:
    value = item.get(key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else ""


def email_of(content: Any, steps: Sequence[str], addressee: str) -> str:
    """Where to write to: as it was typed beside the name, else as the plan has it of who is named so; or ""."""
    if typed := EMAIL.search(addressee):
        return typed[0]
    card = found_at(content, steps)
    known = [(text(card, "provider"), card.get("contact") if isinstance(card, dict) else None)]
    parties = content.get("parties") if isinstance(content, dict) else None
    known += [(text(each, "name"), each) for each in (parties if isinstance(parties, list) else ())]
    emails = (text(each, "email").strip() for name, each in known if name and name == addressee)
    return next((each for each in emails if EMAIL.fullmatch(each)), "")


def where_now(old: Any, new: Any, place: str) -> Sequence[str] | None:
    """The steps of the card in a newer content; None where it is gone."""
    return followed(old, new, steps_of(place))


def form_for_guest(
    content: Any,
    steps: Sequence[str],
    typed: Posted | None = None,
    findings: Sequence[Finding] = (),
    speak: Speak = czech,
) -> Form | None:
    """The form of a card with what its guarantor or provider can say, and nothing that belongs to the whole plan."""
    form = forms.form_of(content, steps, typed=typed, findings=findings, speak=speak)
    return replace(form, controls=[*own(form.controls)]) if form else None


def doubts(content: Any, steps: Sequence[str]) -> list[Finding]:
    """What a guest is asked to look at again, of his card alone: an IČO that cannot be right. It stops nothing."""
    ico = text(found_at(content, steps), "ico")
    return [*organisations.number(ico, pointer_to((*steps, "ico")))] if ico.strip() else []


def own(controls: Sequence[Control]) -> Iterator[Control]:
    for control in controls:
        if isinstance(control, OTHERS) or control.about.kind in OF_THE_PLAN or control.name in OF_THE_COORDINATOR:
            continue
        if isinstance(control, Grid):
            yield narrower(control)
            continue
        if isinstance(control, Fieldset):
            inside = [*own(control.controls)]
            if inside:
                yield replace(control, controls=inside)
            continue
        yield control


def narrower(grid: Grid) -> Grid:
    """A table without the columns that only the coordinator fills in."""
    shown = [index for index, column in enumerate(grid.columns) if column.name not in OF_COSTS]
    rows = [replace(row, cells=[row.cells[index] for index in shown]) for row in grid.rows]
    return replace(grid, columns=[grid.columns[index] for index in shown], rows=rows)
