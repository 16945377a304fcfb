"""Věty s hodnotami: Czech sentences of lower layers that pages can say in another language, too.

    Sentence("Čteme jako „%(label)s“.", label="terénní")    the string „Čteme jako „terénní“.“, with its key

To everybody it is the Czech string; only `assembler.web.language.spoken` looks at the key, which is that of the
catalogue (scripts/messages knows the class). Kept as JSON it is a string like any other.
"""

from __future__ import annotations

from collections.abc import Mapping


class Sentence(str):
    """A finished Czech sentence; `key` is the sentence with places for `values`, without values the sentence itself."""

    __slots__ = ("key", "values")
    key: str
    values: Mapping[str, object]

    def __new__(cls, key: str, **values: object) -> Sentence:
        made = super().__new__(cls, key % values if values else key)
        made.key, made.values = key, values
        return made
