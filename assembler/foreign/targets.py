"""Kam se dá tabulka převzít: lists of the plan and the fields of their items, read from the schemas.

Beside the fields of an item itself there are those of a list in it that a flat table tells of as well: the capacity of
a service, an amount for each year („Náklady 2025“), a measure's own field for a column that has no other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from assembler.foreign.synonyms import SYNONYMS
from assembler.foreign.wording import plain
from assembler.sentences import Sentence
from assembler.workbook.layout import Leaf, Table, layout
from assembler.workbook.titles import owner_title
from schemas.base import Part, PartsOf
from schemas.fields import Base64, HouseField, Identifier, Money, Numbers, Reference
from schemas.finance import Cost
from schemas.measures import CustomField
from schemas.services import Capacity

LISTS = (  # of the plan, those that others deliver, the commonest first
    "strategy.nodes.measures",
    "network.services",
    "parties",
    "pipeline.projects",
    "strategy.nodes.measures.indicators",
    "strategy.nodes.measures.steps",
    "strategy.nodes.measures.costs",
    "action_plans.items",
    "action_plans.items.activities",
    "network.services.costs",
    "previous_plan.measures",
    "strategy.nodes",
    "process.timetable",
    "territory.municipalities",
    "groups.members",
    "abbreviations",
    "terms",
)
OWNER, OWN = "@in", "@own"  # columns that say to whom a row belongs, and that become a field of the item's own
FIRST_YEAR, LAST_YEAR = 1990, 2060  # that a heading of amounts can name


@dataclass(frozen=True, slots=True)
class Keyed:
    """Položka seznamu uvnitř: the item of an inner list that has these values; the first one if there are none."""

    name: str
    fields: tuple[tuple[str, Any], ...] = ()


Path = tuple[str | Keyed, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Pole: what a column can mean."""

    key: str
    label: str
    field: HouseField | None  # None: to whom the row belongs
    path: Path = ()
    names: frozenset[str] = frozenset()  # plain words by which others call it

    @property
    def is_money(self) -> bool:
        return isinstance(self.field, Money)


@dataclass(frozen=True, slots=True)
class Target:
    """Seznam plánu."""

    table: Table
    slots: tuple[Slot, ...]  # those of years are made for the headings of a table

    @property
    def key(self) -> str:
        return self.table.key

    @property
    def label(self) -> str:
        return self.table.title

    @property
    def part(self) -> type[Part]:
        return self.table.part_class

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(name for name, field in self.part.fields.items() if field.required)

    @property
    def nested(self) -> bool:
        """Whether each item must belong to another one."""
        return self.table.parent is not None

    def slot(self, key: str, heading: str = "") -> Slot | None:
        """By its key; one of a year or of an item's own field is made for its heading."""
        if key == OWN and "custom" in self.part.fields:
            return own_slot(heading) if heading else None
        year = key.removeprefix("costs@")
        if year != key and has_costs(self.part) and year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR:
            return year_slot(int(year))
        return next((each for each in self.slots if each.key == key), None)

    def offered(self, years: Collection[int]) -> list[Slot]:
        """Everything that a column can mean, with amounts of these years."""
        yearly = [year_slot(year) for year in sorted(years)] if has_costs(self.part) else []
        own = [own_slot("")] if "custom" in self.part.fields else []
        return [*self.slots, *yearly, *own]


@cache
def targets() -> tuple[Target, ...]:
    tables = {table.key: table for table in layout().tables}
    return tuple(Target(tables[key], tuple(slots(tables[key]))) for key in LISTS)


def target(key: str) -> Target | None:
    return next((each for each in targets() if each.key == key), None)


def slots(table: Table) -> Iterator[Slot]:
    if table.parents is not None:
        title = owner_title(table)
        yield Slot(OWNER, title, None, (), called(table, OWNER, title) | called_more(f"{OWNER}:{table.key}"))
    yield from (of_leaf(table, leaf) for leaf in table.leaves if is_offered(leaf.field))
    for name, field in table.part_class.fields.items():
        if isinstance(field, PartsOf) and field.part_class is Capacity:
            for inner, each in Capacity.fields.items():
                label = f"Kapacita: {each.label[:1].lower()}{each.label[1:]}"
                key = f"{name}.{inner}"
                yield Slot(key, label, each, (Keyed(name), inner), called(table, key, label))


def is_offered(field: HouseField) -> bool:
    """Not pictures, and not the identifiers of ours, which nobody else knows."""
    return not isinstance(field, Base64 | Numbers) and (
        not isinstance(field, Identifier) or isinstance(field, Reference)
    )


def of_leaf(table: Table, leaf: Leaf) -> Slot:
    return Slot(leaf.key, leaf.label, leaf.field, leaf.path, called(table, leaf.key, leaf.label))


def called(table: Table, key: str, label: str) -> frozenset[str]:
    """The label, its last word („Kontakt: Telefon“), and what others say."""
    own = {plain(label), plain(label.rpartition(":")[2])}
    return frozenset(own - {""}) | called_more(key) | called_more(f"{table.key}:{key}")


def called_more(key: str) -> frozenset[str]:
    return frozenset(SYNONYMS.get(key, ()))


def has_costs(part: type[Part]) -> bool:
    field = part.fields.get("costs")
    return isinstance(field, PartsOf) and field.part_class is Cost


def year_slot(year: int) -> Slot:
    label = Sentence("Náklady: částka %(year)s", year=year)
    return Slot(f"costs@{year}", label, Cost.fields["amount"], (Keyed("costs", (("year", year),)), "amount"))


def own_slot(heading: str) -> Slot:
    """A field of the item's own, called as the column is."""
    path: Path = (Keyed("custom", (("label", heading),)), "text")
    return Slot(OWN, Sentence("Vlastní údaj (název podle sloupce)"), CustomField.fields["text"], path)


# ---------------------------------------------------------------- values in items


def look(item: Any, path: Path) -> Any:
    """The value at a path of an item; None where there is none."""
    for step in path:
        if not isinstance(item, dict):
            return None
        item = inner(item.get(step.name), step) if isinstance(step, Keyed) else item.get(step)
    return item


def inner(items: Any, step: Keyed) -> dict[str, Any] | None:
    """The item of a list that a step means."""
    found = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return next((each for each in found if all(each.get(key) == value for key, value in step.fields)), None)


def put(item: dict[str, Any], path: Path, value: Any) -> None:
    """Writes a value (None: takes it away), with the items on its way; the item is a copy of its own."""
    *way, last = path
    for step in way:
        item = stepped(item, step)
    if not isinstance(last, str):
        raise TypeError(last)
    if value is None:
        item.pop(last, None)
    else:
        item[last] = value


def stepped(item: dict[str, Any], step: str | Keyed) -> dict[str, Any]:
    if isinstance(step, str):
        below: dict[str, Any] = item.setdefault(step, {})
        return below
    items = item.setdefault(step.name, [])
    found = inner(items, step)
    if found is None:
        found = dict(step.fields)
        items.append(found)
    return found
