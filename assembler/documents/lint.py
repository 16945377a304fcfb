"""Kontrola šablony: everything that is wrong with a template for a kind of document, before any content exists.

Whoever uploads a template reads here what the one who assembles a document would run into later: names that the kind
does not offer, lists printed as text, values that the content need not have.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, get_origin

from assembler.documents.kind import Kind
from assembler.documents.names import Shape, names
from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word import survey
from assembler.word.compiler.code import Part
from assembler.word.compiler.names import ITEM, LOOP, REPEATED, TESTED, Path, Use, written
from assembler.word.formats import number
from assembler.word.template import compile_template
from assembler.word.values import DataTable, Figure, Joined, Picture
from schemas.values import Rich

OFFERED = 12  # names that a message lists


@dataclass(frozen=True, slots=True)
class Fault:
    """Chyba šablony: what is wrong, and where, for whoever edits it in Word."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def lint_template(data: bytes, kind: Kind) -> list[Fault]:
    """The faults of the template in the bytes of a DOCX, in the order of its parts; none when it is good.

    While a tag cannot be read, only those names are judged that need nothing but their own tag.
    """
    try:
        template = compile_template(data)
    except TemplateError as first:
        return [*map(fault_of, all_of(first, data)), *astray(data, kind)]
    return [fault for part in template.parts for fault in check_names(part, kind)]


def all_of(first: TemplateError, data: bytes) -> list[TemplateError]:
    """The fault at which the compiler stopped, and those of the other tags; a damaged file has only the first."""
    try:
        found = list(survey.faults(data))
    except TemplateError:
        return [first]
    return found if first.place in {each.place for each in found} else [first, *found]


def astray(data: bytes, kind: Kind) -> list[Fault]:
    """Names that begin as one of the kind does and lead nowhere; each tag is read by itself."""
    try:
        found = survey.paths(data)
    except TemplateError:  # told already
        return []
    places: dict[str, list[str]] = {}
    for place, path in found:
        if message := lost(path, kind):
            places.setdefault(message, []).append(place)
    return once_for_each(places)


def lost(path: Path, kind: Kind) -> str:
    here = Shape(kind.shape)
    for length, step in enumerate(path, start=1):
        below = here.below(step)
        if below is None:
            return unknown(path[:length], here, kind) if length > 1 else ""  # the first may be of a loop that is broken
        here = below
    return ""


def fault_of(wrong: TemplateError) -> Fault:
    """The fault that an interruption tells of; a fault says its place by itself."""
    return Fault(wrong.place, wrong.said)


def check_names(part: Part, kind: Kind) -> list[Fault]:
    """What of the names that a part reads the kind cannot give it."""
    places: dict[str, list[str]] = {}
    for use in part.uses:
        if message := check_use(use, kind):
            places.setdefault(message, []).append(part.place(use.line))
    return once_for_each(places)


def once_for_each(places: Mapping[str, Sequence[str]]) -> list[Fault]:
    return [Fault(found[0], with_further(message, len(set(found)) - 1)) for message, found in places.items()]


def with_further(message: str, count: int) -> str:
    """What is wrong, and at how many other places the same is."""
    if not count:
        return message
    if count == 1:
        return Sentence("%(fault)s (A ještě na %(count)s\u00a0místě.)", fault=message, count=count)
    return Sentence("%(fault)s (A ještě na %(count)s\u00a0místech.)", fault=message, count=number(count))


# ---------------------------------------------------------------- one reading


class LoopView(TypedDict):
    """Proměnná „loop“ uvnitř cyklu."""

    index: int
    index0: int
    first: bool
    last: bool
    length: int
    revindex: int
    revindex0: int


class Drawing:
    """What the filters picture and figure give: a run of its own."""


class Block:
    """What the filter data_table gives: paragraphs of its own."""


INSIDE: dict[str, type] = {  # where paths begin that do not lead from the context
    LOOP: LoopView,
    "|join": Joined,
    "|length": int,
    "|picture": Drawing,
    "|figure": Drawing,
    "|data_table": Block,
}
IN_TEXT = (str, int, Joined)
ACCEPTED: dict[str, tuple[type, ...]] = {
    "_text": IN_TEXT,
    "_plain": IN_TEXT,
    "_attribute": IN_TEXT,
    "_run": (*IN_TEXT, Drawing),
    "_block": (*IN_TEXT, Rich, DataTable, Block),
    "join": (list,),
    "length": (list, str, Joined),
    "picture": (Picture,),
    "figure": (Figure,),
    "data_table": (DataTable,),
    REPEATED: (list,),
}


