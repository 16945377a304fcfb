"""Co by tabulka v připomínkách změnila: each of its rows beside what the plan has already, before anything is written.

A table that the service itself has given out knows its comments by their numbers; any other has numbers of its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembler.store import comments
from assembler.store.models import Comment
from assembler.store.store import Transaction
from assembler.web import language
from assembler.web.commenting import showing, taking
from assembler.web.commenting.rows import NEEDED, Listed, Row
from assembler.web.commenting.sheets import row_of
from assembler.web.commenting.showing import FIELDS, Shown
from assembler.web.commenting.taking import UNKNOWN_PLACE, Ground, Raw, WrongComment
from assembler.web.errors import WrongParameters
from schemas.findings import Finding


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a comment that the table says otherwise."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row, and what it would do: `old` is the comment that it changes, `twin` one that says the same."""

    row: Row
    raw: Raw
    old: Comment | None = None
    changes: tuple[Change, ...] = ()
    reworded: bool = False  # whether it is the same comment at all, a person has to say
    twin: str = ""
    wrong: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        if self.wrong:
            return "wrong"
        if self.old:
            return "changed" if self.changes else "same"
        return "repeated" if self.twin else "new"

    @property
    def ticked(self) -> bool:
        return self.kind == "new" or (self.kind == "changed" and not self.reworded)


def weighed(tx: Transaction, plan_id: uuid.UUID, listed: Listed) -> list[Weighed]:
    """All rows in their order; raises Missing."""
    every, on = showing.shown_to(tx, plan_id, names=True), Ground(tx, plan_id)
    by_number = {str(each.comment.number): each for each in every} if listed.ours else {}
    twins = {said(each.texts): _number(each) for each in every}
    before: set[str] = set()
    found = []
    for row in listed.rows:
        known = by_number.get(row.number)
        found.append(_changing(on, row, known) if known else _new(on, row, twins, before))
        twins.setdefault(said(row.texts), language._("řádek %(line)s", line=row.line))
        before.add(row.number)
    return found


def _number(each: Shown) -> str:
    return language._("č. %(number)s", number=each.comment.number)


def said(texts: Mapping[str, str]) -> tuple[str, str]:
    """Who says what, however it is spaced."""
    return plain(texts.get("submitter", "")), plain(texts.get(NEEDED, ""))


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _new(on: Ground, row: Row, twins: Mapping[tuple[str, str], str], before: set[str]) -> Weighed:
    within = str(row.raw.get("merged_with", "")) in before  # its number in the plan is not known yet
    checked = {
        name: value for name, value in row.raw.items() if not within or name not in ("merged_with", "settlement")
    }
    return Weighed(row, row.raw, twin=twins.get(said(row.texts), ""), wrong=problems(on, row, checked))


def _changing(on: Ground, row: Row, known: Shown) -> Weighed:
    """Only what reads otherwise than it was given out is changed; so a place that has moved since then stays."""
    given = dict(zip(FIELDS, row_of(known)[1:], strict=True))
    names = [name for name in FIELDS if spaced(given[name]) != spaced(row.cells.get(name, ""))]
    changes = tuple(Change(FIELDS[name].label, given[name], row.cells.get(name, "")) for name in names)
    others = {name: value for name, value in comments.as_raw(known.comment).items() if name not in names}
    raw = {**others, **{name: row.raw[name] for name in names if name in row.raw}}
    if "settlement" in names and "merged_with" in row.raw:
        raw["merged_with"] = row.raw["merged_with"]
    wrong = problems(on, row, raw, known.comment) if changes else ()
    return Weighed(row, raw, known.comment, changes, reworded=NEEDED in names, wrong=wrong)


def spaced(text: str) -> str:
    return " ".join(text.split())


def problems(on: Ground, row: Row, raw: Raw, old: Comment | None = None) -> tuple[str, ...]:
    try:
        taking.taken(on, raw, old)
    except WrongComment as refused:
        return tuple(told(each, row) for each in refused.findings)
    return ()


def told(finding: Finding, row: Row) -> str:
    """„Přišla dne: Den „31. 2. 2026“ v kalendáři není.“"""
    label = language.spoken(finding.label.rpartition(" › ")[2])
    value = f" „{row.texts.get('place', '')}“" if finding.code == UNKNOWN_PLACE.code else ""
    return f"{label}{value}: {language.told(finding)}"


def written(
    tx: Transaction, plan_id: uuid.UUID, every: Sequence[Weighed], ticked: Mapping[int, int]
) -> tuple[int, int]:
    """How many were added and how many changed; `ticked`: the lines, with the version of what they change.

    Raises WrongParameters with the line that is wrong after all, StaleComment, Missing, TooMany.
    """
    numbers: dict[str, int] = {}
    on = Ground(tx, plan_id)
    chosen = [each for each in every if each.row.line in ticked and each.kind not in ("wrong", "same")]
    for each in chosen:
        merged = str(each.raw.get("merged_with"))
        raw = {**each.raw, "merged_with": numbers[merged]} if merged in numbers else each.raw
        try:
            made = _write(on, each, raw, ticked[each.row.line])
        except WrongComment as refused:  # merged with a row that is not taken
            sentence = " ".join(told(finding, each.row) for finding in refused.findings)
            line = language._("Řádek %(line)s: %(wrong)s", line=each.row.line, wrong=sentence)
            raise WrongParameters({"file": line}) from refused
        if each.row.number and not each.old:
            numbers[each.row.number] = made.number
    changed = sum(each.old is not None for each in chosen)
    return len(chosen) - changed, changed


def _write(on: Ground, each: Weighed, raw: Raw, version: int) -> Comment:
    if each.old is None:
        return taking.added(on, raw)
    seen = comments.seen(on.tx, on.base.plan_id, each.old.id, lambda one: one.version == version)
    return taking.changed(on, seen, raw)
