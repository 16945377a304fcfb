"""Native charts: nothing of the data is lost, Word accepts them, the same data give the same bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from assembler.word import charts
from assembler.word.charts import ChartData, Palette, alternative_text, build, drawing
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
    built,
    cells,
    document,
    each_type,
    references,
    root,
    same,
    series_values,
    sheet_xml,
)
from tests.openxml_sdk import validate

ROOT = Path(__file__).parents[1]


EDGES = [
    replace(COLUMN, series=(("", (None, None)),), unit=""),
    replace(PIE, series=((PIE.series[0][0], (Decimal(0),) * 5),)),
    replace(BAR, series=tuple((f"Řada {n}", BAR.series[0][1]) for n in range(8))),
    replace(LINE, series=tuple((f"Řada {n}", LINE.series[0][1]) for n in range(8))),
    replace(COLUMN, categories=tuple(f"Obec s poněkud delším názvem {n}" for n in range(60))),
    replace(PYRAMID, categories=tuple(map(str, range(101))), series=(("M", (Decimal("0.5"),) * 101), ("Ž", ()))),
    replace(STACKED, categories=(*HOSTILE, "x" * 10_000), unit='<&">', title='<&">'),
]


@pytest.mark.slow
@pytest.mark.parametrize("data", [*ALL, *EDGES], ids=lambda data: f"{data.type}-{len(data.categories)}")
def test_word_accepts_every_type_and_edge(data: ChartData, tmp_path: Path) -> None:
    """The Open XML SDK finds nothing in a document with the chart."""
    path = tmp_path / "chart.docx"
    path.write_bytes(document([data], Palette(font='Cal"ibri & <x>')))
    assert validate(path) == []


@pytest.mark.slow
def test_the_pdf_shows_names_and_czech_numbers(tmp_path: Path) -> None:
    """LibreOffice prints the names whole and the numbers with no-break spaces and decimal commas."""
    (tmp_path / "charts.docx").write_bytes(document(ALL))
    address = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={address}", "--headless", "--convert-to", "pdf", "charts.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    pdf = pypdfium2.PdfDocument(tmp_path / "charts.pdf")
    shown = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    shown = re.sub(r"\s+", " ", shown)
    names = [*(name for data in ALL for name in data.categories), "Muži", "Ženy", "Dotace MPSV", "Jihočeský kraj"]
    assert [name for name in names if name not in shown] == []
    for number in ("19 150", "18 700", "128", "54 %", "17 400,0 tis. Kč", "2 000"):
        assert number in shown, number
    assert "17,400" not in shown


# --- The data -------------------------------------------------------------------------------------------------------


@each_type
def test_chart_and_workbook_hold_the_same(data: ChartData) -> None:
    """What the chart shows at first is what Word reads from the workbook when the data are edited."""
    parts = built(data)
    sheet = cells(parts.workbook)
    found = list(references(etree.fromstring(parts.xml)))
    assert len(found) == 3 * len(data.series)
    for places, points in found:
        for number, cell in enumerate(places):
            assert (number in points) == (cell in sheet)
            assert number not in points or same(points[number], sheet[cell])


@each_type
def test_every_name_and_value_stands_in_the_chart(data: ChartData) -> None:
    """Nothing of the data is lost; a pyramid holds its left side as negative numbers."""
    shown = [each.text or "" for each in root(data).iter(f"{{{NS['c']}}}v")]
    for name in (*data.categories, *(name for name, _ in data.series)):
        assert any(name in text for text in shown), name
    left = -1 if data.type is ChartType.PYRAMID else 1
    expected = [list(values) for _, values in data.series]
    expected[0] = [value if value is None else left * value for value in expected[0]]
    assert series_values(root(data)) == expected


@each_type
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_printed_to_the_letter(data: ChartData, text: str) -> None:
    """No text is read as XML, template, formula or escape, in the chart or in the workbook."""
    names = (text, *data.categories[1:])
    series = ((text, data.series[0][1]), *data.series[1:])
    hostile = replace(data, unit=text, title=text, categories=names, series=series)
    parts = built(hostile)
    shown = [each.text or "" for each in etree.fromstring(parts.xml).iter(f"{{{NS['c']}}}v")]
    assert [name for name in shown if name == text or name.startswith(f"{text}: ")] != []
    sheet = cells(parts.workbook)
    assert (sheet["A1"], sheet["A2"], sheet["B1"]) == (text, text, text)
    formulas = re.findall("<f>(.*?)</f>", sheet_xml(parts.workbook))
    assert all(formula.startswith("A") for formula in formulas)
    assert bool(formulas) == (data.type is ChartType.PIE)


def test_a_name_of_10000_characters_is_cut_in_the_drawing_only() -> None:
    """LibreOffice would need minutes to lay it out: the workbook holds it whole, and it can be reported."""
    long = "Ž" * 10_000
    data = replace(COLUMN, categories=(long, *COLUMN.categories[1:]))
    cached = [points[0] for places, points in references(root(data)) if places[0] == "A2"]
    assert [(len(text), text[-1]) for text in cached] == [(200, "…")]
    assert cells(built(data).workbook)["A2"] == long
    assert charts.shortened(data) == (long,)
    assert charts.shortened(COLUMN) == ()


def test_missing_values_are_gaps() -> None:
    """A year without a value breaks the line; it is neither zero nor bridged."""
    element = root(LINE)
    first = element.find(".//c:val/c:numRef/c:numCache", NS)
    assert first is not None
    assert attributes(first, "c:pt", "idx") == ["0", "2", "3", "4"]
    assert attributes(element, ".//c:dispBlanksAs") == ["gap"]
    assert "B3" not in cells(built(LINE).workbook)


def test_a_draft_with_uneven_series_loses_nothing() -> None:
    """More values than categories, fewer values than categories: all are drawn, what lacks is missing."""
    one, two, three = Decimal(1), Decimal(2), Decimal(3)
    data = replace(COLUMN, categories=("a", "b"), series=(("A", (one, two, three)), ("B", (one,))))
    assert series_values(root(data)) == [[one, two, three], [one, None, None]]


@pytest.mark.parametrize("data", [replace(COLUMN, series=()), replace(COLUMN, categories=(), series=(("A", ()),))])
def test_nothing_to_draw_is_refused(data: ChartData) -> None:
    """A chart without series or without categories is the caller's mistake."""
    with pytest.raises(ValueError, match="at least one category and one series"):
        build(data, Palette())
    with pytest.raises(ValueError, match="at least one category and one series"):
        alternative_text(data)


