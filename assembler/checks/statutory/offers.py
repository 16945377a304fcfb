"""Nabídky ze zákona: the lists that a text of the content may be chosen from, by the names that the schemas use."""

from __future__ import annotations

from assembler.checks.statutory import service_kinds

LISTS = {"service_kinds": service_kinds.offered}


def offered(name: str) -> tuple[str, ...]:
    """The values of a list; none for a field that has no list."""
    return LISTS[name]() if name else ()
