"""Co o cizí tabulce už víme: the file, what was chosen of it so far, and what that makes of it.

The state of the way is in its forms, not in the store: a page can be left and come back to at any time.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request

from assembler import foreign
from assembler.errors import Missing
from assembler.foreign import Decisions, Heading, Proposal, Remembered, Shape, Target
from assembler.foreign.targets import FIRST_YEAR, LAST_YEAR
from assembler.readers import grids
from assembler.readers.grids import Delivered, Grid
from assembler.store import plans, taken_tables, uploads
from assembler.store.models import Plan, Revision, TakenTable, Upload
from assembler.store.store import Actor
from assembler.store.uploads import Purpose
from assembler.web.keeping import store
from assembler.web.language import N_
from assembler.web.pages.shelf import Shelf
from assembler.web.plans import foreign_waiting
from assembler.web.service import service

NAME = "assembler.foreign"
MOST, MOST_BYTES, SECONDS = 20, 100_000_000, 3600
CELL_BYTES = 100  # about so much memory a cell takes
MAX_SENDER = 200
UNANSWERED = N_("otázka je bez odpovědi")
FIELD, UNIT, ANSWER, TYPED, COLLISION = "pole:", "jednotka:", "otazka:", "text:", "stret:"


def register(app: Flask) -> None:
    app.extensions[NAME] = Shelf[Delivered](MOST, MOST_BYTES, SECONDS)


def delivered(data: bytes, digest: str, file_name: str) -> Delivered:
    """The grids of a file, read once while somebody works with it; raises Unreadable."""
    shelf: Shelf[Delivered] = current_app.extensions[NAME]
    found = shelf.get(digest)
    if found is None:
        with service().turn():
            found = grids.read(data, file_name)
        shelf.put(found, sum(CELL_BYTES * each.width * len(each.rows) for each in found.grids), digest)
    return found


@dataclass(frozen=True, slots=True)
class Opened:
    """Otevřená tabulka beside the plan as it is now."""

    plan: Plan
    upload: Upload
    head: Revision
    content: Any
    file: Delivered
    sheet: int
    target: Target
    sender: str
    shape: Shape
    decisions: Decisions
    former: Remembered | None  # whose meaning of headings was taken
    before: Mapping[str, Mapping[str, Any]]  # what the sender's last table of this list said
    proposal: Proposal

    @property
    def grid(self) -> Grid:
        return self.file.grids[self.sheet]

    @property
    def chosen(self) -> str:
        """What the columns hang on; what was chosen for others does not count."""
        return f"{self.target.key}/{self.sheet}/{self.shape.heading.row}/{self.shape.heading.height}"

    def form(self, expected: int) -> uuid.UUID:
        """What is done once: another sheet of the file, or another list, is something else."""
        return uuid.uuid5(self.upload.id, f"{self.chosen} {expected}")

    @property
    def years(self) -> frozenset[int]:
        """For which amounts are offered: those of headings, and of the period of the plan."""
        period = self.content.get("period")
        ends = [period.get(key) for key in ("first_year", "last_year")] if isinstance(period, dict) else []
        known = [each for each in ends if isinstance(each, int) and FIRST_YEAR <= each <= LAST_YEAR]
        of_period = range(min(known), max(known) + 1) if known else ()
        return foreign.years(self.shape, self.grid) | frozenset(of_period)

    @property
    def tray(self) -> list[dict[str, str]]:
        """What found no place."""
        return [
            {"place": each.place, "column": each.column, "text": each.text, "reason": each.reason}
            for each in self.proposal.tray
        ]

    @property
    def aside(self) -> list[dict[str, str]]:
        """What will not be taken over: the tray, and questions that nobody has answered."""
        asked = (
            {"place": place, "column": each.column, "text": each.original, "reason": UNANSWERED}
            for each in self.proposal.questions
            for place in each.places
        )
        return [*self.tray, *asked]


def opened(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID) -> Opened:
    """The table as the request has chosen it; raises Missing, Unreadable."""
    with store().reading(actor) as tx:
        if request.method == "GET":
            g.foreign_given = {**foreign_waiting.said(tx, plan_id, upload_id), **request.args}
        sender = " ".join(given().get("od", "").split())[:MAX_SENDER]
        upload = uploads.of_plan(tx, upload_id, plan_id, Purpose.TABLE)
        plan, head = plans.get(tx, plan_id), plans.revision(tx, plan_id)
        content, data = plans.content(tx, head), tx.files.get(upload.sha256)
        former = [meaning_of(each) for each in taken_tables.former(tx, sender)] if sender else []
    file = delivered(data, upload.sha256, upload.file_name)
    if not file.grids:
        raise Missing(f"upload {upload_id} holds no table")
    with service().turn():
        sheet = sheet_of(file)
        target = foreign.target(given().get("seznam", "")) or foreign.best_list(file.grids[sheet])
        shape = foreign.shaped(file.grids[sheet], target, heading_of(file, sheet, target))
        decisions, known = decided(shape, target, sheet, former)
        proposal = foreign.propose(file.grids[sheet], shape, target, decisions, content)
    with store().reading(actor) as tx:
        before = taken_tables.said_last(tx, plan_id, sender, target.key) if sender else {}
    return Opened(plan, upload, head, content, file, sheet, target, sender, shape, decisions, known, before, proposal)


def meaning_of(table: TakenTable) -> Remembered:
    fields, units, answers = (table.meaning.get(key, {}) for key in ("fields", "units", "answers"))
    return Remembered(table.target, fields, units, answers)


# ---------------------------------------------------------------- what was chosen


def given() -> Mapping[str, str]:
    """What the form says; of a page that is come back to, what it said the last time."""
    kept: Mapping[str, str] = g.get("foreign_given") or request.values
    return kept


def whole(name: str, most: int) -> int | None:
    """A small number of a form; None for anything else."""
    said = given().get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 and int(said) < most else None


def sheet_of(file: Delivered) -> int:
    said = whole("tabulka", len(file.grids))
    return foreign.best_grid(file.grids) if said is None else said


def heading_of(file: Delivered, sheet: int, target: Target) -> Heading | None:
    """Chosen for this sheet and this list; None where the program is to find it."""
    row = whole("zahlavi", len(file.grids[sheet].rows) + 1)
    if not row or not given().get("plati", "").startswith(f"{target.key}/{sheet}/"):
        return None
    return Heading(row - 1, 2 if given().get("radky") == "2" else 1)


def decided(
    shape: Shape, target: Target, sheet: int, former: Sequence[Remembered]
) -> tuple[Decisions, Remembered | None]:
    """What the form says of these columns, else what is proposed for them."""
    holder = given().get("pod", "")
    stands = f"{target.key}/{sheet}/{shape.heading.row}/{shape.heading.height}"
    if given().get("plati") != stands:
        fields, known = foreign.fields(shape, target, former)
        before = known.answers if known else {}
        return Decisions(fields, foreign.units(shape, known), holder, former=before), known
    columns = {column: said for column, said in numbered(FIELD, len(shape.labels)) if target.slot(said)}
    units = {column: said for column, said in numbered(UNIT, len(shape.labels)) if said in foreign.UNITS}
    answers, typed = dict(prefixed(ANSWER)), {key: said[:1000] for key, said in prefixed(TYPED)}
    return Decisions(once_each(columns), units, holder, answers, typed), None


def once_each(columns: Mapping[int, str]) -> dict[int, str]:
    """A field that was chosen for two columns is that of the first one; an own field may be there often."""
    first: dict[str, int] = {}
    for column, key in sorted(columns.items()):
        first.setdefault(key, column)
    return {column: key for column, key in columns.items() if key == "@own" or first[key] == column}


def prefixed(prefix: str) -> Iterator[tuple[str, str]]:
    for key, said in given().items():
        if key.startswith(prefix):
            yield key.removeprefix(prefix), said


def numbered(prefix: str, most: int) -> Iterator[tuple[int, str]]:
    for key, said in prefixed(prefix):
        if key.isascii() and key.isdecimal() and len(key) < 4 and int(key) < most:
            yield int(key), said


def state(found: Opened) -> list[tuple[str, str]]:
    """Everything that was chosen, as hidden fields of the next form."""
    decisions, heading = found.decisions, found.shape.heading
    fixed = {
        "od": found.sender,
        "seznam": found.target.key,
        "tabulka": str(found.sheet),
        "zahlavi": str(heading.row + 1),
        "radky": str(heading.height),
        "pod": decisions.holder,
        "plati": found.chosen,
        "expected": str(found.head.number),
    }
    return [
        *fixed.items(),
        *((f"{FIELD}{column}", key) for column, key in decisions.fields.items()),
        *((f"{UNIT}{column}", unit) for column, unit in decisions.units.items()),
        *((f"{ANSWER}{key}", said) for key, said in decisions.answers.items() if said),
        *((f"{TYPED}{key}", said) for key, said in decisions.typed.items() if said),
    ]