# --- The same bytes -------------------------------------------------------------------------------------------------

FRESH_PROCESS = """
import datetime, hashlib, sys, time
now = float(sys.argv[1])
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(now, tz)
    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(now)
datetime.datetime, time.time = Clock, lambda: now
from assembler.word.charts import Palette, build
from tests.chart_samples import ALL
parts = [build(data, Palette()) for data in ALL]
print(hashlib.sha256(b"".join(part.xml + part.workbook for part in parts)).hexdigest())
"""


def test_fresh_processes_give_the_same_bytes() -> None:
    """Neither hash seed nor time zone nor clock shows in a chart or its workbook."""
    digests = set()
    for seed, zone, clock in (("1", "UTC", "1000000000"), ("77", "Asia/Tokyo", "1900000000.5")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""}
        command = [sys.executable, "-c", FRESH_PROCESS, clock]
        digests.add(subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True).stdout)
    assert len(digests) == 1


def test_equal_values_in_another_notation_give_the_same_bytes() -> None:
    """12.0 equals 12 and so takes its place in the cache: what comes out must not depend on which came first."""
    plain = replace(BAR, series=(("A", (Decimal(120), Decimal(0), Decimal(5), None)),))
    other = replace(BAR, series=(("A", (Decimal("1.2E+2"), Decimal("-0.00"), Decimal("5.000"), None)),))
    assert plain == other
    first = built(plain)
    build.cache_clear()
    assert built(other) == first


# --- The drawing ----------------------------------------------------------------------------------------------------


def test_drawing_refers_to_the_chart_and_escapes_its_texts() -> None:
    """The inline drawing carries size, id, name and alternative text, whatever stands in them."""
    nasty = 'a "b" <c> & {{ x }}\nd'
    inline = drawing("rId7", 5760000, 2700000, "12", nasty, nasty)
    element = etree.fromstring(f'<w:r xmlns:w="{NS["w"]}">{inline}</w:r>')
    assert attributes(element, ".//wp:extent", "cx") + attributes(element, ".//wp:extent", "cy") == [
        "5760000",
        "2700000",
    ]
    (properties,) = element.iterfind(".//wp:docPr", NS)
    assert [properties.get(name) for name in ("id", "name", "descr")] == ["12", nasty, nasty]
    assert attributes(element, ".//a:graphicData/c:chart", f"{{{NS['r']}}}id") == ["rId7"]
