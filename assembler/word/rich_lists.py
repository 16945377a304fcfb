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


def list_look(styles: Styles, base: str, node: Node, level: int) -> ListLook:
    """The look of a list inside paragraphs of the base style; a list deeper than the styles go stays on the last."""
    level = min(level, DEEPEST)
    for place, style in fitting(styles, base, node["t"] == "OrderedList", level):
        known = styles.level(style.list) if style.list else None
        if known is not None and wanted(node) in ("", known.format):
            return ListLook(style.id, style.list, place)
    return ListLook(continued(styles, base, level), None, level)


def fitting(styles: Styles, base: str, ordered: bool, level: int) -> Iterator[tuple[int, Style]]:
    """Styles for a list with the levels that they stand for, the best first.

    The one that goes with the base style („Text tabulky odrážky“), Word's own of that level, and then its others, for
    a numbering that the level does not have (a), b) in the first one).
    """
    own = styles.by_id.get(base)
    names = [(level, f"{own.name} {'číslování' if ordered else 'odrážky'}")] if own and level == 0 else []
    usual = "List Number" if ordered else "List Bullet"
    names += [(place, numbered_name(usual, place)) for place in sorted(range(DEEPEST + 1), key=level.__ne__)]
    for place, name in names:
        found = styles.by_id.get(styles.id_of(name))
        if found is not None:
            yield place, found


def wanted(node: Node) -> str:
    """The numbering that the author asked for; empty when any will do (CommonMark knows only one)."""
    return FORMS.get(node["c"][0][1]["t"], "") if node["t"] == "OrderedList" else ""


def label(node: Node, index: int, level: int) -> str:
    """The label of an item as text: „3.“, „c)“, „•“."""
    if node["t"] != "OrderedList":
        return BULLETS[level]
    start, _, delimiter = node["c"][0]
    return DELIMITERS.get(delimiter["t"], "{}.").format(numeral(wanted(node), start + index))


def continued(styles: Styles, base: str, level: int) -> str:
    """The style of what stands in an item besides its first paragraph."""
    return styles.id_of(numbered_name("List Continue", level)) or base


def numbered_name(name: str, level: int) -> str:
    """ "List Bullet", "List Bullet 2", "List Bullet 3"."""
    return name if level == 0 else f"{name} {level + 1}"
