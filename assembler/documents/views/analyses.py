"""Analytická část: chapters with tables, charts and pictures; sums are computed here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from assembler.documents.views.amounts import HELLERS, places
from assembler.documents.views.media import picture
from assembler.word.charts import ChartData, alternative_text, shows_unit
from assembler.word.formats import number, percent
from assembler.word.values import Cell, DataTable, Figure, Joined, Picture
from schemas.analyses import Analysis, Chapter, Chart, ChartType, Column, ColumnType, Table, in_percent, is_whole
from schemas.media import Image
from schemas.territory import Territory
from schemas.values import Rich

ZERO = Decimal(0)
MISSING = "–"
MONEY = "Kč"  # in the unit of amounts: „Kč“, „tis. Kč“, „Kč na obyvatele“


class TableView(TypedDict):
    """Tabulka."""

    caption: str
    unit: str
    parts: list[DataTable]  # a table too wide for a page goes on in further ones, each with the first column
    source: Joined
    note: str


class ChartView(TypedDict):
    """Graf."""

    caption: str
    unit: str  # only where the drawing does not say it
    figure: Figure
    source: Joined
    comment: Rich


class ImageView(TypedDict):
    """Obrázek."""

    caption: str
    picture: Picture
    source: Joined


class ChapterView(TypedDict):
    """Kapitola analýzy."""

    heading: str
    text: Rich
    tables: list[TableView]
    charts: list[ChartView]
    images: list[ImageView]
    conclusion: Rich


class AnalysisView(TypedDict):
    """Analýza."""

    title: str
    summary: Rich
    chapters: list[ChapterView]


WIDEST = 9  # columns that fit on a page standing upright


def analysis(item: Analysis) -> AnalysisView:
    return {"title": item.title, "summary": item.summary, "chapters": [chapter(each) for each in item.chapters]}


def chapter(item: Chapter) -> ChapterView:
    return {
        "heading": item.heading,
        "text": item.text,
        "tables": [table(each) for each in item.tables if each.columns],
        "charts": [chart(each) for each in item.charts if drawable(each)],
        "images": [image(each, shown) for each in item.images if (shown := picture(each))],
        "conclusion": item.conclusion,
    }


def source_line(source: str, year: int | None) -> Joined:
    return Joined(tuple(value for value in (source, str(year) if year else "") if value))


def table(item: Table) -> TableView:
    shown = [decimals(item, index) for index in range(len(item.columns))]
    columns = tuple(zip(item.columns, shown, strict=True))
    rows = tuple(
        tuple(cell(row[index] if index < len(row) else None, *column) for index, column in enumerate(columns))
        for row in item.rows
    )
    total = totals(item, shown) if item.total_label else ()
    heads = tuple(heading(column) for column in item.columns)
    return {
        "caption": item.caption,
        "unit": item.unit,
        "parts": split(DataTable(heads, rows, total, str(item.caption))),
        "source": source_line(item.source, item.year),
        "note": item.note,
    }


def split(whole: DataTable) -> list[DataTable]:
    """The table in parts of at most WIDEST columns, the first column repeated in each."""
    width = len(whole.columns)
    if width <= WIDEST:
        return [whole]
    groups = [(0, *range(first, min(first + WIDEST - 1, width))) for first in range(1, width, WIDEST - 1)]
    return [
        DataTable(
            tuple(whole.columns[i] for i in group),
            tuple(tuple(row[i] for i in group) for row in whole.rows),
            tuple(whole.total[i] for i in group) if whole.total else (),
            f"{whole.title} ({number}/{len(groups)})",
        )
        for number, group in enumerate(groups, start=1)
    ]


def heading(column: Column) -> Cell:
    text = Joined((column.name, " (", column.unit, ")"), "") if column.unit else column.name
    return Cell(text, column.type in (ColumnType.NUMBER, ColumnType.PERCENT))


def decimals(item: Table, index: int) -> int | None:
    """How many decimals a column shows: as its author wants, of amounts as many as one of them needs, else as written.

    Rows of one column may be of different kinds (inhabitants, their average age), so only amounts are made alike.
    """
    column = item.columns[index]
    unit = column.unit or item.unit
    if column.decimals is not None or column.type is not ColumnType.NUMBER or MONEY not in unit:
        return column.decimals
    values = [row[index] for row in item.rows if index < len(row)]
    needed = max((places(value.normalize()) for value in values if isinstance(value, Decimal)), default=0)
    return max(needed, HELLERS) if needed and unit.startswith(MONEY) else needed


def cell(value: str | Decimal | None, column: Column, decimals: int | None) -> Cell:
    right = column.type in (ColumnType.NUMBER, ColumnType.PERCENT)
    if value is None:
        return Cell(MISSING, right)
    if isinstance(value, str):
        return Cell(value, right)
    return Cell(written(value, column, decimals), right)


def written(value: Decimal, column: Column, decimals: int | None) -> str:
    if column.type is ColumnType.PERCENT:
        return percent(value, decimals)
    if column.type is ColumnType.YEAR:
        return f"{value.normalize():f}"
    return number(value, decimals)


def totals(item: Table, shown: Sequence[int | None]) -> tuple[Cell, ...]:
    """The row of sums: its label in the first column, sums where a column wants them and where they say anything."""
    cells = [Cell(item.total_label)]
    for index, column in enumerate(item.columns[1:], start=1):
        right = column.type in (ColumnType.NUMBER, ColumnType.PERCENT)
        values = [row[index] for row in item.rows if index < len(row)]
        numbers = [value for value in values if isinstance(value, Decimal)]
        total = sum(numbers, ZERO)
        wanted = right and column.total and bool(numbers) and (is_whole(total) or not in_percent(item, column))
        cells.append(Cell(written(total, column, shown[index]) if wanted else "", right))
    return tuple(cells)


def drawable(item: Chart) -> bool:
    """Has the chart something to draw?"""
    return bool(item.categories and item.series)


def chart(item: Chart) -> ChartView:
    data = ChartData(
        item.type or ChartType.COLUMN,
        str(item.caption),
        str(item.unit),
        tuple(map(str, item.categories)),
        tuple((str(series.name), series.values) for series in item.series),
    )
    return {
        "caption": item.caption,
        "unit": "" if shows_unit(data) else item.unit,
        "figure": figure(item, data),
        "source": source_line(item.source, item.year),
        "comment": item.comment,
    }


def figure(item: Chart, data: ChartData) -> Figure:
    """The drawing; a single series has no legend, so its name stands in the data only."""
    names = tuple(series.name for series in item.series)
    legend, in_data = (names, ()) if len(names) > 1 else ((), names)
    unit = (item.unit,) if shows_unit(data) else ()
    alt = item.alt if item.alt.strip() else alternative_text(data)
    return Figure(data, alt, (*item.categories, *legend, *unit), in_data)


def image(item: Image, shown: Picture) -> ImageView:
    return {"caption": item.caption, "picture": shown, "source": source_line(item.source, item.year)}


class TerritoryView(TypedDict):
    """Území a jeho obce."""

    name: str
    type: str
    municipalities: DataTable | None
    source: Joined


def territory(item: Territory) -> TerritoryView:
    return {
        "name": item.name,
        "type": item.type.printed if item.type else "",
        "municipalities": municipality_table(item) if item.municipalities else None,
        "source": source_line(item.source, item.source_year),
    }


COLUMNS = (
    ("part_of", "Část území", False, None),
    ("lau", "Kód obce", False, None),
    ("population", "Obyvatelé", True, 0),
    ("seniors", "Obyvatelé 65+", True, 0),
    ("area", "Rozloha (km²)", True, 2),
)


def municipality_table(item: Territory) -> DataTable:
    """The municipalities with the columns that at least one of them fills, and sums."""
    used = [
        column for column in COLUMNS if any(getattr(each, column[0]) not in (None, "") for each in item.municipalities)
    ]
    heads = (Cell("Obec"), *(Cell(title, right) for _, title, right, _ in used))
    rows = tuple(
        (Cell(each.name), *(value_cell(getattr(each, name), right, places) for name, _, right, places in used))
        for each in item.municipalities
    )
    sums = [
        value_cell(
            sum((Decimal(v) for each in item.municipalities if (v := getattr(each, name)) is not None), ZERO),
            right,
            places,
        )
        if right
        else Cell("")
        for name, _, right, places in used
    ]
    return DataTable(heads, rows, (Cell("Celkem"), *sums) if any(c[2] for c in used) else (), "Obce území")


def value_cell(value: str | Decimal | int | None, right: bool, places: int | None) -> Cell:
    if value is None or value == "":
        return Cell(MISSING, right)
    return Cell(value if isinstance(value, str) else number(value, places), right)
