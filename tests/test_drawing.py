"""Charts as SVG: the same numbers, texts, colours and order as the data, and as the native chart of the same data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from assembler.drawing import svg
from assembler.drawing.axis import axis_of
from assembler.drawing.canvas import Letters, length
from assembler.word.chart_data import ChartData, mirrored
from assembler.word.chart_layout import layout, natural_height
from assembler.word.chart_style import Palette
from assembler.word.charts import alternative_text, drawn_as
from assembler.word.values import Figure
from assembler.word.xml import NS
from schemas.analyses import ChartType
from tests.chart_samples import (
    ALL,
    BAR,
    COLUMN,
    HOSTILE,
    LINE,
    PIE,
    PYRAMID,
    STACKED,
    attributes,
    each_type,
    root,
    series_values,
)

S = {"s": "http://www.w3.org/2000/svg"}
NB = "\u00a0"
AXES = [COLUMN, BAR, STACKED, LINE, PYRAMID]
with_axes = pytest.mark.parametrize("data", AXES, ids=lambda data: str(data.type))


def drawn(data: ChartData, palette: Palette | None = None) -> etree._Element:
    return etree.fromstring(svg(Figure(data, alternative_text(data)), palette or Palette()))


def texts(element: etree._Element, group: str) -> list[str]:
    """The texts of a group: names, numbers, values or legend."""
    return [each.text or "" for each in element.iterfind(f".//s:g[@class='{group}']//s:text", S)]


def told(element: etree._Element) -> list[list[str]]:
    """What the bars, points and slices say, series by series."""
    groups = element.iterfind(".//s:g[@class='series']", S)
    return [[each.text or "" for each in group.iterfind(".//s:title", S)] for group in groups]


def value_of(title: str) -> Decimal:
    return Decimal(title.rpartition(": ")[2].replace(NB, "").replace(",", ".").replace("−", "-"))


def places(element: etree._Element, group: str, side: str) -> list[float]:
    return [float(each.get(side, "")) for each in element.iterfind(f".//s:g[@class='{group}']//s:text", S)]


def bars(element: etree._Element, side: str) -> list[list[float]]:
    """A side of the bars (x, y, width, height), series by series."""
    groups = element.iterfind(".//s:g[@class='series']", S)
    return [[float(each.get(side, "")) for each in group.iterfind("s:rect", S)] for group in groups]


# ---------------------------------------------------------------- the data


@with_axes
def test_every_value_is_drawn_with_its_series_and_category_in_the_order_of_the_data(data: ChartData) -> None:
    for (name, values), found in zip(data.series, told(drawn(data)), strict=True):
        known = [(at, value) for at, value in zip(data.categories, values, strict=True) if value is not None]
        assert [each.rpartition(": ")[0] for each in found] == [f"{name}, {at}" for at, _ in known]
        assert [value_of(each) for each in found] == [value for _, value in known]


@with_axes
def test_the_values_are_those_of_the_native_chart(data: ChartData) -> None:
    """A pyramid's left side is negative there, and shown without a sign in both."""
    native = [[abs(each) for each in row if each is not None] for row in series_values(root(data))]
    assert [[value_of(each) for each in row] for row in told(drawn(data))] == native


def test_a_pie_says_names_values_and_shares_as_the_native_one() -> None:
    element, native = drawn(PIE), root(PIE)
    points = native.iterfind(".//c:cat//c:pt/c:v", NS)
    assert texts(element, "legend") == [each.text for each in points]
    assert texts(element, "values") == [f"{share}{NB}%" for share in (54, 9, 14, 18, 5)]
    assert len(told(element)[0]) == 5


@each_type
def test_colours_are_those_of_the_native_chart_in_its_order(data: ChartData) -> None:
    element = drawn(data)
    shapes = element.findall(".//s:g[@class='series']", S)
    first = [group[0] for group in shapes] if data.type is not ChartType.PIE else list(shapes[0])
    seen = [(each.get("fill") if each.get("fill") != "none" else each.get("stroke", "")) for each in first]
    holder = "c:dPt" if data.type is ChartType.PIE else "c:ser"
    native = [attributes(each, "c:spPr//a:solidFill/a:srgbClr")[0] for each in root(data).iterfind(f".//{holder}", NS)]
    assert seen == [f"#{each}" for each in native]


