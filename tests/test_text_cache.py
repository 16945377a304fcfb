"""Compiled texts are kept by their letters: many short ones, few long ones, never more than the memory is meant for."""

from __future__ import annotations

import pytest

from assembler.word import richtext
from assembler.word.richtext import EACH, Cache
from assembler.word.slots import Compiled

MADE = Compiled((), frozenset(), ())


def put(cache: Cache, *texts: str) -> list[str]:
    """The texts kept when these were put in, one after another."""
    for text in texts:
        cache.put(((text, "plain"), "as is", ""), MADE)
    return [text for (text, _), _, _ in cache.kept]


def test_the_oldest_texts_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text takes the room of several short ones; what is over the limit goes, the oldest first."""
    monkeypatch.setattr(richtext, "MAX_KEPT", 4 * EACH)
    cache = Cache()
    assert put(cache, "a", "b", "c") == ["a", "b", "c"]
    assert put(cache, "d") == ["b", "c", "d"]
    assert put(cache, "e" * EACH) == ["d", "e" * EACH]
    assert put(cache, "f" * 4 * EACH) == []
    assert cache.letters == 0


def test_a_text_put_in_twice_counts_once() -> None:
    """Two threads may compile one text at the same time."""
    cache = Cache()
    assert put(cache, "a", "a") == ["a"]
    assert cache.letters == 1 + EACH
