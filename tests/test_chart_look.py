"""Native charts as they look: each type has its plot, labels have room, and colour is not needed to read them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from assembler.word import charts
from assembler.word.chart_layout import LEAST, MOST
from assembler.word.chart_style import LEAST_STEP, fills, lightness
from assembler.word.charts import ChartData, Palette, drawn_as
from assembler.word.xml import NS
from schemas.analyses import ChartType
from tests.chart_samples import (
    ALL,
    BAR,
    COLUMN,
    LINE,
    PIE,
    PYRAMID,
    STACKED,
    attributes,
    built,
    each_type,
    root,
    series_values,
    sheet_xml,
)


@each_type
def test_frame_of_every_chart(data: ChartData) -> None:
    """Czech, without a title of its own, square corners, not updated on opening, with the workbook attached."""
    element = root(data)
    settings = ("date1904", "lang", "roundedCorners", "chart/c:autoTitleDeleted", "externalData/c:autoUpdate")
    assert [attributes(element, f"c:{name}") for name in settings] == [["0"], ["cs-CZ"], ["0"], ["1"], ["0"]]
    assert attributes(element, "c:externalData", f"{{{NS['r']}}}id") == [charts.WORKBOOK_ID]
    assert element.find("c:chart/c:title", NS) is None
    ids = {int(number) for number in attributes(element, ".//c:axId")}
    assert len(ids) == (0 if data.type is ChartType.PIE else 2)
    assert all(0 < number < 2**31 for number in ids)


@pytest.mark.parametrize(
    ("data", "element", "grouping"),
    [
        (COLUMN, "barChart/c:barDir[@val='col']", "clustered"),
        (BAR, "barChart/c:barDir[@val='bar']", "clustered"),
        (STACKED, "barChart/c:barDir[@val='col']", "stacked"),
        (LINE, "lineChart", "standard"),
        (PIE, "pieChart", None),
        (PYRAMID, "barChart/c:barDir[@val='bar']", "stacked"),
    ],
)
def test_each_type_has_its_plot(data: ChartData, element: str, grouping: str | None) -> None:
    """The six types of the content are the six plots that Word knows by the same names."""
    assert root(data).find(f".//c:{element}", NS) is not None
    assert attributes(root(data), ".//c:grouping") == ([grouping] if grouping else [])
    assert drawn_as(data) is data.type


def test_legend_only_where_it_is_needed() -> None:
    """One series needs none, several have it at the bottom, a pie to its right."""
    positions = [attributes(root(data), ".//c:legendPos") for data in ALL]
    assert positions == [[], [], ["b"], ["b"], ["r"], ["b"]]


def test_numbers_stand_at_columns_where_they_have_room() -> None:
    """Up to eight columns of one series carry their numbers, lying bars always, long numbers and groups never."""
    nine = replace(COLUMN, categories=tuple("abcdefghi"), series=(("A", (Decimal(1),) * 9),))
    wide = replace(COLUMN, series=(("A", (Decimal("34599028123.74"),) * 5),))
    labelled = [bool(attributes(root(data), ".//c:dLbls/c:showVal")) for data in (COLUMN, BAR, nine, wide, STACKED)]
    assert labelled == [True, True, False, False, False]


def test_axis_carries_the_unit() -> None:
    """The unit is the title of the value axis; without a unit there is no title."""
    title = "c:chart/c:plotArea/c:valAx/c:title//a:t"
    assert root(STACKED).findtext(title, None, NS) == "tis. Kč"
    assert root(replace(STACKED, unit="")).find(title, NS) is None


@pytest.mark.parametrize(
    ("values", "code"),
    [(["1234567", "12"], "#,##0"), (["0.5", "12"], "#,##0.0"), (["0.123456", "1"], "#,##0.000"), (["2.50"], "#,##0.0")],
)
def test_number_format_has_the_decimals_of_the_data(values: list[str], code: str) -> None:
    """Thousands are parted, decimals are those that the data need (at most three), the minus is a real one."""
    data = replace(BAR, series=(("A", tuple(map(Decimal, values))),))
    assert attributes(root(data), ".//c:dLbls/c:numFmt", "formatCode") == [f"[$-405]{code};[$-405]\\−{code}"]


def test_pyramid_hides_the_minus_and_has_equal_sides() -> None:
    """Left and right are measured by the same scale, the oldest on top, names at the left edge."""
    axis = "c:chart/c:plotArea/c:valAx"
    element = root(PYRAMID)
    assert attributes(element, f"{axis}/c:scaling/c:max") + attributes(element, f"{axis}/c:scaling/c:min") == [
        "3000",
        "-3000",
    ]
    assert attributes(element, f"{axis}/c:numFmt", "formatCode") == ["[$-405]#,##0;[$-405]#,##0"]
    assert attributes(element, ".//c:gapWidth") + attributes(element, ".//c:overlap") == ["20", "100"]
    assert attributes(element, ".//c:catAx/c:tickLblPos") == ["low"]
    assert attributes(element, ".//c:catAx/c:scaling/c:orientation") == ["minMax"]
    oldest_first = replace(PYRAMID, categories=PYRAMID.categories[::-1])
    assert attributes(root(oldest_first), ".//c:catAx/c:scaling/c:orientation") == ["maxMin"]


def test_columns_stand_on_zero_and_count_whole_things() -> None:
    """A column that began above zero would mislead; three services are not counted in halves."""
    few = replace(COLUMN, series=(("Služby", tuple(map(Decimal, (2, 3, 3, 3, 1)))),))
    assert attributes(root(COLUMN), ".//c:valAx/c:scaling/c:min") == ["0"]
    assert attributes(root(few), ".//c:valAx/c:majorUnit") == ["1"]
    assert attributes(root(LINE), ".//c:valAx/c:scaling/c:min") == []


@pytest.mark.parametrize(
    ("unit", "shares", "highest"),
    [
        ("%", ((58, 24), (42, 76)), ["100"]),
        ("% dotázaných", (("33.4", 40), ("66.7", 60)), ["100"]),  # rounded: 100.1
        ("%", ((10, 12), (5, 7)), []),  # far from a whole: the axis of the data
        ("%", ((70, 70), (60, 50)), []),  # several answers of each: above a whole
        ("osoby", ((58, 24), (42, 76)), []),
    ],
)
def test_an_axis_of_shares_that_make_a_whole_ends_at_a_hundred(
    unit: str, shares: tuple[tuple[int | str, ...], ...], highest: list[str]
) -> None:
    """Word and LibreOffice would end it at 120 per cent, which nothing can be."""
    series = tuple((f"Odpověď {number}", tuple(map(Decimal, values))) for number, values in enumerate(shares))
    chart = replace(COLUMN, type=ChartType.STACKED, unit=unit, categories=("Rok 1", "Rok 2"), series=series)
    assert attributes(root(chart), ".//c:valAx/c:scaling/c:max") == highest


def test_pie_says_shares_at_slices_and_values_in_the_legend() -> None:
    """The legend text is a formula, so that it follows a value that someone edits in Word."""
    element = root(PIE)
    assert attributes(element, ".//c:dLbls/c:showPercent") == ["1"]
    assert attributes(element, ".//c:dLbls/c:numFmt", "formatCode") == ["[$-405]0\\\u00a0%"]
    assert element.findtext(".//c:cat//c:pt/c:v", None, NS) == "Dotace MPSV: 17\u00a0400,0\u00a0tis. Kč"
    assert '<f>A2&amp;IF(B2="","",": "&amp;FIXED(B2,1)&amp;"\u00a0"&amp;$A$1)</f>' in sheet_xml(built(PIE).workbook)
    persons = root(replace(PIE, unit="osoby")).findtext(".//c:cat//c:pt/c:v", None, NS)
    assert persons == "Dotace MPSV: 17\u00a0400,0"


def test_thin_slices_are_turned_to_the_side() -> None:
    """Labels of thin neighbours would run into each other at the top: at the left they lie one above another."""
    thin = replace(PIE, series=(("Zdroje", tuple(map(Decimal, (60, 20, 16, 1, 3)))),))
    assert attributes(root(PIE), ".//c:firstSliceAng") == ["0"]
    assert attributes(root(thin), ".//c:firstSliceAng") == [str(round((0.75 - 0.975) % 1 * 360))]


@pytest.mark.parametrize(
    "data",
    [
        replace(PIE, series=(*PIE.series, *PIE.series)),
        replace(PIE, series=(("A", (Decimal(-1), *PIE.series[0][1][1:])),)),
        replace(PIE, series=(("A", (Decimal(0),) * 5),)),
        replace(PIE, series=(("A", tuple(map(Decimal, (1000, 1, 1, 1, 1)))),)),
        replace(PIE, categories=tuple("abcdefghi"), series=(("A", (Decimal(1),) * 9),)),
        replace(PIE, categories=("x" * 81, *PIE.categories[1:])),
        replace(PYRAMID, series=PYRAMID.series[:1]),
        replace(PYRAMID, series=(PYRAMID.series[0], ("Ž", (Decimal(-1),) * 6))),
    ],
)
def test_data_that_a_pie_or_pyramid_cannot_show_become_bars(data: ChartData) -> None:
    """Rather another type than values that nobody can see: the caller can tell by drawn_as."""
    assert drawn_as(data) is ChartType.BAR
    assert series_values(root(data)) == [list(values) for _, values in data.series]


def test_columns_with_long_names_lie_down() -> None:
    """Names are not turned on their side; a row of years stays upright and names some of them."""
    named = replace(COLUMN, categories=tuple(f"{n}. Rozvoj odlehčovacích služeb" for n in range(12)))
    years = replace(COLUMN, categories=tuple(map(str, range(1960, 2020))))
    assert attributes(root(named), ".//c:barDir") == ["bar"]
    assert attributes(root(named), ".//c:tickLblSkip") == ["1"]
    assert attributes(root(years), ".//c:barDir") == ["col"]
    assert attributes(root(years), ".//c:tickLblSkip") == ["5"]


def test_natural_height_grows_with_rows_and_stays_on_a_page() -> None:
    """Sixty bars are higher than five, and never higher than a page."""
    heights = [
        charts.natural_height(replace(BAR, categories=tuple(f"Obec {n}" for n in range(count))), 9)
        for count in (5, 20, 60, 500)
    ]
    assert heights == sorted(heights)
    assert LEAST <= heights[0] < heights[1] < heights[2] <= heights[3] == MOST


# --- Without colour -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("palette", [Palette(), Palette(colours=("336699",)), Palette(colours=("FFFFFF", "FEFEFE"))])
def test_eight_series_differ_without_colour(palette: Palette) -> None:
    """Any two fills differ by a step of lightness that print keeps, or by their pattern."""
    for left, right in combinations(fills(palette, 8), 2):
        apart = abs(lightness(left.colour) - lightness(right.colour))
        assert left.pattern != right.pattern or (not left.pattern and apart >= LEAST_STEP)


def test_lines_differ_by_dash_and_marker() -> None:
    """Eight lines have eight dashes and eight markers."""
    element = root(replace(LINE, series=tuple((f"Řada {n}", LINE.series[0][1]) for n in range(8))))
    assert len(set(attributes(element, ".//c:ser/c:spPr/a:ln/a:prstDash"))) == 8
    assert len(set(attributes(element, ".//c:ser/c:marker/c:symbol"))) == 8


def test_slices_are_parted_by_white() -> None:
    """Slices of a similar grey are told apart by the gap."""
    assert set(attributes(root(PIE), ".//c:dPt/c:spPr/a:ln/a:solidFill/a:srgbClr")) == {"FFFFFF"}


@pytest.mark.parametrize("colours", [(), ("red",), ('000000"/><x',), ("12345",)])
def test_palette_takes_only_colours(colours: tuple[str, ...]) -> None:
    """A colour is put into the XML as it is: anything else is refused."""
    with pytest.raises(ValueError, match="colour"):
        Palette(colours=colours)
