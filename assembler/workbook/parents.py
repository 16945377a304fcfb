"""Kam řádek patří: „12: Rozšíření služeb“, a name, or an identifier, found among the rows of another sheet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from assembler.readers.sheets.cells import told
from assembler.workbook import problems
from assembler.workbook.book import OWNER, ROUTE
from assembler.workbook.items import Item
from assembler.workbook.layout import Table
from assembler.workbook.names import name_of, short
from assembler.workbook.titles import ROUTE_LABEL, owner_title
from schemas.findings import Rule, Verbatim

NUMBERED = re.compile(r"\s*([0-9]{1,9})\s*(?::|$)")


class Parents:
    """Finds the parents of items, and the lists of theirs that the items go to."""

    def __init__(self, plan: Item, items: dict[str, list[Item]], tell: Callable[..., object]) -> None:
        self.plan, self.items, self.tell = plan, items, tell
        self.by_number: dict[str, dict[int, Item]] = {}
        self.by_name: dict[str, dict[str, list[Item]]] = {}

    def find(self, item: Item) -> None:
        """Gives the item its parent and its way; one without them is lost."""
        table = item.table
        assert table is not None  # noqa: S101 - narrows the type: single values have no parent
        said = told(item.row.cells.get(OWNER)).strip()
        if table.parents is None or (table.again and not said):
            item.parent, item.route = self.plan, table.routes[0]
        elif not said:
            self.lose(item, problems.PARENT_MISSING)
        else:
            self.choose(item, table.parents, said)
        if not item.lost and len(table.routes) > 1:
            self.way(item, table)

    def choose(self, item: Item, among: Table, said: str) -> None:
        found = self.found(among, said)
        values = {"value": said, "sheet": among.title}
        if len(found) != 1:
            self.lose(item, problems.PARENT_TWICE if found else problems.NO_PARENT, **values)
        elif in_circle(item, found[0]):
            self.lose(item, problems.IN_CIRCLE)
        else:
            table = item.table
            assert table is not None  # noqa: S101 - as above
            item.parent, item.route = found[0], table.again or table.routes[0]

    def found(self, table: Table, said: str) -> list[Item]:
        """By the number before a colon, else by name or identifier."""
        if table.key not in self.by_number:
            self.learn(table)
        numbered = NUMBERED.match(said)
        by_number = self.by_number[table.key].get(int(numbered[1])) if numbered else None
        return [by_number] if by_number else self.by_name[table.key].get(short(said).casefold(), [])

    def learn(self, table: Table) -> None:
        names: dict[str, list[Item]] = defaultdict(list)
        for each in self.items.get(table.key, []):
            said = {name_of(each.value).casefold(), str(each.value.get("name", "")).casefold()}
            for name in said | {str(each.value.get("id", "")).casefold()}:
                if name:
                    names[name].append(each)
        self.by_name[table.key] = names
        self.by_number[table.key] = {each.number: each for each in self.items.get(table.key, []) if each.number}

    def way(self, item: Item, table: Table) -> None:
        said = told(item.row.cells.get(ROUTE)).strip().casefold()
        labels = {table.route_label(route): route for route in table.routes}
        route = next((each for label, each in labels.items() if label.casefold() == said), None)
        if route is None:
            self.lose(item, problems.ROUTE_MISSING, choices=Verbatim(", ".join(labels)))
        else:
            item.route = route

    def lose(self, item: Item, rule: Rule, **values: object) -> None:
        item.lost = True
        assert item.table is not None  # noqa: S101 - as above
        way = rule is problems.ROUTE_MISSING
        column = ROUTE_LABEL if way else owner_title(item.table)
        self.tell(rule, item.sheet.location(item.row, ROUTE if way else OWNER), column, column=column, **values)


def in_circle(item: Item, parent: Item) -> bool:
    above: Item | None = parent
    while above is not None:
        if above is item:
            return True
        above = above.parent
    return False
