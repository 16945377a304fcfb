"""Z tabulky graf: which type fits and why; the chart, and what of the table it does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assembler.sentences import Sentence
from assembler.statistics.cells import is_age, year_of
from assembler.statistics.table import NUMERIC, TOTAL, Made, MadeColumn, MadeRow
from schemas.analyses import ChartType, ColumnType

MOST_SERIES = 8
FEW = 6  # parts of a whole that a pie can show
MANY = 5  # from which Czech counts in another form
HUNDRED = Decimal(100)
SEXES = ("muž", "žen")
YEARS_IN_ROWS = Sentence("V řádcích jsou roky, vývoj nejlépe ukáže čára.")
YEARS_IN_COLUMNS = Sentence("Ve sloupcích jsou roky, vývoj nejlépe ukáže čára pro každý řádek.")
BY_AGE_AND_SEX = Sentence("V řádcích jsou věkové skupiny a ve sloupcích muži a ženy.")
DIVIDED = Sentence("Sloupce dávají dohromady sloupec se součtem.")
COMPARED = Sentence("Jsou to hodnoty k porovnání; v pruzích se vejdou i dlouhé názvy.")


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
    parts = [each for each in parts if each.type is ColumnType.NUMBER] or parts  # per cents vanish beside thousands
    rows = [each for each in made.rows if not TOTAL.match(each.label)] or [*made.rows]
    kind, by_rows, taken, reason = fitting(made, parts, rows)
    of_rows = rows[:MOST_SERIES] if by_rows else rows
    of_columns = taken if by_rows else taken[:MOST_SERIES]
    wanted = Wanted(
        kind, by_rows, frozenset(each.index for each in of_columns), frozenset(each.index for each in of_rows)
    )
    return Suggestion(wanted, reason)


Fitting = tuple[ChartType, bool, Sequence[MadeColumn], Sentence]  # type, whether rows are series, columns, reason


def fitting(made: Made, parts: Sequence[MadeColumn], rows: Sequence[MadeRow]) -> Fitting:
    if all(year_of(each.label) for each in rows) and len(rows) > 1:
        return ChartType.LINE, False, parts, YEARS_IN_ROWS
    if len(parts) > 1 and all(year_of(each.name[-4:]) for each in parts):
        return over_years(parts, rows)
    if sexes := by_sex(parts, rows):
        return ChartType.PYRAMID, False, sexes, BY_AGE_AND_SEX
    if len(parts) == 1 and is_whole(made, parts[0], rows):
        return ChartType.PIE, False, parts, is_a_whole(len(rows))
    if len(parts) > 1 and is_divided(made, parts):
        return ChartType.STACKED, False, parts, DIVIDED
    return ChartType.BAR, False, parts, COMPARED


def over_years(parts: Sequence[MadeColumn], rows: Sequence[MadeRow]) -> Fitting:
    if len(rows) <= MOST_SERIES:
        return ChartType.LINE, True, parts, YEARS_IN_COLUMNS
    last = parts[-1]
    reason = Sentence(
        "Řádků je víc než %(most)s, čáry by nešlo rozeznat. Graf je porovná jen podle sloupce „%(column)s“.",
        most=MOST_SERIES,
        column=last.name,
    )
    return ChartType.BAR, False, [last], reason


def is_a_whole(count: int) -> Sentence:
    """„4 části dávají dohromady celek.“"""
    if count < MANY:
        return Sentence("%(count)s\u00a0části dávají dohromady celek.", count=count)
    return Sentence("%(count)s\u00a0částí dávají dohromady celek.", count=count)


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
    told: list[str] = []
    columns = [made.columns[n].name for n in numeric if made.columns[n].index not in wanted.columns]
    rows = [each.label for each in made.rows if each.index not in wanted.rows]
    if columns:
        told.append(Sentence("V grafu nejsou sloupce: %(names)s.", names=", ".join(columns)))
    if rows:
        told.append(Sentence("V grafu nejsou řádky: %(names)s.", names=", ".join(rows)))
    if too_many:
        names = ", ".join(too_many)
        told.append(Sentence("Graf má nejvýše %(most)s řad, nevešly se: %(names)s.", most=MOST_SERIES, names=names))
    return told
