"""Je to ona, nebo jiná? A row that meets an item of the plan by its name or its number only is asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.foreign.known import SURE, Known, called_otherwise
from assembler.foreign.verdicts import ASKED, Meaning, Option
from assembler.foreign.wording import plain
from assembler.sentences import Sentence

NEW = ""  # instead of the pointer of an item: the row is something else
SHOWN_BY = ("name", "identifier", "code", "number", "ico")  # the fields in whose column a row is asked about
ANOTHER = Sentence("Ne, je to něco jiného; přidat jako novou položku")


def same_or_not(values: Mapping[str, Any], alike: Sequence[Known], identity: str) -> Meaning:
    """The question which of the items a row is; answers are their pointers, or NEW."""
    options = (*(Option(each.pointer, label(each)) for each in alike), Option(NEW, ANOTHER))
    group = "; ".join((identity, *(each.label for each in options)))  # another choice is another question
    return Meaning(ASKED, None, reason(values, alike[0]), options, group)


def label(known: Known) -> Sentence:
    number = number_of(known.item)
    name = str(known.item.get("name", number))
    if not number or name == number:
        return Sentence("Ano, je to „%(name)s“ z plánu", name=name)
    return Sentence("Ano, je to „%(name)s“ z plánu (číslo %(number)s)", name=name, number=number)


def reason(values: Mapping[str, Any], known: Known) -> Sentence:
    """What meets, and what does not."""
    name = str(known.item.get("name", ""))
    if called_otherwise(values, known.item):
        return Sentence("Stejné číslo má v plánu „%(name)s“. Je to totéž, nebo něco jiného?", name=name)
    different = ", ".join(
        str(known.item[key])
        for key in SURE
        if known.item.get(key) and values.get(key) and plain(str(values[key])) != plain(str(known.item[key]))
    )
    return Sentence(
        "V plánu už je „%(name)s“, ale s jiným číslem (%(number)s). Je to totéž, nebo něco jiného?",
        name=name,
        number=different,
    )


def number_of(item: Mapping[str, Any]) -> str:
    return str(next((item[key] for key in SHOWN_BY[1:] if item.get(key)), ""))
