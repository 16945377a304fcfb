"""A table of others as it is understood: what the tests of tables ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assembler import foreign
from assembler.foreign import Decisions, Fate, Proposal, Shape, Target
from assembler.readers import grids
from assembler.readers.grids import Delivered, Grid

CONTENT: dict[str, Any] = {
    "title": "Plán obce Vzorov",
    "strategy": {
        "nodes": [
            {
                "name": "Bydlení",
                "measures": [
                    {"id": "o-byty", "name": "Sociální byty", "guarantor": "odbor sociálních věcí"},
                    {"id": "o-doprava", "code": "2.1", "name": "Doprava k lékaři"},
                ],
            }
        ]
    },
    "network": {
        "services": [
            {"id": "s-1", "name": "Poradna", "identifier": "1234567", "provider": "Charita", "ico": "00246476"},
            {"id": "s-2", "name": "Domov", "provider": "Město", "ico": "00246476"},
        ]
    },
    "parties": [{"name": "Město Vzorov", "ico": "00246476"}],
}


@dataclass(frozen=True, slots=True)
class Understood:
    file: Delivered
    grid: Grid
    target: Target
    shape: Shape
    fields: Mapping[int, str]
    proposal: Proposal

    @property
    def values(self) -> list[dict[str, Any]]:
        """Of the items that would be taken over, by the keys of fields."""
        return [each.by_key() for each in self.proposal.items]

    @property
    def asked(self) -> dict[str, list[str]]:
        """What is asked about, and what is offered."""
        return {each.original: [option.label for option in each.options] for each in self.proposal.questions}

    @property
    def read(self) -> dict[str, str]:
        """Originals, and how they were read."""
        return {each.original: each.why for each in self.proposal.interpreted}

    @property
    def tray(self) -> dict[str, str]:
        """Texts that found no place, and why."""
        return {each.text: each.reason for each in self.proposal.tray}

    @property
    def left_out(self) -> dict[int, str]:
        """Lines (from 1) that are no items, and why."""
        return {each.row + 1: each.reason for each in self.shape.left_out}

    def lost(self) -> list[tuple[int, int]]:
        """Filled cells without a fate."""
        return [
            (row, column)
            for row, cells in enumerate(self.grid.rows)
            for column, value in enumerate(cells)
            if value is not None and (row, column) not in self.proposal.fates
        ]

    def fates(self) -> list[Fate]:
        return [*self.proposal.fates.values()]


def understood(
    data: bytes, name: str = "tabulka.csv", key: str = "", *, content: Any = CONTENT, holder: str = "", **answers: str
) -> Understood:
    """As the page shows it first; `answers` are those of questions, by what stands in the cell."""
    file = grids.read(data, name)
    grid = file.grids[foreign.best_grid(file.grids)]
    target = (foreign.target(key) if key else None) or foreign.best_list(grid)
    shape = foreign.shaped(grid, target)
    fields, _ = foreign.fields(shape, target)
    decisions = Decisions(fields, foreign.units(shape), holder)
    found = foreign.propose(grid, shape, target, decisions, content)
    if answers:
        said = {each.key: answers[each.original] for each in found.questions if each.original in answers}
        found = foreign.propose(grid, shape, target, Decisions(fields, decisions.units, holder, said), content)
    return Understood(file, grid, target, shape, fields, found)
