"""Generated raw content of the whole schema: every kind of field, hostile texts, parts present or absent.

A plan is made from a seed and a density (how many of the optional parts and fields there are); the same seed gives the
same plan on every machine.
"""

from __future__ import annotations

import base64
import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from schemas.base import Part, PartOf, PartsOf
from schemas.fields import (
    Choices,
    Day,
    Flag,
    HouseField,
    Identifier,
    Money,
    Number,
    Numbers,
    OneOf,
    Reference,
    References,
    RichText,
    Rows,
    Text,
    Texts,
    Whole,
    Year,
)
from schemas.media import Image
from schemas.plan import Plan
from schemas.strategy import MAX_DEPTH, Level, Node
from tests.word_files import image

NASTY = (
    "{{ title }}",
    "{% if title %}",
    "{_{ title }_}",
    "{%tr for a in b %}",
    "<w:p/> & </w:t>",
    "]]>",
    "&amp; &#65;",
    "<script>alert(1)</script>",
    "=1+1",
    "emoji 👩‍🦽 🇨🇿",
    "první\nřádek\tdruhý",
    "„uvozovky“ \"rovné\" 'ano'",
    "v 10 % 1.3.2018 - 29.02.2020",
    "مرحبا \u202eobráceně\u202c",
    "  kolem  ",
    "0",
    "-",
    "x" * 10_000,
    "slovo " * 400,
)
PICTURE = base64.b64encode(image()).decode()
MASKS = ("{1}", "{1}.{2}", "{1}.{2}.{3}", "{1:A}.{2:i}", "bez čísla", "{1}.{2}.{3}.{4}.{5}")


class Author:
    """Writes the content of one plan."""

    def __init__(self, seed: int, density: float, format: str = "plain") -> None:
        self.chance = random.Random(seed)
        self.density = density
        self.format = format
        self.ids: dict[str, list[str]] = defaultdict(list)
        self.references: list[tuple[dict[str, Any], str, str, bool]] = []  # holder, key, class, many
        self.words = 0

    def plan(self) -> dict[str, Any]:
        made = self.part(Plan, 0)
        made["title"] = self.text()
        for holder, key, to, many in self.references:
            known = self.ids[to]
            if known:
                holder[key] = self.chance.sample(known, min(2, len(known))) if many else self.chance.choice(known)
        return made

    def part(self, part_class: type[Part], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, field in part_class.fields.items():
            if self.chance.random() < self.density or field.required:
                self.fill(made, name, field, part_class, depth + (part_class is Node))
        return made

    def fill(self, made: dict[str, Any], name: str, field: HouseField, owner: type[Part], depth: int) -> None:
        if isinstance(field, Reference | References):
            self.references.append((made, name, field.to, isinstance(field, References)))
        elif isinstance(field, Identifier):
            made[name] = f"id-{sum(map(len, self.ids.values()))}"
            self.ids[owner.__name__].append(made[name])
        elif isinstance(field, PartsOf):
            deep = field.part_class is Node and depth >= MAX_DEPTH - 1
            made[name] = [self.part(field.part_class, depth) for _ in range(0 if deep else self.chance.randint(0, 2))]
        elif isinstance(field, PartOf):
            made[name] = self.part(field.part_class, depth)
        elif owner is Level and name == "mask":
            made[name] = self.chance.choice(MASKS)
        elif not field.printed:
            made.update(self.unprinted(name, field, owner))
        else:
            made[name] = self.value(field)

    def unprinted(self, name: str, field: HouseField, owner: type[Part]) -> dict[str, Any]:
        """Fields that serve the program: pictures have data, the others what their examples say."""
        if owner is Image:
            return {"data": self.chance.choice((PICTURE, PICTURE, "AAAA"))}
        return {} if name in ("file", "data") else {name: field.example}

    def value(self, field: HouseField) -> Any:
        return next(write(self, field) for kind, write in WAYS.items() if isinstance(field, kind))

    def text(self, limit: int = 200_000) -> str:
        """A text of its own: no two texts of a plan are equal, so that each must be printed in its own place."""
        self.words += 1
        mark = f"t{self.words}"
        text = f"{mark} {self.chance.choice(NASTY)}" if self.chance.random() < 0.5 else f"{mark} prostý text"
        return text if len(text) <= limit else mark

    def rich(self) -> Any:
        if self.format == "plain":
            return {"text": f"{self.text()}\n\n{self.text()}", "format": "plain"}
        return self.chance.choice(RICH)(self.text, self.format)

    def cell(self) -> Any:
        return self.chance.choice((self.text(), 12.5, None, 0, self.text()))


def commonmark(text: Callable[[], str], _: str) -> str:
    """Formatted text with everything that has words; the words themselves are plain."""
    words = [text().split()[0] for _ in range(12)]
    return (
        "{}, **{}** *{}*\n\n1. {}\n   - {}\n2. {}\n\n> {}\n\n|{}|{}|\n|-|-|\n|{}|{}|\n\n# {}\n\nx[^1]\n\n[^1]: y\n"
    ).format(*words)


def html(text: Callable[[], str], _: str) -> dict[str, str]:
    words = [text().split()[0] for _ in range(5)]
    source = "<p>{} <b>{}</b></p><ol><li>{}</li></ol><blockquote>{}</blockquote><h2>{}</h2>".format(*words)
    return {"text": source, "format": "html"}


RICH: tuple[Callable[[Callable[[], str], str], Any], ...] = (commonmark, html, lambda text, _: text().split()[0])
WAYS: dict[type[HouseField], Callable[[Author, Any], Any]] = {
    RichText: lambda author, _: author.rich(),
    Rows: lambda author, _: [[author.cell() for _ in range(author.chance.randint(0, 3))] for _ in range(2)],
    Numbers: lambda author, _: [author.chance.choice((None, 0, 1.5, 1200)) for _ in range(author.chance.randint(0, 3))],
    Choices: lambda author, field: author.chance.sample([each.value for each in field.choices], 1),
    Texts: lambda author, _: [author.text() for _ in range(author.chance.randint(0, 3))],
    Text: lambda author, field: author.text(field.limit),
    OneOf: lambda author, field: author.chance.choice([each.value for each in field.choices]),
    Flag: lambda author, _: author.chance.random() < 0.5,
    Day: lambda author, _: f"20{author.chance.randint(18, 22)}-0{author.chance.randint(1, 9)}-11",
    Year: lambda author, _: author.chance.randint(2018, 2023),
    Whole: lambda author, field: author.chance.randint(int(field.least or 0), int(field.most or 6)),
    Money: lambda author, _: author.chance.choice((0, 1000, 12345.67)),
    Number: lambda author, field: author.chance.randint(int(field.least or 0), int(field.most or 90)),
}
