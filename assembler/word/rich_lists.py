"""Lists of formatted texts: the style whose numbers or bullets they bear, or labels as text where there is none.

Word keeps its list styles out of a file until somebody uses them, so a town's own template may well lack them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assembler.word.inlines import Node
from assembler.word.numbering import numeral
from assembler.word.styles import ListRef, Style, Styles

DEEPEST = 2  # three levels: List Bullet, List Bullet 2, List Bullet 3
FORMS = {  # pandoc's name of a numbering -> ST_NumberFormat (17.18.59)
    "LowerAlpha": "lowerLetter",
    "UpperAlpha": "upperLetter",
    "LowerRoman": "lowerRoman",
    "UpperRoman": "upperRoman",
}
DELIMITERS = {"OneParen": "{})", "TwoParens": "({})"}
BULLETS = ("•", "–", "•")


@dataclass(frozen=True, slots=True)
class ListLook:
    """How the items of a list look; without `numbers` their labels are text."""

    style: str
    numbers: ListRef | None
    level: int
    direct: bool = False  # each paragraph says its numbers, for the style has none or others


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where lists stand: in paragraphs of a style, which may have companions („Text karty odrážky“)."""

    styles: Styles
    base: str
    small: bool  # a footnote: lists keep its style although it has no companions

    def companion(self, name: str) -> Style | None:
        base = self.styles.by_id.get(self.base)
        return self.styles.by_id.get(self.styles.id_of(f"{base.name} {name}")) if base else None

    def continued(self, level: int) -> str:
        """The style of what stands in an item besides its first paragraph."""
        own = self.companion("pokračování")
        if own is not None:
            return own.id
        if self.small or self.companion("odrážky") is not None:
            return self.base
        return self.styles.id_of(numbered_name("List Continue", level)) or self.base

    def look(self, node: Node, level: int) -> ListLook:
        """The look of a list; one that is deeper than the styles go stays on the last level."""
        level = min(level, DEEPEST)
        ordered = node["t"] == "OrderedList"
        own = self.companion("číslování" if ordered else "odrážky")
        keeping = own.id if own else self.base if self.small else ""
        for place, style, numbers in self.candidates(own, ordered, level):
            known = self.styles.level(numbers)
            if known is not None and wanted(node) in ("", known.format):
                return ListLook(keeping or style, numbers, place, direct=keeping not in ("", style))
        return ListLook(self.continued(level), None, level)

    def candidates(self, own: Style | None, ordered: bool, level: int) -> Iterator[tuple[int, str, ListRef]]:
        """Levels, the styles that number so (empty where none does by itself), and their lists; the best first.

        The companion of the base style, Word's own style of that level, and then its others, for a numbering that the
        level does not have: a), b) in the first one.
        """
        if own is not None and own.list is not None:
            yield level, "" if level else own.id, ListRef(own.list.num, own.list.level + level)
        usual = "List Number" if ordered else "List Bullet"
        for place in sorted(range(DEEPEST + 1), key=level.__ne__):
            found = self.styles.by_id.get(self.styles.id_of(numbered_name(usual, place)))
            if found is not None and found.list is not None:
                yield place, found.id, found.list


def wanted(node: Node) -> str:
    """The numbering that the author asked for; empty when any will do (CommonMark knows only one)."""
    return FORMS.get(node["c"][0][1]["t"], "") if node["t"] == "OrderedList" else ""


def label(node: Node, index: int, level: int) -> str:
    """The label of an item as text: „3.“, „c)“, „•“."""
    if node["t"] != "OrderedList":
        return BULLETS[level]
    start, _, delimiter = node["c"][0]
    return DELIMITERS.get(delimiter["t"], "{}.").format(numeral(wanted(node), start + index))


def numbered_name(name: str, level: int) -> str:
    """ "List Bullet", "List Bullet 2", "List Bullet 3"."""
    return name if level == 0 else f"{name} {level + 1}"
