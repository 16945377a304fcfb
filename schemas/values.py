"""Values of the content that are more than a string or a number; all are immutable."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

ONE_LETTER = re.compile(r"\b([aikosuvz]) ", re.IGNORECASE)


class Choice(StrEnum):
    """An enumeration of the content: the value is the English code, the label is what Czech readers see."""

    label: str
    printed: str  # the label in a document, where a word of one letter ends no line (ČSN 01 6910)

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.printed = ONE_LETTER.sub("\\1\u00a0", label)
        return member


class Leaf(str):
    """A text of the content that knows its place: an ordinary string with the pointer it came from.

    Made by `assembler.typeset`; whoever prints it can say where it stands in the content.
    """

    __slots__ = ("field", "owner")
    owner: str  # the pointer of its part
    field: str  # its field, and its index in a list of texts: "name", "risks/0"

    def __new__(cls, text: str, owner: str, field: str) -> Self:
        leaf = super().__new__(cls, text)
        leaf.owner = owner
        leaf.field = field
        return leaf

    @property
    def pointer(self) -> str:
        return f"{self.owner}/{self.field}"


class Label(str):
    """The label of a part ("2.1.3"), computed or the content's own: references to the part show it and jump to it."""

    __slots__ = ("leaf", "owner")
    owner: str
    leaf: Leaf | None  # the text of the content that it is, if it is not computed

    def __new__(cls, text: str, owner: str) -> Self:
        label = super().__new__(cls, text)
        label.owner = owner
        label.leaf = text if isinstance(text, Leaf) else None
        return label


class TextFormat(Choice):
    """Formát textu."""

    COMMONMARK = "commonmark", "CommonMark (odstavce, seznamy, tabulky, odkazy)"
    HTML = "html", "HTML (jen povolené značky)"
    PLAIN = "plain", "prostý text"


@dataclass(frozen=True, slots=True)
class Rich:
    """Formátovaný text: the source of a text with paragraphs, lists, tables, links and footnotes.

    False when there is nothing in it.
    """

    text: str = ""
    format: TextFormat = TextFormat.COMMONMARK
    pointer: str = dataclasses.field(default="", compare=False)

    def __bool__(self) -> bool:
        return bool(self.text.strip())


NO_TEXT = Rich()
