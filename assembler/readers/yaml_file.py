"""YAML as coordinators write it: one document, the core schema of YAML 1.2, no tags, aliases or anchors.

Unquoted `no`, `1:30` and `2020-03-01` stay text (in YAML 1.1 they would silently become false, 90 and a date).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from assembler.errors import Unreadable
from assembler.readers.numbers import exact, whole
from assembler.readers.source import DUPLICATE_KEY, EMPTY_FILE, MAX_DEPTH, NESTED, Source
from assembler.readers.text import decode
from schemas.findings import Location, Verbatim, error
from schemas.paths import pointer_of

NAME = "YAML"
EXTENSIONS = ("yaml", "yml")
MEDIA_TYPES = ("application/yaml", "application/x-yaml", "text/yaml")

NOT_YAML = error(
    "not_yaml",
    "Soubor není platný YAML: chyba je na řádku {line} ve sloupci {column}{hint}.",
    "Not valid YAML: line {line}, column {column}{hint_en}.",
)
TAB = Verbatim(" (odsazujte mezerami, ne tabulátorem)"), Verbatim(" (indent with spaces, not tabs)")
UNCLOSED = "unexpected end of stream"
HINTS = {  # the commonest slips by the words of the parser
    "mapping values are not allowed": (
        Verbatim(" (hodnotu s dvojtečkou a mezerou dejte do uvozovek; co patří k sobě, odsaďte stejně)"),
        Verbatim(" (quote a value with a colon and a space; indent what belongs together alike)"),
    ),
    "expected key": (
        Verbatim(" (co patří k sobě, odsaďte stejně; hodnotu s uvozovkami uvnitř dejte celou do apostrofů)"),
        Verbatim(" (indent what belongs together alike; put a value with quotes inside into apostrophes)"),
    ),
    "expected ',' or": (
        Verbatim(" (před tímto místem chybí čárka nebo konec závorky)"),
        Verbatim(" (a comma or a closing bracket is missing before)"),
    ),
    UNCLOSED: (
        Verbatim(" (uvozovky, které tu začínají, nemají konec)"),
        Verbatim(" (the quotes that begin here do not end)"),
    ),
    "cannot start any token": (
        Verbatim(" (hodnotu, která začíná tímto znakem, dejte do uvozovek)"),
        Verbatim(" (quote a value that begins with this character)"),
    ),
}
NO_HINT = Verbatim(""), Verbatim("")
NOT_ALLOWED = error(
    "yaml_feature",
    "YAML smí obsahovat jen prosté hodnoty: {what} na řádku {line} tu být nesmí.",
    "Only plain YAML values are read: no {what} (line {line}).",
)
CHARACTER = error(
    "yaml_character",
    "Soubor obsahuje na řádku {line} znak {character}, který v YAML být nesmí. Smažte ho.",
    "The character {character} on line {line} is not allowed in YAML.",
)
SEVERAL_DOCUMENTS = error(
    "several_documents",
    "Soubor má více dokumentů oddělených „---“ (řádek {line}). Nechte v něm jeden.",
    "The file holds more than one YAML document (line {line}).",
)
BAD_KEY = error("bad_key", "Klíč na řádku {line} není prostý text.", "The key on line {line} is not plain text.")

# YAML 1.2.2, 10.3.2 (core schema)
NULL = re.compile(r"~|null|Null|NULL|")
BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
INTEGER = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

Event = Any  # PyYAML's stubs know no useful type of an event
LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)  # only its parser is used: nothing is ever constructed


def parse(text: str) -> Iterator[Event]:
    return iter(yaml.parse(text, LOADER))


def read(data: bytes) -> Source:
    """Raw content of a YAML file; raises Unreadable."""
    text = decode(data)
    builder = Builder()
    builder.run(events(text))
    return Source(builder.result, lambda pointers: places(text, pointers))


def events(text: str) -> Iterator[Event]:
    """The parse events; a fault of the text, also one of its characters, raises Unreadable."""
    try:
        yield from parse(text)
    except yaml.MarkedYAMLError as wrong:
        line, column = place_of(wrong)
        hint, hint_en = TAB if "\\t" in str(wrong.problem) or tab_at(text, line) else hint_of(wrong)
        finding = NOT_YAML.at("", line=line, column=column, hint=hint, hint_en=hint_en)
        raise Unreadable(finding.located("", Location(line=line, column=column))) from None
    except yaml.reader.ReaderError as wrong:
        code: Any = wrong.character  # the first one that YAML calls not printable (1.2.2, production [1])
        line = text.count("\n", 0, text.find(chr(code))) + 1
        finding = CHARACTER.at("", line=line, character=f"U+{code:04X}")
        raise Unreadable(finding.located("", Location(line=line))) from None


def place_of(wrong: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Line and column from 1: where the parser stopped; of quotes without an end, where they begin."""
    unclosed = UNCLOSED in str(wrong.problem)
    mark = (wrong.context_mark if unclosed else wrong.problem_mark) or wrong.problem_mark or wrong.context_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def hint_of(wrong: yaml.MarkedYAMLError) -> tuple[Verbatim, Verbatim]:
    return next((hints for words, hints in HINTS.items() if words in str(wrong.problem)), NO_HINT)


