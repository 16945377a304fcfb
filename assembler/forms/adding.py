"""Přidávání: „Přidat analýzu“, „Nový graf“; what the buttons and the pages of new items of lists say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.forms.codes import noun_at
from assembler.forms.model import Speak
from schemas.base import Part
from schemas.strategy import LEVELS_ADDED, Node


def add_at(content: Any, steps: Sequence[str], part_class: type[Part], speak: Speak) -> str:
    """What the button says; a level of the strategy with a name of its own stays in the nominative."""
    said, noun = words_at(content, steps, part_class)[0], noun_at(content, steps, part_class)
    return speak(said) if said else speak("Přidat: %(noun)s") % {"noun": speak(noun, one=True)}


def new_at(content: Any, steps: Sequence[str], part_class: type[Part], speak: Speak) -> str:
    """What the page of a new item is called."""
    said, noun = words_at(content, steps, part_class)[1], noun_at(content, steps, part_class)
    return speak(said) if said else speak("Nová položka: %(noun)s") % {"noun": speak(noun, one=True)}


def words_at(content: Any, steps: Sequence[str], part_class: type[Part]) -> tuple[str, str]:
    """Both sentences in Czech; empty ones where the name of a level is not known."""
    noun = noun_at(content, steps, part_class)
    if part_class is Node and noun != Node.noun:
        return LEVELS_ADDED.get(" ".join(noun.casefold().split()), ("", ""))
    return part_class.add, part_class.new
