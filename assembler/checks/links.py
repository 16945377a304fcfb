"""Odkazy v textu: [](#id) leads somewhere."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from assembler.checks.scope import Scope
from assembler.checks.walk import Passage, identifiers
from schemas.findings import Finding, Verbatim, error
from schemas.plan import Plan
from schemas.values import TextFormat

UNKNOWN_LINK = error(
    "unknown_link",
    "Odkaz „#{id}“ nikam nevede: takové označení v obsahu není{nearest}. Opravte ho.",
    "The link “#{id}” leads nowhere{nearest_en}.",
)

MOST_HINTS = 20  # looking for the nearest of thousands of identifiers is slow

INLINE = re.compile(r"\]\(\s*<?#([^)\s>]+)")  # CommonMark 0.31, 6.3
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?#([^\s>]+)", re.MULTILINE)  # CommonMark 0.31, 4.7
ANCHOR = re.compile(r"""href\s*=\s*["']?#([^"'\s>]+)""", re.IGNORECASE)

OF_WORD = "_"  # bookmarks that Word makes itself (_ftn1, _Toc12345) come along with pasted text; they print as words


def check(plan: Plan, _: Scope, texts: Sequence[Passage]) -> Iterator[Finding]:
    links = [(id_, passage) for passage in texts if passage.format for id_ in targets(passage)]
    if not links:
        return
    known = set(identifiers(plan))
    unknown = [(id_, passage.pointer) for id_, passage in links if id_ not in known]
    for place, (id_, pointer) in enumerate(unknown):
        near = difflib.get_close_matches(id_, known, n=1) if place < MOST_HINTS else []
        yield UNKNOWN_LINK.at(
            pointer,
            id=id_,
            nearest=Verbatim(f"; nejbližší je „{near[0]}“" if near else ""),
            nearest_en=Verbatim(f"; the nearest is “{near[0]}”" if near else ""),
        )


def targets(passage: Passage) -> list[str]:
    """The identifiers that a rich text links to."""
    text = passage.text
    if "#" not in text:
        return []
    if passage.format is TextFormat.HTML:
        return [target for target in ANCHOR.findall(text) if not target.startswith(OF_WORD)]
    if passage.format is TextFormat.COMMONMARK:
        return INLINE.findall(text) + (DEFINITION.findall(text) if "]:" in text else [])
    return []
