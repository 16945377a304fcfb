"""Kdo smí co: roles of people, scopes of API tokens, and the parts that a contributor edits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum


class Role(StrEnum):
    """Role člena v obci."""

    ADMINISTRATOR = "administrator"  # správce: members and tokens besides everything that a coordinator does
    COORDINATOR = "coordinator"  # koordinátor: all plans
    CONTRIBUTOR = "contributor"  # přispěvatel: the parts of plans that are named for him
    READER = "reader"  # čtenář
    SECRETARY = "secretary"  # tajemník, organizační oddělení: reads, and assembles copies for the council


class Deed(StrEnum):
    """Co lze dělat; the scopes of API tokens are the same words."""

    READ = "read"  # plans, revisions, documents, jobs
    ASSEMBLE = "assemble"
    WRITE = "write"  # contents, uploads, comments
    CREATE = "create"  # plans: new ones, put aside, taken back
    MANAGE = "manage"  # members, tokens, the audit trail


ALLOWED: dict[Role, frozenset[Deed]] = {
    Role.ADMINISTRATOR: frozenset(Deed),
    Role.COORDINATOR: frozenset(Deed) - {Deed.MANAGE},
    Role.CONTRIBUTOR: frozenset({Deed.READ, Deed.ASSEMBLE, Deed.WRITE}),
    Role.READER: frozenset({Deed.READ}),
    Role.SECRETARY: frozenset({Deed.READ, Deed.ASSEMBLE}),
}


def allows(role: Role, deed: Deed, scopes: Iterable[str] | None = None) -> bool:
    """Whether someone of a role may do it; a token does no more than its scopes say."""
    return deed in ALLOWED[role] and (scopes is None or deed in set(scopes))


def outside(pointers: Iterable[str], parts: Sequence[str]) -> list[str]:
    """Of places that someone changed those that lie outside of his parts (all of them RFC 6901 pointers)."""
    return [pointer for pointer in pointers if not any(within(pointer, part) for part in parts)]


def within(pointer: str, part: str) -> bool:
    return pointer == part or pointer.startswith(f"{part}/")