def test_the_legend_names_the_series_where_there_are_several() -> None:
    assert texts(drawn(STACKED), "legend") == ["Dotace MPSV", "Obce"]
    assert texts(drawn(PYRAMID), "legend") == ["Muži", "Ženy"]
    assert texts(drawn(COLUMN), "legend") == []


# ---------------------------------------------------------------- places


@with_axes
def test_categories_run_as_in_the_native_chart(data: ChartData) -> None:
    """From the left or, lying, from the top; a pyramid from its foot."""
    element, native = drawn(data), root(data)
    assert texts(element, "names") == list(data.categories)
    lying = attributes(native, ".//c:barDir")[:1] == ["bar"]
    downwards = attributes(native, ".//c:catAx/c:scaling/c:orientation") == ["maxMin"]
    seen = places(element, "names", "y" if lying else "x")
    assert seen == sorted(seen, reverse=lying and not downwards)


def test_lengths_of_bars_are_in_the_ratio_of_their_values() -> None:
    (lengths,) = bars(drawn(BAR), "width")
    assert [round(each / lengths[0] * 128) for each in lengths] == [128, 97, 97, 12]
    (heights,) = bars(drawn(COLUMN), "height")
    assert [round(each / heights[0] * 19150, -1) for each in heights] == [19150, 19020, 18930, 18820, 18700]


def test_piles_stand_on_each_other_and_a_missing_value_has_no_bar() -> None:
    element = drawn(STACKED)
    (low, high), (tops, upper) = bars(element, "y"), bars(element, "height")
    assert len(low) == 5
    assert len(high) == 4
    assert [round(y + height, 1) for y, height in zip(high, upper, strict=True)] == [
        round(low[index], 1) for index in (0, 1, 3, 4)
    ]
    assert len(tops) == 5


def test_the_sides_of_a_pyramid_meet_and_are_equally_long() -> None:
    element = drawn(PYRAMID)
    left, right = bars(element, "x")
    widths = bars(element, "width")[0]
    assert {round(x + width, 1) for x, width in zip(left, widths, strict=True)} == {round(x, 1) for x in right}
    assert texts(element, "numbers") == [f"{n}{NB}000" if n else "0" for n in (3, 2, 1, 0, 1, 2, 3)]


def test_a_line_breaks_where_a_value_is_missing() -> None:
    path = drawn(LINE).find(".//s:g[@class='series']/s:path", S)
    assert path is not None
    assert (path.get("d", "").count("M"), path.get("d", "").count("L")) == (2, 2)


@pytest.mark.parametrize(
    ("kind", "values", "ends"),
    [
        ("column", "19150 18700", "0 25000 5000"),
        ("column", "-28 -48", "-60 0 10"),
        ("column", "128 -12", "-20 140 20"),
        ("line", "8.7 2.6", "0 10 1"),
        ("line", "19486 18969", "18700 19600 100"),  # far above zero
        ("column", "3 1", "0 4 1"),  # persons are not counted in halves
        ("column", "0 0", "0 1 1"),
        ("column", "0.4 0.1", "0 0.45 0.05"),
    ],
)
def test_a_free_axis_has_the_ends_that_libreoffice_gives_it(kind: str, values: str, ends: str) -> None:
    data = ChartData(ChartType(kind), "", "", ("a", "b"), (("x", tuple(map(Decimal, values.split()))),))
    axis = axis_of(data, layout(data, 9))
    assert [axis.low, axis.high, axis.step] == [*map(Decimal, ends.split())]


@pytest.mark.parametrize("data", [BAR, PYRAMID], ids=["bar", "pyramid"])
def test_ends_that_the_native_chart_sets_hold_here_too(data: ChartData) -> None:
    native = root(data)
    seen = mirrored(data) if data.type is ChartType.PYRAMID else data
    axis = axis_of(seen, layout(data, 9))
    for path, end in (("c:scaling/c:min", axis.low), ("c:scaling/c:max", axis.high), ("c:majorUnit", axis.step)):
        for given in attributes(native, f".//c:valAx/{path}"):
            assert Decimal(given) == end, path
    assert attributes(native, ".//c:valAx/c:majorUnit") != []


def test_a_long_row_of_years_names_every_so_many_th_as_the_native_chart() -> None:
    years = tuple(str(year) for year in range(1950, 2025))
    data = replace(LINE, categories=years, series=(("Obyvatelé", tuple(map(Decimal, range(75)))),))
    skip = int(attributes(root(data), ".//c:tickLblSkip")[0])
    assert skip > 1
    assert texts(drawn(data), "names") == list(years[::skip])


