"""Runs: how a value stands in the middle of text. What was printed is noted, and stands in a content control."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word import controls
from assembler.word.marks import Bundle, Deferred, Mark
from assembler.word.state import State
from assembler.word.values import DataTable, Figure, Joined, Picture
from assembler.word.xml import run, text
from schemas.values import Label, Leaf, Rich


def leaf_run(state: State, leaf: Leaf, properties: str) -> str:
    owner, name = leaf.owner, leaf.field
    state.printed.add((owner, name))
    region = state.region
    if region is not None and region.owner is None:
        region.owner = owner
    begin, end = "", "</w:t></w:r>"
    if state.controls and leaf:
        begin, end = controls.begin(state, owner, name, controls.PLAIN), END_IN_CONTROL
    return f'{begin}<w:r>{properties}<w:t xml:space="preserve">' + text(leaf) + end  # a Leaf is slow to format


END_IN_CONTROL = f"</w:t></w:r>{controls.END}"


def plain_run(value: str, properties: str) -> str:
    """The run of a text that is not the content's own: separators, words and amounts, many of which come again."""
    return known_run(value, properties) if len(value) <= SHORT else run(value, properties)


SHORT = 40  # letters


@lru_cache(maxsize=4096)
def known_run(value: str, properties: str) -> str:
    return run(value, properties)


def of(state: State, value: Any, properties: str = "") -> str:
    """The runs of any value that can stand in the middle of text; raises TemplateError for the others."""
    if type(value) is Leaf:
        return leaf_run(state, value, properties)
    if type(value) is str:
        return plain_run(value, properties)
    if isinstance(value, Label):
        return label_run(state, value, properties)
    if isinstance(value, Joined):
        return joined_runs(state, value, properties)
    if isinstance(value, Mark):
        raise TemplateError("Obrázek, graf a tabulka se netisknou uprostřed textu. Použijte {{r …}} nebo {{p …}}.")
    if type(value) is int or isinstance(value, str):
        return run(str(value), properties)
    str(value)  # a name that the context lacks says so itself
    raise TemplateError(wrong_kind(value, Sentence("uprostřed textu")))


def joined_runs(state: State, joined: Joined, properties: str) -> str:
    """The items with the separator between them; a Bundle when one of them waits for the end (a link to a part)."""
    if joined.also:
        state.printed.update((leaf.owner, leaf.field) for leaf in joined.also if isinstance(leaf, Leaf))
    printed = [
        leaf_run(state, item, properties) if type(item) is Leaf else of(state, item, properties)
        for item in joined.items
    ]
    between = plain_run(joined.separator, properties) if joined.separator else ""
    if {*map(type, printed)} <= ONLY_TEXT:
        return between.join(printed)
    pieces: list[str] = []
    for each in printed:
        pieces += [between] if pieces else []
        pieces += each.pieces if isinstance(each, Bundle) else [each]
    return Bundle(tuple(pieces))


ONLY_TEXT = {str}


def label_run(state: State, label: Label, properties: str) -> str:
    """A code such as 2.1.3: in a heading what references to the part show, elsewhere a link that jumps there.

    An empty label prints nothing and only marks the heading as the part's place.
    """
    region = state.region
    if region is None:
        return Deferred(lambda final: final.jump(label.owner, str(label), properties)) if label else ""
    if not label:
        region.owner = label.owner
        return ""
    printed = leaf_run(state, label.leaf, properties) if label.leaf else run(label, properties)
    if region.label_bookmark:
        return printed
    number, name = state.bookmark("_Ref")
    region.owner, region.label, region.label_bookmark = label.owner, str(label), name
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{printed}<w:bookmarkEnd w:id="{number}"/>'


def wrong_kind(value: Any, where: str) -> str:
    if isinstance(value, Rich | DataTable):
        return Sentence(
            "Text s odstavci nebo tabulka se nedá otisknout %(where)s. Použijte {{p …}} v samostatném odstavci.",
            where=where,
        )
    if isinstance(value, Picture | Figure):
        return Sentence(
            "Obrázek se nedá otisknout %(where)s. Použijte {{r …|picture}} nebo {{r …|figure}}.", where=where
        )
    if value is None:
        return Sentence("Prázdná hodnota se nedá otisknout %(where)s. Ošetřete ji podmínkou {%% if %%}.", where=where)
    return Sentence("Skupina údajů se nedá otisknout %(where)s. Vypište její údaje jménem.", where=where)