def tab_at(text: str, line: int) -> bool:
    lines = text.split("\n", line)
    return line <= len(lines) and lines[line - 1].lstrip(" ").startswith("\t")


def scalar(event: Event) -> object:
    """The value of a scalar by the core schema; quoted and block scalars are text."""
    text: str = event.value
    if event.style:
        return text
    if NULL.fullmatch(text):
        return None
    if BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if INTEGER.fullmatch(text):
        return whole(text)
    if FLOAT.fullmatch(text):
        return exact(text)
    return text


class Builder:
    """Builds raw content from events with a stack of its own: no recursion, no expansion."""

    def __init__(self) -> None:
        self.result: object = None
        self.stack: list[Any] = []  # open lists and dicts
        self.keys: list[Any] = []  # the waiting key of each open dict; None for lists and before a key
        self.documents = 0

    def run(self, stream: Iterator[Event]) -> None:
        for event in stream:
            self.refuse(event)
            if isinstance(event, yaml.ScalarEvent):
                self.add(scalar(event), event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self.open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
                self.keys.pop()
        if not self.documents:
            raise Unreadable(EMPTY_FILE.at(""))

    def refuse(self, event: Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        what = None
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise Unreadable(SEVERAL_DOCUMENTS.at("", line=line).located("", Location(line=line)))
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            what = "zástupce (* nebo &)"
        elif getattr(event, "tag", None):
            what = "značka typu (!)"
        if what:
            raise Unreadable(NOT_ALLOWED.at("", what=what, line=line).located("", Location(line=line)))

    def open(self, event: Event) -> None:
        if len(self.stack) >= MAX_DEPTH:
            place = Location(line=event.start_mark.line + 1)
            raise Unreadable(NESTED.at("", limit=MAX_DEPTH).located("", place))
        made: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.add(made, event)
        self.stack.append(made)
        self.keys.append(None)

    def add(self, value: object, event: Event) -> None:
        if not self.stack:
            self.result = value
        elif isinstance(self.stack[-1], list):
            self.stack[-1].append(value)
        elif self.keys[-1] is None:
            self.keys[-1] = self.key(value, event)
        else:
            self.stack[-1][self.keys[-1]] = value
            self.keys[-1] = None

    def key(self, value: object, event: Event) -> str:
        line = event.start_mark.line + 1
        if not isinstance(event, yaml.ScalarEvent) or event.value == "":
            raise Unreadable(BAD_KEY.at("", line=line).located("", Location(line=line)))
        name = str(event.value)
        if name in self.stack[-1]:
            raise Unreadable(DUPLICATE_KEY.at("", key=name).located("", Location(line=line)))
        return name


def places(text: str, pointers: Sequence[str]) -> dict[str, Location]:
    """The lines of values: the text is parsed once more, only when something is to be told."""
    wanted = set(pointers)
    found: dict[str, Location] = {}
    stack: list[tuple[str, Any]] = []  # (pointer of the open collection, its waiting key or next index)
    for event in parse(text):
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            continue
        if not isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
            continue
        pointer = step(stack, event)
        if pointer in wanted:
            mark: Any = event.start_mark
            found[pointer] = Location(line=mark.line + 1, column=mark.column + 1)
        if pointer is not None and isinstance(event, yaml.CollectionStartEvent):
            stack.append((pointer, 0 if isinstance(event, yaml.SequenceStartEvent) else None))
    return found


def step(stack: list[tuple[str, Any]], event: Event) -> str | None:
    """The pointer of the value that an event begins; None for a key."""
    if not stack:
        return ""
    base, waiting = stack[-1]
    if isinstance(waiting, int):
        stack[-1] = (base, waiting + 1)
        return pointer_of(base, waiting)
    if waiting is None:
        stack[-1] = (base, event.value)
        return None
    stack[-1] = (base, None)
    return pointer_of(base, waiting)
