"""Návrh: what of a table would be taken over, what has to be answered first, and what finds no place.

Every filled cell has exactly one fate (`Proposal.fates`): nothing of a delivered table is lost.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from assembler.differences.words import unit_of
from assembler.foreign.known import Holders, Known, Matches, keys_of
from assembler.foreign.meaning import meant
from assembler.foreign.sameness import SHOWN_BY, same_or_not
from assembler.foreign.shaping import Shape
from assembler.foreign.targets import OWNER, Slot, Target
from assembler.foreign.verdicts import ASKED, CLEAR, NOTHING, READ, Context, Meaning, Option
from assembler.readers.grids import Grid, Row
from assembler.readers.sheets.cells import Value, address, told
from assembler.sentences import Sentence
from assembler.workbook.names import names_of

CALLED_BY = ("name", "text", "title", "activity", "person.last_name", "short", "term")  # fields that name a row
ASIDE, OTHER = "nic", "jinak"  # answers: keep it aside; what was typed instead
UNPLACED = Sentence("sloupec není k ničemu přiřazen")
LATER = Sentence("řádek čeká na odpověď na otázku")
NO_OWNER = Sentence("není jasné, kam řádek patří")
MANY = Sentence("v plánu je víc položek, které to mohou být")
ALONE = Sentence("řádek má jen jednu buňku; nejspíš je to mezititulek")
SUM = Sentence("řádek vypadá jako součet; je-li to položka, doplňte ji v plánu")
UNWANTED = Sentence("necháno stranou podle vaší odpovědi")


def no_name(label: str) -> Sentence:
    return Sentence("řádku chybí „%(label)s“", label=Sentence(label))


def twice(line: int) -> Sentence:
    return Sentence("táž položka je v tabulce už na řádku %(line)s", line=line)


class Fate(Enum):
    """Osud buňky."""

    TAKEN = "taken"
    ASKED = "asked"
    ASIDE = "aside"  # in the tray
    LEFT_OUT = "left_out"  # a title, a heading, a total, a note; told by row


@dataclass(frozen=True, slots=True)
class Aside:
    """Nezařazené: a cell of the tray."""

    place: str  # „B7“
    column: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Interpreted:
    """Vyloženo: the original beside what was made of it."""

    column: str
    original: str
    why: str
    places: tuple[str, ...]


@dataclass(slots=True)
class Question:
    """Otázka: one for all the cells of a column that say the same."""

    key: str
    column: str
    label: str  # of the field
    original: str
    why: str
    options: tuple[Option, ...]
    places: list[str] = field(default_factory=list)
    rows: list[tuple[int, str]] = field(
        default_factory=list
    )  # of these places: the line from 1, what the row is called
    for_all: bool = False  # it stands for different texts of the column
    answer: str = ""  # that was given and does not do
    typed: str = ""
    as_before: bool = False  # the answer is that of the last time, and holds only when it is sent

    def propose(self, told_before: str) -> None:
        """Answers as the last time, where that is still among what is offered."""
        labels = [str(each.label) for each in self.options]
        if told_before == ASIDE or told_before in labels:
            self.answer = ASIDE if told_before == ASIDE else str(labels.index(told_before))
        elif not self.for_all:
            self.answer, self.typed = OTHER, told_before
        self.as_before = bool(self.answer)


@dataclass(slots=True)
class Item:
    """Položka k převzetí."""

    row: int  # from 0
    values: dict[Slot, Any] = field(default_factory=dict)
    cells: dict[int, Slot] = field(default_factory=dict)  # by column: those that gave the values
    holder: str = ""
    known: Known | None = None  # None: it is new
    waits: bool = False

    def by_key(self) -> dict[str, Any]:
        return {slot.key: value for slot, value in self.values.items()}

    @property
    def identity(self) -> str:
        """By what a later delivery knows it again."""
        return next(keys_of(self.by_key()), f"row:{self.row}")


@dataclass(frozen=True, slots=True)
class Decisions:
    """Rozhodnutí: what a person chose."""

    fields: Mapping[int, str]  # column -> key of its field
    units: Mapping[int, str] = field(default_factory=dict)  # column -> unit of its amounts
    holder: str = ""  # the pointer to which rows belong that do not say so themselves
    answers: Mapping[str, str] = field(default_factory=dict)  # key of a question -> index of an option, ASIDE, OTHER
    typed: Mapping[str, str] = field(default_factory=dict)  # key of a question -> text
    former: Mapping[str, str] = field(default_factory=dict)  # key of a question -> what was told the last time


@dataclass(slots=True)
class Proposal:
    target: Target
    items: list[Item] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    interpreted: list[Interpreted] = field(default_factory=list)
    tray: list[Aside] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)  # by question: ASIDE, a text, or the label of an option
    fates: dict[tuple[int, int], Fate] = field(default_factory=dict)  # by row and column, from 0


def propose(grid: Grid, shape: Shape, target: Target, decisions: Decisions, content: Any) -> Proposal:
    """Of one grid for one list of a plan."""
    return Proposing(grid, shape, target, decisions, content).run()


def slots_of(decisions: Decisions, shape: Shape, target: Target) -> dict[int, Slot]:
    """The field of each column that has one; a second column of the same field has none."""
    found: dict[Slot, int] = {}
    for column, key in sorted(decisions.fields.items()):
        slot = target.slot(key, shape.labels[column])
        if slot is not None:
            found.setdefault(slot, column)
    return {column: slot for slot, column in found.items()}


class Proposing:
    """One grid on its way."""

    def __init__(self, grid: Grid, shape: Shape, target: Target, decisions: Decisions, content: Any) -> None:
        self.grid, self.shape, self.target, self.decisions = grid, shape, target, decisions
        self.holders, self.matches = Holders(content, target), Matches(content, target)
        self.names, self.unit = names_of(content), unit_of(content)
        self.slots = slots_of(decisions, shape, target)
        self.made = Proposal(target)
        self.questions: dict[str, Question] = {}
        self.read: dict[tuple[int, str, str], list[str]] = {}
        self.known: dict[tuple[int, type, Value], Meaning] = {}
        self.met: dict[str, int] = {}  # items of the plan and identities that have had their row

    def run(self) -> Proposal:
        outside = {*range(len(self.grid.rows))} - self.shape.items.keys()
        for row in outside:
            self.spend(row, self.grid.rows[row], Fate.LEFT_OUT)
        for row, cells in self.shape.items.items():
            self.take(row, cells)
        self.made.questions = [*self.questions.values()]
        self.made.interpreted = [
            Interpreted(self.shape.labels[column], original, why, tuple(places))
            for (column, original, why), places in self.read.items()
        ]
        return self.made

    def spend(self, row: int, cells: Row, fate: Fate) -> None:
        for column, value in enumerate(cells):
            if value is not None:
                self.made.fates[(row, column)] = fate

    # ------------------------------------------------------------ a row

    def take(self, row: int, cells: Row) -> None:
        filled = {column: value for column, value in enumerate(cells) if value is not None}
        if row in self.shape.doubtful or (len(filled) == 1 and len(self.slots) > 1):
            self.aside(row, filled, SUM if row in self.shape.doubtful else ALONE)
            return
        item = Item(row)
        for column, value in filled.items():
            slot = self.slots.get(column)
            if slot is None:
                self.aside(row, {column: value}, UNPLACED)
            else:
                self.cell(item, column, slot, value)
        reason = self.missing(item)
        if reason:
            self.aside(row, {column: cells[column] for column in item.cells}, reason)
        elif item.cells:
            self.made.items.append(item)
            self.spend_item(item)

    def spend_item(self, item: Item) -> None:
        for column in item.cells:
            self.made.fates[(item.row, column)] = Fate.TAKEN

    def aside(self, row: int, cells: Mapping[int, Value], reason: str) -> None:
        for column, value in cells.items():
            self.made.fates[(row, column)] = Fate.ASIDE
            place = address(row + 1, column)
            self.made.tray.append(Aside(place, self.shape.labels[column], told(value), reason))

    def missing(self, item: Item) -> str:
        """Why a row cannot be taken over as it is; finds its holder and its item of the plan."""
        owned = self.owned(item) or not self.target.nested
        if not owned and not self.matches.anywhere:
            return NO_OWNER
        item.known, doubtful = self.matches.find(item.by_key(), item.holder)
        if doubtful or (item.known is None and not owned):
            return MANY if doubtful else NO_OWNER
        if undecided := self.undecided(item):
            return undecided
        said = item.by_key()
        lacking = next((name for name in self.target.required if name not in said), "")
        if lacking and item.known is None:
            return LATER if item.waits else no_name(self.target.part.fields[lacking].label)
        return self.again(item)

    def undecided(self, item: Item) -> str:
        """Why it is not decided which item of the plan a row is; one that is like it in part only is asked about."""
        said, columns = item.by_key(), {slot.key: column for column, slot in item.cells.items()}
        column = next((columns[key] for key in SHOWN_BY if key in columns), None)
        alike = self.matches.alike(said, item.holder, item.known)
        if column is None or not alike:
            return ""
        slot, value = item.cells[column], self.grid.rows[item.row][column]
        meaning = self.answered(item, column, slot, value, same_or_not(said, alike, item.identity))
        if meaning.verdict is ASKED:
            del item.cells[column]  # the question, or the answer, has told its fate
            return UNWANTED if self.made.fates[(item.row, column)] is Fate.ASIDE else LATER
        item.known = next((each for each in alike if each.pointer == meaning.value), None)
        self.read.setdefault((column, told(value), meaning.why), []).append(address(item.row + 1, column))
        return ""

    def again(self, item: Item) -> str:
        name = item.known.pointer if item.known else f"{item.holder} {item.identity}"
        before = self.met.setdefault(name, item.row)
        return "" if before == item.row else twice(before + 1)

    def owned(self, item: Item) -> bool:
        said = next((value for slot, value in item.values.items() if slot.key == OWNER), None)
        found = self.holders.find(said) if isinstance(said, str) else self.decisions.holder
        if found not in self.holders.pointers:
            return False
        item.holder = found or ""
        return True

    # ------------------------------------------------------------ a cell

    def cell(self, item: Item, column: int, slot: Slot, value: Value) -> None:
        meaning = self.meaning(column, slot, value)
        if meaning.verdict is ASKED:
            meaning = self.answered(item, column, slot, value, meaning)
        if meaning.verdict is ASKED:
            return
        if meaning.verdict in (READ, NOTHING):
            self.read.setdefault((column, told(value), meaning.why), []).append(address(item.row + 1, column))
        item.cells[column] = slot
        if meaning.verdict is not NOTHING and meaning.value is not None:
            item.values[slot] = meaning.value

    def meaning(self, column: int, slot: Slot, value: Value) -> Meaning:
        """Worked out once for all cells of a column that say the same; what it gives is never written into."""
        said = (column, type(value), value)
        if said not in self.known:
            unit = self.decisions.units.get(column, "")
            context = Context(self.names, slot.key.rpartition(".")[2], self.unit, unit)
            self.known[said] = meant(slot, value, context)
        return self.known[said]

    def answered(self, item: Item, column: int, slot: Slot, value: Value, asked: Meaning) -> Meaning:
        """What was answered to the question of a cell; where nothing was, or nothing that does, it is asked."""
        key = key_of(column, slot.key, asked.group or value)
        said, typed = self.decisions.answers.get(key, ""), self.decisions.typed.get(key, "").strip()
        if said == ASIDE:
            self.made.told[key] = ASIDE
            self.aside(item.row, {column: value}, UNWANTED)
            return asked
        if said in ("", OTHER) and typed and not asked.group:
            found = self.meaning(column, slot, typed)
            if found.verdict in (CLEAR, READ):
                self.made.told[key] = typed
                return Meaning(READ, found.value, Sentence("Podle vaší odpovědi: %(answer)s.", answer=typed))
        if said.isdecimal() and int(said) < len(asked.options):
            chosen = asked.options[int(said)]
            self.made.told[key] = str(chosen.label)
            return Meaning(READ, chosen.value, Sentence("Podle vaší odpovědi: %(answer)s.", answer=chosen.label))
        item.waits = True
        self.ask(key, column, slot, value, asked)
        self.made.fates[(item.row, column)] = Fate.ASKED
        self.questions[key].places.append(address(item.row + 1, column))
        self.questions[key].rows.append((item.row + 1, self.name_of(item.row)))
        return asked

    def name_of(self, row: int) -> str:
        """What a person calls the row: the cell of its name; without one its first text."""
        cells = self.grid.rows[row]
        naming = [column for column, slot in self.slots.items() if slot.key in CALLED_BY]
        texts = [
            column for column, value in enumerate(cells) if isinstance(value, str) and re.search(r"[^\W\d_]{3}", value)
        ]
        return next((told(cells[column]) for column in (*naming, *texts) if cells[column] is not None), "")

    def ask(self, key: str, column: int, slot: Slot, value: Value, asked: Meaning) -> None:
        if key not in self.questions:
            made = Question(key, self.shape.labels[column], slot.label, told(value), asked.why, asked.options)
            made.for_all = bool(asked.group)
            made.answer, made.typed = self.decisions.answers.get(key, ""), self.decisions.typed.get(key, "")
            if key in self.decisions.former and not (made.answer or made.typed):
                made.propose(self.decisions.former[key])
            self.questions[key] = made


def key_of(column: int, field_key: str, value: Value) -> str:
    """Of a question: the same for the same text in the same column."""
    said = f"{column} {field_key} {type(value).__name__} {told(value)}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
