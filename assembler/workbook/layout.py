"""Rozvržení sešitu: which sheets there are and what stands in their columns, read from the schemas.

One sheet holds all single values of the plan, one below the other. Every list of parts has a sheet of its own; what is
nested in its items and single stands in columns ("Osoba: Jméno"), what is a list there has a sheet of its own with a
column that says to whom it belongs. Items that hold items of their own kind (goals below priorities) share one sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from schemas.base import Part, PartOf, PartsOf
from schemas.fields import HouseField, Rows
from schemas.plan import Plan

MOST_TITLE = 31  # characters of a sheet's name: Excel's own limit
PLAN = "plan"  # the key of the sheet of single values

Path = tuple[str, ...]  # keys from an item (or the plan) down to a value


@dataclass(frozen=True, slots=True)
class Leaf:
    """Údaj: one value of an item; on its sheet a column, or several."""

    path: Path
    field: HouseField
    label: str
    section: str  # of the sheet of single values

    @property
    def key(self) -> str:
        return ".".join(self.path)


@dataclass(eq=False, slots=True)
class Table:
    """List sešitu: the items of one kind below one kind of parent."""

    key: str
    title: str  # of the sheet
    part_class: type[Part]
    parent: Table | None  # None: the plan itself
    routes: list[Path] = field(default_factory=list)  # ways from the parent to its lists of these items
    again: Path = ()  # the way from an item to items of the same sheet
    leaves: tuple[Leaf, ...] = ()
    rows_of: Path = ()  # the rows of a data table: they are lists, not parts

    @property
    def parents(self) -> Table | None:
        """The sheet among whose rows the column „patří k“ chooses."""
        return self if self.again else self.parent

    def route_label(self, route: Path) -> str:
        """How the way to a list is told from the others: „Silné stránky“."""
        owner = self.parent.part_class if self.parent else Plan
        return owner.fields[route[0]].label


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheets in their order; parents come before their children."""

    single: tuple[Leaf, ...]
    tables: tuple[Table, ...]

    def table(self, key: str) -> Table | None:
        return next((each for each in self.tables if each.key == key), None)


@cache
def layout() -> Layout:
    """Of the whole plan."""
    tables: list[Table] = []
    single = tuple(leaves(Plan, None, (), (), tables))
    unify_titles(tables)
    return Layout(single, in_order(tables))


def leaves(part: type[Part], owner: Table | None, path: Path, words: Path, tables: list[Table]) -> Iterator[Leaf]:
    """The values of a part and of what is single in it; the lists in it become tables."""
    for name, each in part.fields.items():
        here = (*path, name)
        if isinstance(each, PartsOf):
            add_table(each.part_class, owner, here, tables)
        elif isinstance(each, PartOf):
            yield from leaves(each.part_class, owner, here, (*words, each.label), tables)
        elif isinstance(each, Rows):
            add_rows(part, owner, here, tables)
        elif owner is None:
            yield Leaf(here, each, each.label, " › ".join(words))
        else:
            yield Leaf(here, each, ": ".join((*words, each.label)), "")


def add_table(part: type[Part], owner: Table | None, route: Path, tables: list[Table]) -> None:
    """The table of the items of a list, or one more way into the one that there is."""
    if owner is not None and owner.part_class is part:
        owner.again = route
        return
    known = next((each for each in tables if each.parent is owner and each.part_class is part), None)
    if known is not None and not known.rows_of:
        known.routes.append(route)
        return
    made = Table(key_of(owner, route), part.noun_plural, part, owner, [route])
    tables.append(made)
    made.leaves = tuple(leaves(part, made, (), (), tables))


def add_rows(part: type[Part], owner: Table | None, route: Path, tables: list[Table]) -> None:
    """The rows of the data tables of a part."""
    title = f"Řádky – {part.noun_plural.lower()}"
    tables.append(Table(key_of(owner, route), title, part, owner, [route], rows_of=route))


def key_of(owner: Table | None, route: Path) -> str:
    return ".".join((*([owner.key] if owner else []), *route))


def unify_titles(tables: list[Table]) -> None:
    """Titles that are the same get the name of the parent, so that each sheet has its own."""
    titles = [each.title for each in tables]
    for each in tables:
        if titles.count(each.title) > 1 and each.parent is not None:
            each.title = f"{each.title} – {each.parent.title.lower()}"
        elif titles.count(each.title) > 1:
            each.title = f"{each.title} – {Plan.fields[each.routes[0][0]].label.lower()}"
        each.title = each.title.replace("/", "-")[:MOST_TITLE]


def in_order(tables: list[Table]) -> tuple[Table, ...]:
    """As a reader of the content meets them: children behind their parent."""
    ordered: list[Table] = []

    def visit(owner: Table | None) -> None:
        for each in tables:
            if each.parent is owner:
                ordered.append(each)
                visit(each)

    visit(None)
    return tuple(ordered)
