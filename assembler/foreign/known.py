"""Co už v plánu je: the items of a list, what they are called, and which of them a row speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assembler.foreign.targets import Target
from assembler.foreign.wording import plain
from assembler.forms.codes import Codes
from assembler.workbook.layout import Path, Table
from assembler.workbook.names import NAMING, name_of
from schemas.paths import pointer_of

KEYS: tuple[tuple[str, ...], ...] = (  # by which an item is known again, the surest first
    ("identifier",),
    ("ico", "name"),
    ("ico", "type"),
    ("code",),
    ("number",),
    ("source", "year"),
    ("measure",),
    ("person.last_name", "person.first_name"),
    ("name",),
    ("text",),
    ("activity",),
    ("short",),
    ("term",),
    ("title",),
)
SIGNS: tuple[tuple[str, ...], ...] = (("identifier",), ("code",), ("number",), ("name",))  # what two may share
KIND = "ico+type:"
SURE = ("identifier", "ico")  # two items that differ in one of these are not the same


@dataclass(frozen=True, slots=True)
class Known:
    """Položka plánu."""

    pointer: str
    item: dict[str, Any]
    holder: str  # the pointer of the item to whose list it belongs; of nested ones of a kind, of the uppermost


def items_of(content: Any, table: Table) -> Iterator[Known]:
    """In the order of the content."""
    if table.parent is None:
        yield from below(content, "", table)
    else:
        for holder in items_of(content, table.parent):
            yield from below(holder.item, holder.pointer, table)


def below(holder: Any, pointer: str, table: Table) -> Iterator[Known]:
    for route in table.routes:
        yield from listed(holder, pointer, route, table)


def listed(holder: Any, pointer: str, route: Path, table: Table) -> Iterator[Known]:
    value, here = holder, pointer
    for step in route:
        value, here = (value.get(step) if isinstance(value, dict) else None), pointer_of(here, step)
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield Known(f"{here}/{index}", item, pointer)
            if table.again:
                yield from listed(item, f"{here}/{index}", table.again, table)


def codes_of(content: Any) -> dict[str, str]:
    """The codes of the strategy by pointer, also those that nobody typed."""
    return {"/" + "/".join(each.steps): each.code for each in Codes(content).all()}


# ---------------------------------------------------------------- to whom a row belongs


class Holders:
    """Kam řádky patří: what rows of a list may belong to, by any name of it."""

    def __init__(self, content: Any, target: Target) -> None:
        self.content, self.codes = content, codes_of(content)
        parents = target.table.parents
        self.all = [*items_of(content, parents)] if parents is not None else []
        self.pointers = frozenset(each.pointer for each in self.all)
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for each in self.all:
            for name in self.names(each):
                self.by_name[name].append(each.pointer)

    def names(self, known: Known) -> set[str]:
        """Plain: by identifiers, code, name, year, and „code name“."""
        code = self.codes.get(known.pointer, "")
        said = [known.item.get(key) for key in ("id", "identifier", "code", "year", *NAMING)]
        if isinstance(measure := known.item.get("measure"), str):
            said += [measure, *self.of_measure(measure)]
        names = [str(each) for each in said if isinstance(each, str | int)]
        return {plain(each) for each in (*names, code, *(f"{code} {name}" for name in names))} - {""}

    def of_measure(self, identifier: str) -> Iterator[str]:
        """What the measure is called that an item of an action plan refers to."""
        for pointer, code in self.codes.items():
            item = at(self.content, pointer)
            if isinstance(item, dict) and item.get("id") == identifier:
                yield from (code, str(item.get("name", "")))

    def find(self, said: str) -> str | None:
        """The pointer of the only one of this name; „1.1 – Doprava“ begins with a code."""
        wanted = plain(said)
        found = {*self.by_name.get(wanted, ())}
        if not found:
            found = {each for name in leading(wanted) for each in self.by_name.get(name, ())}
        return found.pop() if len(found) == 1 else None

    def labelled(self) -> list[tuple[str, str]]:
        """Pointers with what a person knows them by."""
        return [(each.pointer, self.label(each)) for each in self.all]

    def label(self, known: Known) -> str:
        name = name_of({key: value for key, value in known.item.items() if key != "code"})
        measure = next(self.of_measure(str(known.item.get("measure", ""))), "") if not name else ""
        year = known.item.get("year")
        called = name or measure or (str(year) if year else "")
        return " ".join(filter(None, (self.codes.get(known.pointer), called))) or "–"


def leading(wanted: str) -> Iterator[str]:
    """„1 1 doprava“: the digits at its beginning, as a code."""
    digits = []
    for word in wanted.split():
        if not word.isdecimal():
            break
        digits.append(word)
    if digits:
        yield " ".join(digits)


def at(content: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        content = content[int(step)] if isinstance(content, list) else content.get(step)
    return content


# ---------------------------------------------------------------- which item a row is


class Matches:
    """Položky, které v plánu jsou, by everything by which they can be known again."""

    def __init__(self, content: Any, target: Target) -> None:
        codes = codes_of(content)
        self.anywhere = not target.nested or "id" in target.part.fields  # what others refer to is there only once
        self.items = [*items_of(content, target.table)]
        self.signs = SIGNS if "identifier" in target.part.fields else (("ico",), *SIGNS)
        self.by_key: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for known in self.items:
            values = flat(known.item)
            values.setdefault("code", codes.get(known.pointer, ""))
            for key in keys_of(values, {*KEYS, *self.signs}):
                self.by_key[(key, "" if self.anywhere else known.holder)].append(known)

    def find(self, values: Mapping[str, Any], holder: str) -> tuple[Known | None, bool]:
        """The item of a row, and whether it is in doubt which one: several bear its name."""
        for key in keys_of(values):
            found = [each for each in self.candidates(key, holder) if agrees(values, each.item, key)]
            if len(found) == 1:
                return found[0], False
            if len(found) > 1:
                return None, True
        return None, False

    def alike(self, values: Mapping[str, Any], holder: str, known: Known | None) -> list[Known]:
        """Items that share a name or a number with a row and differ in the other: a person says if they are one.

        `known` is the item that was found; it comes first, and is asked about only if it is called otherwise.
        """
        if known is not None and not called_otherwise(values, known.item):
            return []
        found = [known] if known is not None else []
        for key in keys_of(values, self.signs):
            found += [each for each in self.candidates(key, holder) if each not in found]
        return found

    def candidates(self, key: str, holder: str) -> list[Known]:
        return self.by_key.get((key, "" if self.anywhere else holder), [])


def flat(item: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """Single values of an item by their keys („person.last_name“)."""
    found: dict[str, Any] = {}
    for key, value in item.items():
        if isinstance(value, dict):
            found |= flat(value, f"{path}{key}.")
        elif isinstance(value, str | int):
            found[f"{path}{key}"] = value
    return found


def keys_of(values: Mapping[str, Any], keys: Iterable[tuple[str, ...]] = KEYS) -> Iterator[str]:
    """What an item is known by: „ico+name:00246476/domov“; a key needs all of its values."""
    for fields in keys:
        said = [plain(str(values.get(each) or "")) for each in fields]
        if all(said):
            yield f"{'+'.join(fields)}:{'/'.join(said)}"


def agrees(values: Mapping[str, Any], item: Mapping[str, Any], key: str) -> bool:
    """Whether no sure sign says that they are two; one organisation may have two services of a kind."""
    sure = (*SURE, "name") if key.startswith(KIND) else SURE
    pairs = ((values.get(each), item.get(each)) for each in sure)
    return not any(one and other and plain(str(one)) != plain(str(other)) for one, other in pairs)


def called_otherwise(values: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    """Whether both have a name, and not the same one."""
    said, name = plain(str(values.get("name") or "")), plain(str(item.get("name") or ""))
    return bool(said and name) and said != name
