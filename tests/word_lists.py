"""The numbers of lists as Word counts them, read from a finished document."""

from __future__ import annotations

from collections.abc import Callable

from docx.oxml.ns import qn
from lxml import etree

from tests.word_files import LISTS, Printed, visible


def letters(number: int) -> str:
    return chr(ord("a") + number - 1)


SHOWN: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerLetter": letters,
    "lowerRoman": lambda number: ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[number],
}


def list_labels(made: Printed) -> list[tuple[str, str]]:
    """(label, text) of each numbered paragraph, counted as Word does (ECMA-376 17.9.15, 17.9.25).

    Instances of one list count together; an instance that overrides a level's start begins it anew where it first
    stands; a level begins anew behind a higher one.
    """
    numbering = etree.fromstring(made.parts["word/numbering.xml"])
    abstract, starts = instances(numbering)
    forms = levels_of(numbering)
    counts: dict[int, dict[int, int]] = {}
    seen: set[tuple[int, int]] = set()
    found = []
    for paragraph in made.body.iter(qn("w:p")):
        num, level = list_of(paragraph)
        if num not in abstract:
            continue
        form, text = forms[abstract[num]][level]
        count = counts.setdefault(abstract[num], {})
        if (num, level) in starts and (num, level) not in seen:
            count[level] = starts[num, level] - 1
        seen.add((num, level))
        count[level] = count.get(level, 0) + 1
        for deeper in [each for each in count if each > level]:
            del count[deeper]
        label = text.replace(f"%{level + 1}", SHOWN[form](count[level])) if form in SHOWN else text
        found.append((label, visible(paragraph)))
    return found


def instances(numbering: etree._Element) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """numId -> abstractNumId, and (numId, level) -> the number that it starts anew with; chapters are left out."""
    abstract, starts = {}, {}
    for num in numbering.iter(qn("w:num")):
        number, link = int(num.get(qn("w:numId"), "0")), num.find(qn("w:abstractNumId"))
        assert link is not None
        if link.get(qn("w:val")) != "1":
            abstract[number] = int(link.get(qn("w:val"), "0"))
        for override in num.iter(qn("w:lvlOverride")):
            start = override.find(qn("w:startOverride"))
            assert start is not None
            starts[number, int(override.get(qn("w:ilvl"), "0"))] = int(start.get(qn("w:val"), "0"))
    return abstract, starts


def levels_of(numbering: etree._Element) -> dict[int, list[tuple[str, str]]]:
    def value(level: etree._Element, name: str) -> str:
        found = level.find(qn(name))
        assert found is not None
        return str(found.get(qn("w:val")))

    return {
        int(each.get(qn("w:abstractNumId"), "0")): [
            (value(level, "w:numFmt"), value(level, "w:lvlText")) for level in each.iter(qn("w:lvl"))
        ]
        for each in numbering.iter(qn("w:abstractNum"))
    }


def list_of(paragraph: etree._Element) -> tuple[int, int]:
    """The instance and level of a paragraph, its own or its style's; (0, 0) without."""
    properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if properties is not None:
        level, num = properties.find(qn("w:ilvl")), properties.find(qn("w:numId"))
        assert num is not None
        return int(num.get(qn("w:val"), "0")), int(level.get(qn("w:val"), "0")) if level is not None else 0
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return LISTS.get(style.get(qn("w:val"), ""), (0, 0)) if style is not None else (0, 0)
