"""Vypořádání připomínek jako příloha plánu: counted and written anew each time, names only of those who have agreed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from assembler.errors import Unfit
from assembler.forms.places import below
from assembler.web.commenting.showing import Shown
from assembler.web.language import N_
from assembler.word.formats import plural
from schemas.comments import Settlement
from schemas.fields import MAX_TEXT

ID = "vyporadani-pripominek"
TITLE = "Vypořádání připomínek k návrhu plánu"
MARKS = re.compile(r"[\\`*_\[\]<>|~&!@]|:(?=//)|(?<=www)\.")  # of CommonMark and of addresses, as pandoc.py reads it
HEADING = (
    "| Číslo | Předkladatel | Čeho se týká | Připomínka | Vypořádání |",
    "|---:|--------|--------|----------------|----------------|",
)
CAME = ("Uplatněna byla {} připomínka", "Uplatněny byly {} připomínky", "Uplatněno bylo {} připomínek")
TOO_LONG = N_("Vypořádání je na jednu přílohu příliš dlouhé. Stáhněte ho jako tabulku a přiložte ho k plánu zvlášť.")


def with_settlement(content: dict[str, Any], found: Sequence[Shown]) -> dict[str, Any]:
    """The content with the annex, instead of what was in it before; its title and the rest of it stay as they are.

    `found` are all comments as the public may see them. Raises Unfit where no annex can hold them.
    """
    text = written(found)
    if len(text) > MAX_TEXT:
        raise Unfit(TOO_LONG)
    annexes = below(content, "annexes")
    annexes = annexes if isinstance(annexes, list) else []
    if any(is_ours(each) for each in annexes):
        return {**content, "annexes": [{**each, "text": text} if is_ours(each) else each for each in annexes]}
    return {**content, "annexes": [*annexes, {"id": ID, "title": TITLE, "text": text}]}


def alike(content: Any) -> str:
    """The title of another annex that seems to be a settlement, too, written by hand; empty where there is none."""
    annexes = below(content, "annexes")
    titles = (str(below(each, "title") or "") for each in annexes or () if not is_ours(each))
    return next((title for title in titles if "vypořádání připomínek" in title.casefold()), "")


def is_ours(annex: object) -> bool:
    return isinstance(annex, dict) and annex.get("id") == ID


def written(found: Sequence[Shown]) -> str:
    """A sentence with the counts, then the table of those that are settled."""
    settled = [each for each in found if each.comment.settlement]
    return "\n".join((counted(found, len(settled)), "", *HEADING, *map(line, settled)))


def counted(found: Sequence[Shown], settled: int) -> str:
    """„Uplatněno bylo 5 připomínek. Vypořádání: akceptováno 3, neakceptováno 2.“"""
    came = plural(len(found), *CAME)
    counts = Counter(each.comment.settlement for each in found)
    told = ", ".join(f"{each.label} {counts[each]}" for each in Settlement if counts[each])
    waiting = len(found) - settled
    return f"{came.format(len(found))}. Vypořádání: {told}." + (f" Dosud nevypořádáno: {waiting}." if waiting else "")


def line(each: Shown) -> str:
    texts = each.texts
    submitter = texts.get("submitter") if each.comment.submitter else ""  # „občan“ is somebody who was named to us
    decided = ", ".join(filter(None, (texts.get("decided_by"), texts.get("decided_on"))))
    settlement = " – ".join(
        filter(None, (each.state, texts.get("justification"), decided and f"rozhodnuto: {decided}"))
    )
    said = texts["proposed"] + (f" Důvod: {texts['reason']}" if "reason" in texts else "")
    cells = (submitter or "neuvedeno", texts.get("place") or "celý plán", said, settlement)
    return f"| {each.comment.number} | " + " | ".join(map(literal, cells)) + " |"


def literal(text: str) -> str:
    """On one line, and without anything that CommonMark would take for a mark."""
    return MARKS.sub(r"\\\g<0>", " ".join(text.split()))
