"""První návrh: which sheet, which list, which fields, as far as the table itself and former ones of the sender tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from assembler.foreign.columns import likeness, proposed
from assembler.foreign.numbers import unit_said
from assembler.foreign.shaping import SEARCHED, Heading, Shape, shape, texts
from assembler.foreign.targets import Target, targets
from assembler.foreign.wording import plain
from assembler.readers.grids import Grid
from assembler.readers.sheets.cells import Value

SAMPLE = 50  # rows by which a column is judged
SIMILAR = 0.6  # share of headings from which a table is like a former one


@dataclass(frozen=True, slots=True)
class Remembered:
    """Zapamatované přiřazení: what the headings of a former table meant."""

    target: str
    fields: Mapping[str, str]  # plain heading -> key of the field; empty for a column that was left aside
    units: Mapping[str, str]  # plain heading -> unit of amounts
    answers: Mapping[str, str] = field(default_factory=dict)  # key of a question -> what was told


def shaped(grid: Grid, target: Target, heading: Heading | None = None) -> Shape:
    return shape(grid, partial(likeness, target.key), heading)


def best_list(grid: Grid) -> Target:
    """The list whose headings the table has most of; the first one where it has none."""
    return max(targets(), key=lambda each: fitting(grid, each))


def best_grid(grids: Sequence[Grid]) -> int:
    """The visible sheet that fits any list best."""
    scores = {index: max(fitting(grid, each) for each in targets()) for index, grid in enumerate(grids)}
    return max(scores, key=lambda index: (not grids[index].hidden, scores[index], -index), default=0)


def fitting(grid: Grid, target: Target) -> float:
    """The sum of the likenesses of a row's texts, of the best row."""
    rows = grid.rows[:SEARCHED]
    return max((sum(likeness(target.key, said) for said in {*texts(row)}) for row in rows), default=0)


def fields(shape: Shape, target: Target, former: Sequence[Remembered] = ()) -> tuple[dict[int, str], Remembered | None]:
    """The field of each column, and the former table that told it, if one did."""
    known = recalled(shape.labels, target, former)
    usual = proposed(target, shape.labels, samples(shape))
    if known is None:
        return usual, None
    said = {
        column: known.fields[key] for column, label in enumerate(shape.labels) if (key := plain(label)) in known.fields
    }
    kept = {column: key for column, key in said.items() if key}
    others = {column: key for column, key in usual.items() if column not in said and key not in kept.values()}
    return kept | others, known


def recalled(labels: Sequence[str], target: Target, former: Sequence[Remembered]) -> Remembered | None:
    """The first of them (the newest) that has most of these headings."""
    here = {plain(each) for each in labels} - {""}
    return next(
        (
            each
            for each in former
            if each.target == target.key and here and len(here & each.fields.keys()) / len(here) >= SIMILAR
        ),
        None,
    )


def samples(shape: Shape) -> dict[int, list[Value]]:
    rows = [*shape.items.values()][:SAMPLE]
    return {column: [row[column] for row in rows] for column in range(len(shape.labels))}


def units(shape: Shape, former: Remembered | None = None) -> dict[int, str]:
    """Of columns whose heading tells a unit of amounts, or told one the last time."""
    told = {column: unit_said(label) for column, label in enumerate(shape.labels)}
    known = former.units if former else {}
    return {column: unit for column, said in told.items() if (unit := known.get(plain(shape.labels[column])) or said)}


def remembered(shape: Shape, target: Target, chosen: Mapping[int, str], unit: Mapping[int, str]) -> Remembered:
    """For the next table of the same sender."""
    labelled = {column: key for column, label in enumerate(shape.labels) if (key := plain(label))}
    return Remembered(
        target.key,
        {key: chosen.get(column, "") for column, key in labelled.items()},
        {key: unit[column] for column, key in labelled.items() if unit.get(column)},
    )
