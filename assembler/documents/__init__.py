"""Kinds of documents: one file each, and one line here."""

from __future__ import annotations

import difflib

from assembler.documents import action_plan, medium_term_plan
from assembler.documents.kind import Kind
from assembler.errors import UnknownName

KINDS: tuple[Kind, ...] = (medium_term_plan.KIND, action_plan.KIND)
DEFAULT = medium_term_plan.KIND


def kind(code: str) -> Kind:
    """The kind of a code; raises UnknownName with the nearest one."""
    for each in KINDS:
        if each.code == code:
            return each
    codes = [each.code for each in KINDS]
    near = difflib.get_close_matches(code, codes, n=1)
    hint = f"Nejbližší je „{near[0]}“." if near else f"Umíme: {', '.join(codes)}."
    raise UnknownName(f"Druh dokumentu „{code[:60]}“ neznáme. {hint}")


def wanted(chosen: str | None, raw: object) -> Kind:
    """The chosen kind, else the one that the raw content names, else the usual one; raises UnknownName."""
    named = raw.get("kind") if isinstance(raw, dict) else None
    code = chosen or (named if isinstance(named, str) else "")
    return kind(code) if code else DEFAULT
