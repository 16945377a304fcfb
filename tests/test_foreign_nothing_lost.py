"""Whatever a table holds: each filled cell is taken over, asked about, in the tray, or left out by name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler import foreign
from assembler.foreign import Decisions, Fate
from assembler.readers import grids
from assembler.readers.grids import CellError, Grid
from assembler.readers.sheets.cells import address
from tests.foreign_files import csv_of
from tests.foreign_reading import CONTENT, Understood

KEYS = [each.key for each in foreign.targets()]
WORDS = (
    "Celkem",
    "Název služby",
    "IČO",
    "Opatření",
    "–",
    "x",
    "cca 300 tis.",
    "1,2 mil.",
    "průběžně",
    "IV/2024",
    "2024",
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(min_size=1, max_size=12).filter(str.strip),
    st.integers(-(10**9), 10**9),
    st.decimals(-1000, 1000, places=2, allow_nan=False),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.booleans(),
    st.just(CellError("#N/A")),
)
GRIDS = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=12).map(
        lambda rows: Grid("List", tuple(rows))
    )
)


def of_grid(grid: Grid, key: str, columns: dict[int, str]) -> Understood:
    target = foreign.target(key)
    assert target
    shape = foreign.shaped(grid, target)
    fields, _ = foreign.fields(shape, target)
    fields |= {column: each for column, each in columns.items() if column < grid.width}
    found = foreign.propose(grid, shape, target, Decisions(fields, foreign.units(shape)), CONTENT)
    return Understood(grids.Delivered((grid,), ""), grid, target, shape, fields, found)


@given(GRIDS, st.sampled_from(KEYS), st.data())
@settings(max_examples=150, deadline=None)
def test_every_filled_cell_has_one_fate_and_can_be_found_by_it(grid: Grid, key: str, data: Any) -> None:
    target = foreign.target(key)
    assert target
    keys = st.sampled_from([*(each.key for each in target.slots), "@own", "costs@2025"])
    found = of_grid(grid, key, data.draw(st.dictionaries(st.integers(0, 5), keys, max_size=4)))
    assert found.lost() == []
    by_fate: dict[Fate, set[str]] = {each: set() for each in Fate}
    for (row, column), fate in found.proposal.fates.items():
        by_fate[fate].add(address(row + 1, column))
    assert {each.place for each in found.proposal.tray} >= by_fate[Fate.ASIDE]
    assert {place for each in found.proposal.questions for place in each.places} >= by_fate[Fate.ASKED]
    assert {int(place.lstrip("ABCDEF")) for place in by_fate[Fate.LEFT_OUT]} == named_rows(found)
    taken = {address(each.row + 1, column) for each in found.proposal.items for column in each.cells}
    assert taken == by_fate[Fate.TAKEN]
    assert all(len({*each.cells.values()}) == len(each.cells) for each in found.proposal.items)


def named_rows(found: Understood) -> set[int]:
    """Lines that are told to be no items, and those of the heading."""
    heading = found.shape.heading
    of_heading = range(heading.row + 1, heading.row + heading.height + 1)
    filled = {row for row, cells in enumerate(found.grid.rows, start=1) if any(each is not None for each in cells)}
    return ({*found.left_out} | {*of_heading}) & filled


@given(GRIDS, st.sampled_from(KEYS))
@settings(max_examples=100, deadline=None)
def test_what_is_taken_over_only_adds_to_the_plan_until_somebody_decides(grid: Grid, key: str) -> None:
    found = of_grid(grid, key, {})
    joined = foreign.join(CONTENT, found.target, found.proposal.items, {})
    assert kept(CONTENT, joined.content)


def kept(old: Any, new: Any) -> bool:
    """Whether everything that stood in the old content stands in the new one, in its place."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(key in new and kept(each, new[key]) for key, each in old.items())
    if isinstance(old, list):
        return isinstance(new, list) and len(new) >= len(old) and all(map(kept, old, new))
    return bool(old == new)


@pytest.mark.parametrize("size", [3000])
def test_thousands_of_rows_are_understood_in_one_go(size: int) -> None:
    rows = [
        ("Název služby", "Poskytovatel", "Úvazky v síti"),
        *((f"Služba {n}", "Charita", Decimal(n)) for n in range(size)),
    ]
    [grid] = grids.read(csv_of(rows), "x.csv").grids
    found = of_grid(grid, "network.services", {})
    assert (len(found.proposal.items), found.lost()) == (size, [])
