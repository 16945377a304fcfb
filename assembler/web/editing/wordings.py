"""Dvě znění: what two have made of one text, as it reads and not as it is written down, with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from markupsafe import Markup

from assembler.convert import pandoc
from assembler.differences import Rewritten, rewritten
from assembler.errors import AssemblerError
from assembler.forms.model import Control, Line
from assembler.web.editing.preview import named_targets, printed
from assembler.web.service import service

TEXTS = frozenset({"text", "rich"})  # kinds of fields that people write sentences in
LONG = 40  # characters; in a shorter text one sees without marks what is different
END = re.compile(r"</(?:p|h[1-6]|li|tr|td|th|pre|blockquote)>|<br>")  # behind it, another word begins
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Both:
    """The saved wording as it reads (empty for one that needs no reading), and the places where the two differ."""

    printed: Markup
    marked: Rewritten | None


def of(controls: Iterable[Control], content: Any) -> dict[str, Both]:
    """By names of fields; `controls` are those that somebody else has changed, too."""
    found = [each for each in controls if isinstance(each, Line) and each.about.kind in TEXTS and each.theirs]
    if not found:
        return {}
    targets = named_targets(content)
    return {each.name: rich(each, targets) if each.about.kind == "rich" else plain(each) for each in found}


def plain(control: Line) -> Both:
    return Both(Markup(""), marked("\n".join(control.theirs or ()), control.texts[0]))


def rich(control: Line, targets: Mapping[str, str]) -> Both:
    """A text that pandoc cannot read stands as it was written."""
    theirs, mine = control.theirs or (), control.texts
    if len(theirs) < 2:  # no source and format: it is empty now
        return Both(Markup(""), None)
    wanted = next((each for each in mine[1:] if each), theirs[1])
    try:
        both = pandoc.read_all([(theirs[0], theirs[1]), (mine[0], wanted)], service().settings)
    except AssemblerError:
        return Both(Markup("<p>{}</p>").format(theirs[0]), marked(theirs[0], mine[0]))
    saved, typed = (printed(blocks, targets) for blocks in both)
    return Both(saved, marked(running(saved), running(typed)))


def running(html: Markup) -> str:
    """Its words, paragraph by paragraph."""
    return unescape(TAG.sub("", END.sub("\n\n", html)))


def marked(saved: str, typed: str) -> Rewritten | None:
    return rewritten(saved, typed) if max(len(saved), len(typed)) > LONG else None
