"""Z tabulky graf: which type fits and why; the chart, and what of the table it does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assembler.statistics.cells import is_age, year_of
from assembler.statistics.table import NUMERIC, TOTAL, Made, MadeColumn, MadeRow
from assembler.word.formats import count_of
from schemas.analyses import ChartType, ColumnType

MOST_SERIES = 8
FEW = 6  # parts of a whole that a pie can show
HUNDRED = Decimal(100)
SEXES = ("muž", "žen")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Jaký graf: its type, whether rows are its series, and which rows and columns (of the sheet) it takes."""

    type: ChartType
    by_rows: bool
    columns: frozenset[int]
    rows: frozenset[int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    wanted: Wanted
    reason: str


def suggested(made: Made) -> Suggestion | None:
    """The chart that fits; None where the table has no numbers to draw."""
    columns = [each for each in made.columns[1:] if each.type in NUMERIC]
    if not columns or not made.rows:
        return None
    parts = [each for each in columns if not TOTAL.match(each.name)] or columns
    rows = [each for each in made.rows if not TOTAL.match(each.label)] or [*made.rows]
    kind, by_rows, taken, reason = fitting(made, parts, rows)
    of_rows = rows[:MOST_SERIES] if by_rows else rows
    of_columns = taken if by_rows else taken[:MOST_SERIES]
    wanted = Wanted(
        kind, by_rows, frozenset(each.index for each in of_columns), frozenset(each.index for each in of_rows)
    )
    return Suggestion(wanted, reason)


Fitting = tuple[ChartType, bool, Sequence[MadeColumn], str]  # type, whether rows are series, columns, reason


def fitting(made: Made, parts: Sequence[MadeColumn], rows: Sequence[MadeRow]) -> Fitting:
    if all(year_of(each.label) for each in rows) and len(rows) > 1:
        return ChartType.LINE, False, parts, "V řádcích jsou roky, vývoj nejlépe ukáže čára."
    if len(parts) > 1 and all(year_of(each.name[-4:]) for each in parts):
        return over_years(parts, rows)
    if sexes := by_sex(parts, rows):
        return ChartType.PYRAMID, False, sexes, "V řádcích jsou věkové skupiny a ve sloupcích muži a ženy."
    if len(parts) == 1 and is_whole(made, parts[0], rows):
        return ChartType.PIE, False, parts, f"{count_of(len(rows), 'část', 'části', 'částí')} dávají dohromady celek."
    if len(parts) > 1 and is_divided(made, parts):
        return ChartType.STACKED, False, parts, "Sloupce dávají dohromady sloupec se součtem."
    return ChartType.BAR, False, parts, "Jsou to hodnoty k porovnání; v pruzích se vejdou i dlouhé názvy."


def over_years(parts: Sequence[MadeColumn], rows: Sequence[MadeRow]) -> Fitting:
    if len(rows) <= MOST_SERIES:
        return ChartType.LINE, True, parts, "Ve sloupcích jsou roky, vývoj nejlépe ukáže čára pro každý řádek."
    last = parts[-1]
    reason = f"Řádků je víc než {MOST_SERIES}, čáry by nešlo rozeznat. Graf je porovná jen podle sloupce „{last.name}“."
    return ChartType.BAR, False, [last], reason


def by_sex(parts: Sequence[MadeColumn], rows: Sequence[MadeRow]) -> list[MadeColumn]:
    """The columns of men and of women of a table by age; nothing where it is no such table."""
    if len(rows) < 3 or sum(is_age(each.label) for each in rows) * 2 <= len(rows):
        return []
    found = [[each for each in parts if sex in each.name.casefold()] for sex in SEXES]
    return [each[0] for each in found] if all(len(each) == 1 for each in found) else []


def is_whole(made: Made, column: MadeColumn, rows: Sequence[MadeRow]) -> bool:
    """Whether few positive values are parts of a sum that the table says, or of 100 %."""
    place = made.columns.index(column)
    values = [row.cells[place] for row in rows]
    known = [each for each in values if isinstance(each, int | Decimal) and each > 0]
    if not 2 <= len(rows) <= FEW or len(known) < len(values):
        return False
    in_percent = column.type is ColumnType.PERCENT or "%" in column.name
    return bool(made.total) or (in_percent and abs(sum(known) - HUNDRED) <= 1)


def is_divided(made: Made, parts: Sequence[MadeColumn]) -> bool:
    """Whether a column of sums says that the others are its parts."""
    total = next((n for n, each in enumerate(made.columns) if TOTAL.match(each.name)), None)
    places = [made.columns.index(each) for each in parts]
    return total is not None and all(
        row.cells[total] == sum(cell for n in places if isinstance(cell := row.cells[n], int | Decimal))
        for row in made.rows
    )


# ---------------------------------------------------------------- the chart


def chart_of(made: Made, wanted: Wanted) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The type, categories and series of a chart as content, and what of the table is not in it."""
    numeric = [n for n, each in enumerate(made.columns) if n and each.type in NUMERIC]
    places = [n for n in numeric if made.columns[n].index in wanted.columns]
    rows = [each for each in made.rows if each.index in wanted.rows]
    names, labels = [made.columns[n].name for n in places], [each.label for each in rows]
    values = [[number_in(row.cells[n]) for n in places] for row in rows]
    if wanted.by_rows:
        categories, series = names, [*zip(labels, values, strict=True)]
    else:
        categories = labels
        series = [(name, [row[n] for row in values]) for n, name in enumerate(names)]
    raw = {
        "type": wanted.type.value,
        "categories": categories,
        "series": [{"name": name, "values": [*row]} for name, row in series[:MOST_SERIES]],
    }
    return raw, tuple(left_out(made, wanted, numeric, [name for name, _ in series[MOST_SERIES:]]))


def number_in(cell: object) -> int | Decimal | None:
    return cell if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None


def left_out(made: Made, wanted: Wanted, numeric: Sequence[int], too_many: Sequence[str]) -> list[str]:
    """What the chart does not show, in sentences."""
    told = []
    columns = [made.columns[n].name for n in numeric if made.columns[n].index not in wanted.columns]
    rows = [each.label for each in made.rows if each.index not in wanted.rows]
    if columns:
        told.append(f"V grafu nejsou sloupce: {', '.join(columns)}.")
    if rows:
        told.append(f"V grafu nejsou řádky: {', '.join(rows)}.")
    if too_many:
        told.append(f"Graf má nejvýše {MOST_SERIES} řad, nevešly se: {', '.join(too_many)}.")
    return told
