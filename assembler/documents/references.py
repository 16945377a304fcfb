"""Odkazy: what every identifier of the content refers to, and how it is called in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.documents.views.codes import coded
from assembler.word.state import Target
from schemas.base import Part, PartOf
from schemas.plan import Plan

NOUNS = {
    "Table": "tabulka",
    "Chart": "graf",
    "Image": "obrázek",
    "Annex": "příloha č.",
    "Analysis": "kapitola",
    "Chapter": "kapitola",
    "Swot": "kapitola",
    "Process": "kapitola",
    "PreviousPlan": "kapitola",
    "Strategy": "kapitola",
    "Network": "kapitola",
    "Financing": "kapitola",
    "Implementation": "kapitola",
    "Pipeline": "kapitola",
}
HOLDING: dict[type[Part], tuple[str, ...]] = {}  # by class, as they are asked for
NAMES = ("name", "title", "heading", "caption", "text")


def targets(plan: Plan) -> dict[str, Target]:
    """Identifier -> its part; the nouns of the strategy are the names of its levels."""
    levels = {each.item.pointer: each.level.lower() for each in coded(plan.strategy)} if plan.strategy else {}
    return {
        part_id: Target(part.pointer, levels.get(part.pointer) or NOUNS.get(type(part).__name__, ""), name_of(part))
        for part in parts_of(plan)
        if (part_id := getattr(part, "id", ""))
    }


def name_of(part: Part) -> str:
    found = next((value for name in NAMES if isinstance(value := getattr(part, name, ""), str) and value), "")
    return str(found) or part.noun.lower()


def parts_of(part: Part) -> Iterator[Part]:
    """The part and all parts below it."""
    yield part
    for name in holding(type(part)):
        if value := getattr(part, name):
            for below in value if isinstance(value, tuple) else (value,):
                yield from parts_of(below)


def holding(part_class: type[Part]) -> tuple[str, ...]:
    """The fields of a class that hold parts."""
    if part_class not in HOLDING:
        fields = part_class.fields.items()
        HOLDING[part_class] = tuple(name for name, field in fields if isinstance(field, PartOf))
    return HOLDING[part_class]