# ---------------------------------------------------------------- the whole drawing


@each_type
def test_a_drawing_has_the_size_of_the_document_and_tells_what_it_shows(data: ChartData) -> None:
    element = drawn(data)
    assert element.get("viewBox") == f"0 0 160 {natural_height(data, 9)}"
    assert element.get("role") == "img"
    named = [element.get("aria-labelledby"), element.get("aria-describedby")]
    said = {each.get("id"): each.text for each in (*element.iterfind("s:title", S), *element.iterfind("s:desc", S))}
    assert [said[each] for each in named] == [data.title, alternative_text(data)]


def inside(element: etree._Element) -> list[tuple[str, float]]:
    """Texts with their right or left ends that leave the drawing."""
    letters, out = Letters(Palette()), []
    for each in element.iter("{http://www.w3.org/2000/svg}text"):
        if each.get("transform") or not each.get("x"):
            continue
        x, wide = float(each.get("x", "")), letters.width(each.text or "")
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[each.get("text-anchor", "start")]
        if start < -0.6 or start + wide > 160.6:
            out.append((each.text or "", start))
    return out


EDGES = [
    replace(COLUMN, series=(("", (None, None)),), unit=""),
    replace(PIE, series=((PIE.series[0][0], (Decimal(0),) * 5),)),
    replace(PIE, categories=("vše",), series=(("", (Decimal(5),)),)),
    replace(BAR, series=tuple((f"Řada {n}", BAR.series[0][1]) for n in range(8))),
    replace(LINE, series=tuple((f"Řada {n}", LINE.series[0][1]) for n in range(8))),
    replace(COLUMN, categories=tuple(f"Obec s poněkud delším názvem {n}" for n in range(60))),
    replace(PYRAMID, categories=tuple(map(str, range(101))), series=(("M", (Decimal("0.5"),) * 101), ("Ž", ()))),
    replace(STACKED, series=(("A", tuple(map(Decimal, (-5, 4)))), ("B", tuple(map(Decimal, (-2, -3)))))),
]


@pytest.mark.parametrize("data", [*ALL, *EDGES], ids=lambda data: f"{data.type}-{len(data.categories)}")
def test_no_text_leaves_the_drawing_and_no_length_is_negative(data: ChartData) -> None:
    element = drawn(data)
    assert inside(element) == []
    sides = [float(each.get(side, "0")) for each in element.iter() for side in ("width", "height", "r")]
    assert min(sides) >= 0


@each_type
@pytest.mark.parametrize("text", [*HOSTILE, "x" * 500, '"><script>'])
def test_hostile_texts_stay_texts(data: ChartData, text: str) -> None:
    series = tuple((f"{text}{name}", values) for name, values in data.series)
    hostile = replace(data, unit=text, title=text, categories=(text, *data.categories[1:]), series=series)
    element = drawn(hostile)
    assert {etree.QName(each).localname for each in element.iter()} <= {
        *("svg", "title", "desc", "g", "path", "rect", "text", "circle", "defs", "pattern"),
    }
    assert inside(element) == []


def test_nothing_in_a_drawing_is_a_style() -> None:
    for data in (*ALL, *EDGES):
        assert all("style" not in each.attrib for each in drawn(data).iter())


def test_fills_of_equal_lightness_are_patterns_that_are_defined() -> None:
    element = drawn(replace(BAR, series=tuple((f"Řada {n}", BAR.series[0][1]) for n in range(8))))
    used = {each.get("fill", "")[5:-1] for each in element.iter() if each.get("fill", "").startswith("url(#")}
    assert used
    assert used == {each.get("id") for each in element.iterfind(".//s:pattern", S)}


def test_unsuited_data_become_bars_as_in_the_document() -> None:
    data = replace(PIE, series=(*PIE.series, PIE.series[0]))
    assert drawn_as(data) is ChartType.BAR
    assert [len(row) for row in told(drawn(data))] == [5, 5]


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (0.004, "0"), (-0.004, "0"), (12.346, "12.35")])
def test_lengths_are_written_shortly(value: float, text: str) -> None:
    assert length(value) == text


def test_a_long_name_is_broken_between_words_and_cut_with_dots() -> None:
    letters = Letters(Palette())
    lines = letters.broken("Zařízení sociálních služeb v obci s rozšířenou působností", 25)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(letters.width(each) <= 25 for each in lines)
