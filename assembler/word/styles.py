"""The styles and lists of a template, as the engine needs them: names to ids, outline levels, numbering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from assembler.word.xml import NS, number, w


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list (ECMA-376 17.9.6)."""

    start: int
    format: str  # ST_NumberFormat: "decimal", "bullet", "lowerLetter" …
    text: str  # "%1.%2"


@dataclass(frozen=True, slots=True)
class ListRef:
    """Which list and level a paragraph or a style numbers by."""

    num: int
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """A style of the template."""

    id: str
    name: str
    type: str  # paragraph, character, table, numbering
    outline: int | None  # 0 = first level
    list: ListRef | None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles and lists of a template."""

    by_id: Mapping[str, Style]
    ids: Mapping[tuple[str, str], str]  # (type, lower-case name) -> id
    default: str  # the default paragraph style
    nums: Mapping[int, int] = field(default_factory=dict)  # numId -> abstractNumId
    levels: Mapping[int, Mapping[int, Level]] = field(default_factory=dict)  # abstractNumId -> ilvl -> Level

    def id_of(self, name: str, type: str = "paragraph", fallback: str = "") -> str:
        """The id of a style by its name as Word shows it; the fallback when the template has no such style."""
        return self.ids.get((type, name.lower()), fallback)

    def outline(self, style: str) -> int | None:
        found = self.by_id.get(style)
        return found.outline if found else None

    def level(self, ref: ListRef) -> Level | None:
        return self.levels.get(self.nums.get(ref.num, -1), {}).get(ref.level)


def read(styles_xml: bytes, numbering_xml: bytes | None) -> Styles:
    """The styles of word/styles.xml and the lists of word/numbering.xml."""
    root = etree.fromstring(styles_xml)
    raw = {element.get(w("styleId"), ""): element for element in root.iter(w("style"))}
    by_id = {style_id: read_style(style_id, raw) for style_id in raw}
    ids = {(style.type, style.name.lower()): style.id for style in by_id.values()}
    default = next(
        (i for i, e in raw.items() if e.get(w("type")) == "paragraph" and e.get(w("default")) in ("1", "true")),
        "Normal",
    )
    nums, levels = read_lists(etree.fromstring(numbering_xml)) if numbering_xml else ({}, {})
    return Styles(by_id, ids, default, nums, levels)


def read_style(style_id: str, raw: Mapping[str, etree._Element]) -> Style:
    """A style with what it inherits by basedOn."""
    element = raw[style_id]
    name = element.find("w:name", NS)
    chain = list(inheritance(style_id, raw))
    outline = first(chain, "w:pPr/w:outlineLvl")
    num = first(chain, "w:pPr/w:numPr/w:numId")
    level = first(chain, "w:pPr/w:numPr/w:ilvl")
    return Style(
        id=style_id,
        name=name.get(w("val"), "") if name is not None else style_id,
        type=element.get(w("type"), "paragraph"),
        outline=outline if outline is not None and outline < 9 else None,
        list=ListRef(num, level or 0) if num else None,
    )


def inheritance(style_id: str, raw: Mapping[str, etree._Element]) -> list[etree._Element]:
    chain: list[etree._Element] = []
    current = style_id
    while current in raw and raw[current] not in chain:
        chain.append(raw[current])
        based = raw[current].find("w:basedOn", NS)
        current = based.get(w("val"), "") if based is not None else ""
    return chain


def first(chain: list[etree._Element], path: str) -> int | None:
    for element in chain:
        found = element.find(path, NS)
        if found is not None:
            return number(found)
    return None


def read_lists(root: etree._Element) -> tuple[dict[int, int], dict[int, dict[int, Level]]]:
    levels: dict[int, dict[int, Level]] = {}
    for abstract in root.iter(w("abstractNum")):
        levels[number(abstract, "abstractNumId")] = {
            number(level, "ilvl"): Level(
                number(level.find("w:start", NS), default=1),
                value(level, "numFmt", "decimal"),
                value(level, "lvlText", ""),
            )
            for level in abstract.iter(w("lvl"))
        }
    nums = {number(num, "numId"): number(num.find("w:abstractNumId", NS)) for num in root.iter(w("num"))}
    return nums, levels


def value(element: etree._Element, name: str, default: str) -> str:
    found = element.find(f"w:{name}", NS)
    return found.get(w("val"), default) if found is not None else default