def check_use(use: Use, kind: Kind) -> str:
    """What is wrong with one reading; empty when nothing is."""
    here = Shape(kind.shape)
    for length, step in enumerate(use.path, start=1):
        below = Shape(INSIDE[step]) if length == 1 and step in INSIDE else here.below(step)
        if below is None:
            return unknown(use.path[:length], here, kind)
        read = use.by != TESTED or length < len(use.path)
        if read and below.optional and length not in use.sure:
            return Sentence(
                "„%(name)s“ v obsahu být nemusí; čtěte z něj jen v podmínce {%% if … %%}.",
                name=written(use.path[:length]),
            )
        here = below
    return "" if accepts(use.by, here) else misplaced(use, here)


def accepts(by: str, shape: Shape) -> bool:
    """Can the filter, position or loop do something with such a value? A condition can with any."""
    own = get_origin(shape.type) or shape.type
    return by == TESTED or (own is not bool and issubclass(own, ACCEPTED[by]))


# ---------------------------------------------------------------- sentences


def unknown(path: Path, owner: Shape, kind: Kind) -> str:
    """The last step of the path leads nowhere."""
    *before, name = path
    if name == ITEM:
        return no_list(tuple(before), owner)
    if before and not owner.names():
        group = written(tuple(before))
        return Sentence("V „%(group)s“ žádné „%(name)s“ není, je to %(kind)s.", group=group, name=name, kind=owner.word)
    return not_offered(path, owner, kind)


def no_list(path: Path, shape: Shape) -> str:
    return Sentence("„%(name)s“ není seznam, je to %(kind)s.", name=written(path), kind=shape.word)


def not_offered(path: Path, owner: Shape, kind: Kind) -> Sentence:
    """With what helps: the nearest name of the group, the same name elsewhere, or what the group offers."""
    (*before, name), wrong = path, written(path)
    near = difflib.get_close_matches(name, owner.names(), n=1, cutoff=0.7)
    elsewhere = [each.path for each in names(kind) if each.path.rpartition(".")[2] == name][:3]
    if near:
        nearest = written((*before, near[0]))
        return Sentence("Jméno „%(name)s“ šablona nemá odkud vzít. Nejbližší je „%(near)s“.", name=wrong, near=nearest)
    if elsewhere:
        same = listed(elsewhere)
        return Sentence(
            "Jméno „%(name)s“ šablona nemá odkud vzít. Stejně se jmenuje %(names)s.", name=wrong, names=same
        )
    offered = sorted(owner.names())
    shown = listed(offered[:OFFERED])
    if len(offered) > OFFERED:
        return Sentence("Jméno „%(name)s“ šablona nemá odkud vzít. Nabízí se %(names)s …", name=wrong, names=shown)
    return Sentence("Jméno „%(name)s“ šablona nemá odkud vzít. Nabízí se %(names)s.", name=wrong, names=shown)


def listed(words: Sequence[str]) -> str:
    return ", ".join(f"„{word}“" for word in words)


ADVICE = {
    "formátovaný text": Sentence("tiskne se značkou {{p …}} v samostatném odstavci"),
    "tabulka": Sentence("tiskne se značkou {{p …|data_table}} v samostatném odstavci"),
    "obrázek": Sentence("tiskne se značkou {{r …|picture}}"),
    "graf": Sentence("tiskne se značkou {{r …|figure}}"),
    "seznam": Sentence("vypište ho cyklem {% for %}, nebo filtrem join"),
    "ano/ne": Sentence("patří do podmínky {% if %}"),
    "skupina údajů": Sentence("vypište jménem, co je v ní"),
}


def misplaced(use: Use, shape: Shape) -> str:
    """A value where nothing can be done with it."""
    if shape.type in (Drawing, Block):
        return Sentence("Obrázek a graf chtějí značku {{r …}}, tabulka značku {{p …}} v samostatném odstavci.")
    name = written(use.path)
    if use.by == REPEATED:
        return no_list(use.path, shape)
    if not use.by.startswith("_"):
        return Sentence(
            "Filtr „%(filter)s“ si s „%(name)s“ neporadí, je to %(kind)s.", filter=use.by, name=name, kind=shape.word
        )
    advice = ADVICE.get(shape.word, Sentence("tady se nedá otisknout"))
    return Sentence("„%(name)s“ je %(kind)s: %(advice)s.", name=name, kind=shape.word, advice=advice)
