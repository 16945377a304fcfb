"""One pass of an expression over a slice of a story."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from lxml import etree

from assembler.word.validate.names import compiled

Hit = TypeVar("Hit", etree._Element, str)


class Pass(Generic[Hit]):
    """What a location step finds in a slice, whose last block may still be unfinished and is left out."""

    def __init__(self, step: str) -> None:
        self.everywhere = compiled(f"descendant-or-self::{step}")
        self.in_finished = compiled(f"*[position() < last()]/descendant-or-self::{step}")

    def hits(self, top: etree._Element, unfinished: bool) -> list[Hit]:
        """In the order of the text."""
        return cast("list[Hit]", self.in_finished(top) if unfinished else self.everywhere(top))
