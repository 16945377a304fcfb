"""Jména v sešitu: „Kraj Vysočina [kraj]“ for the identifier kraj, „obrázek 120 kB [3f…]“ for a picture."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from schemas.base import Part, PartOf, PartsOf
from schemas.finance import DEFAULT_SOURCES
from schemas.plan import Plan

MOST = 60  # characters of a name that stands before an identifier
NAMING = ("name", "title", "caption", "heading", "term", "short", "text")  # fields by which one knows an item
IN_BRACKETS = re.compile(r"[\[\]\s]+")
PICTURE = re.compile(r"\[([0-9a-f]{12})\]\s*$")


class Names:
    """What can be referred to, by the class of its part; and the pictures, which cells only name."""

    def __init__(self) -> None:
        self.ids: dict[str, dict[str, str]] = defaultdict(dict)  # class -> identifier -> name
        self.pictures: dict[str, str] = {}  # start of the SHA-256 -> base64

    def shown(self, to: str, identifier: str) -> str:
        name = self.ids[to].get(identifier, "")
        return f"{name} [{identifier}]" if name and identifier in self.ids[to] else identifier

    def known(self, to: str, identifier: str) -> bool:
        return identifier in self.ids[to]

    def by_name(self, to: str, name: str) -> str:
        """The identifier of the only thing of this name, or nothing."""
        wanted = short(name).casefold()
        found = [key for key, each in self.ids[to].items() if each.casefold() == wanted]
        return found[0] if wanted and len(found) == 1 else ""

    def add(self, part: type[Part], item: dict[str, Any]) -> None:
        identifier = item.get("id")
        if isinstance(identifier, str) and identifier:
            self.ids[part.__name__].setdefault(identifier, name_of(item))

    def listed(self, to: str) -> list[str]:
        return [self.shown(to, identifier) for identifier in self.ids[to]]

    # ---------------------------------------------------------------- pictures

    def keep(self, data: str) -> str:
        """A picture is kept beside; returns what its cell says."""
        digest = hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        self.pictures[digest] = data
        return f"obrázek {len(data) * 3 // 4000 + 1} kB [{digest}]"

    def kept(self, said: str) -> str | None:
        found = PICTURE.search(said)
        return self.pictures.get(found[1]) if found else None


def name_of(item: object) -> str:
    """By what one knows an item: „2.1 Dostupné služby“."""
    if not isinstance(item, dict):
        return ""
    if isinstance(item.get("person"), dict):
        return person_of(item["person"])
    code = item.get("code")
    name = next((each for key in NAMING if isinstance(each := item.get(key), str) and each.strip()), "")
    return short(f"{code} {name}" if isinstance(code, str) else name)


def person_of(person: dict[str, Any]) -> str:
    words = (person.get(key) for key in ("first_name", "last_name"))
    return short(" ".join(each for each in words if isinstance(each, str)))


def short(name: str) -> str:
    line = " ".join(IN_BRACKETS.sub(" ", name).split())
    return line if len(line) <= MOST else line[: MOST - 1].rstrip() + "…"


def names_of(content: object) -> Names:
    """Everything in a content that bears an identifier."""
    found = Names()
    gather(content, Plan, found)
    if not (isinstance(content, dict) and content.get("funding_sources")):
        found.ids["FundingSource"].update({each["id"]: each["name"] for each in DEFAULT_SOURCES})
    return found


def gather(raw: object, part: type[Part], found: Names) -> None:
    if not isinstance(raw, dict):
        return
    found.add(part, raw)
    for key, value in raw.items():
        field = part.fields.get(key)
        if isinstance(field, PartOf):
            for each in items(value, field):
                gather(each, field.part_class, found)


def items(value: object, field: PartOf) -> Iterator[object]:
    if isinstance(field, PartsOf):
        yield from value if isinstance(value, list) else ()
    else:
        yield value
