"""Template tags ({{ … }}, {% … %}, {# … #}) as they stand in the parts of a template, and their places for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word.xml import w

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
OPENERS = {"for": "endfor", "if": "endif"}
MIDDLES = {"else": ("for", "if"), "elif": ("if",)}
WORD = re.compile(r"\{%(?:(?:p|tr|tc|r)\s)?\s*(\w+)")
PART_NAMES = {
    "document": Sentence("text dokumentu"),
    "header": Sentence("záhlaví"),
    "footer": Sentence("zápatí"),
    "footnotes": Sentence("poznámky pod čarou"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag stands, as someone with the template open in Word would look for it."""

    part: str  # "word/document.xml"
    paragraph: int  # from 1, counting all paragraphs of the part
    text: str  # of the paragraph

    def __str__(self) -> str:
        name = re.sub(r"\d+$", "", self.part.rpartition("/")[2].removesuffix(".xml"))
        shown = self.text if len(self.text) <= 100 else self.text[:99] + "…"
        part = PART_NAMES.get(name, self.part)
        return Sentence("%(part)s, %(number)s. odstavec: „%(text)s“", part=part, number=self.paragraph, text=shown)


class Places:
    """The tags of a part in their order, each with its place; asked in the same order once the part is patched."""

    def __init__(self, part: str, root: etree._Element) -> None:
        self.part = part
        self.found = list(tagged_paragraphs(part, root))
        self.position = 0

    def of(self, tag: str) -> Place:
        """The place of the next tag that reads like this one (patching only removes or repeats tags)."""
        wanted = normal(tag)
        for index in range(self.position, len(self.found)):
            if self.found[index][0] == wanted:
                self.position = index + 1
                return self.found[index][1]
        return self.found[self.position - 1][1] if self.position else Place(self.part, 1, tag)


def tagged_paragraphs(part: str, root: etree._Element) -> Iterator[tuple[str, Place]]:
    for number, paragraph in enumerate(root.iter(w("p")), start=1):
        text = text_of(paragraph, "t")
        if "{" in text:
            place = Place(part, number, text)
            yield from ((normal(tag[0]), place) for tag in TAG.finditer(text))


def text_of(element: etree._Element, name: str) -> str:
    """The text of all w:t (or w:instrText …) below an element."""
    return "".join(each.text or "" for each in element.iter(w(name)))


def normal(tag: str) -> str:
    """The tag as docxtpl leaves it: straight quotes, without its p, tr, tc, r; and without spaces."""
    return re.sub(r"\s+", "", re.sub(r"^(\{[{%#]-?)\s*(?:p|tr|tc|r)\s", r"\1", tag.translate(STRAIGHT)))


def keyword(tag: str) -> str:
    """`for`, `endif`, `set` … of a statement; empty for the other tags."""
    match = WORD.match(tag)
    return match[1] if match else ""


def to_xml(source: str) -> str:
    """Patched source with the insides of its tags escaped, so that the whole parses as XML."""
    return TAG.sub(lambda tag: escape(unescape(tag[0]), {'"': "&quot;"}), source)


def from_xml(source: str) -> str:
    """Serialized XML with the insides of its tags readable by Jinja again."""
    return TAG.sub(lambda tag: unescape(tag[0]), source)


@dataclass(slots=True)
class Open:
    """A statement that waits for its end."""

    word: str
    place: Place


class Balance:
    """Proves that statements open and close among the children of the same element: then the output is well-formed."""

    def __init__(self) -> None:
        self.open: list[Open] = []

    def see(self, tag: str, place: Place) -> None:
        word = keyword(tag)
        if word in OPENERS:
            self.open.append(Open(word, place))
        elif word in MIDDLES:
            if not self.open or self.open[-1].word not in MIDDLES[word]:
                raise TemplateError(
                    Sentence(
                        "Značka %(tag)s nepatří k žádné otevřené {%% if %%} ani {%% for %%} na stejné úrovni.", tag=tag
                    ),
                    str(place),
                )
        elif word in OPENERS.values():
            if not self.open or OPENERS[self.open[-1].word] != word:
                raise TemplateError(self.unexpected(tag), str(place))
            self.open.pop()

    def unexpected(self, tag: str) -> str:
        if not self.open:
            return Sentence(
                "Značka %(tag)s tu nic nezavírá. Začátek je možná v jiném odstavci: použijte {%%p … %%}, {%%tr … %%}.",
                tag=tag,
            )
        return Sentence(
            "Značka %(tag)s nezavírá {%% %(word)s %%}, otevřené jako poslední (%(place)s).",
            tag=tag,
            word=self.open[-1].word,
            place=str(self.open[-1].place),
        )

    def finish(self) -> None:
        if self.open:
            last = self.open[-1]
            end = OPENERS[last.word]
            raise TemplateError(
                Sentence(
                    "Značka {%% %(word)s … %%} nemá na stejné úrovni svůj konec {%% %(end)s %%}. "
                    "Přes více odstavců se píše {%%p %(word)s … %%} a {%%p %(end)s %%}, přes řádky tabulky {%%tr …%%}.",
                    word=last.word,
                    end=end,
                ),
                str(last.place),
            )
