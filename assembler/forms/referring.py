"""Odkazy v textu: what a formatted text can refer to by `[](#id)`, and how people know it."""

from __future__ import annotations

from typing import Any

from assembler.forms.codes import Codes, noun_at
from assembler.forms.model import Speak, czech
from assembler.forms.naming import ALL, identified, title_of
from schemas.analyses import Analysis, Chapter, Chart, Table
from schemas.base import Part
from schemas.describe import Option
from schemas.media import Image
from schemas.plan import Annex, Plan

FIRST: tuple[type[Part], ...] = (Table, Chart, Image, Chapter, Analysis, Annex)  # what texts mostly refer to


def referable(content: Any, speak: Speak = czech) -> list[Option]:
    """Every part with an identifier, „tabulka: Obyvatelé podle věku“: tables and charts first, the rest in order."""
    coded = {id(each.item): each for each in Codes(content).all()}
    found = []
    for part_class, item in identified(content, Plan, ALL):
        one = coded.get(id(item))
        noun = within(speak(noun_at(content, one.steps, part_class) if one else part_class.noun, one=True))
        name = " ".join(word for word in (one.code if one else "", title_of(item, part_class, speak=speak)) if word)
        found.append((order(part_class), Option(item["id"], f"{noun}: {name}" if name else noun)))
    return [option for _, option in sorted(found, key=lambda each: each[0])]


def within(noun: str) -> str:
    """The noun as it stands within a sentence: „tabulka“, but „SWOT analýza“."""
    return noun if noun[:2].isupper() else noun[:1].lower() + noun[1:]


def order(part_class: type[Part]) -> int:
    return FIRST.index(part_class) if part_class in FIRST else len(FIRST)
