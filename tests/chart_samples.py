"""Samples of the six types of charts, and how the tests read what was made of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal

import pytest
from lxml import etree

from assembler.word import charts
from assembler.word.charts import ChartData, ChartParts, Palette, alternative_text, build, drawing
from assembler.word.xml import NS
from schemas.analyses import ChartType

X = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
EMU = 36_000  # a millimetre


def chart(kind: ChartType, title: str, unit: str, names: list[str], /, **series: list[float | None]) -> ChartData:
    rows = tuple(
        (name.replace("_", " "), tuple(None if value is None else Decimal(str(value)) for value in values))
        for name, values in series.items()
    )
    return ChartData(kind, title, unit, tuple(names), rows)


YEARS = ["2015", "2016", "2017", "2018", "2019"]
AGES = ["0–14 let", "15–29 let", "30–44 let", "45–64 let", "65–84 let", "85 a více let"]
COLUMN = chart(ChartType.COLUMN, "Vývoj počtu obyvatel", "osoby", YEARS, Obyvatelé=[19150, 19020, 18930, 18820, 18700])
BAR = chart(
    ChartType.BAR,
    "Co v obcích chybí",
    "odpovědi",
    ["Doprava k lékaři", "Odlehčovací služby", "Dostupné bydlení", "Kluby pro děti a mládež"],
    Odpovědi=[128, 97, 97, 12],
)
STACKED = chart(
    ChartType.STACKED,
    "Zdroje financování",
    "tis. Kč",
    YEARS,
    Dotace_MPSV=[12400, 13100, 15200, 16900, 17400],
    Obce=[3800, 3900, None, 4300, 4400],
)
LINE = chart(
    ChartType.LINE,
    "Index stáří",
    "%",
    YEARS,
    Dačice=[128.0, None, 135.2, 139.1, 142.7],
    Jihočeský_kraj=[115.8, 117.9, 119.7, 121.5, 117.8],
)
PIE = chart(
    ChartType.PIE,
    "Financování podle zdroje",
    "tis. Kč",
    ["Dotace MPSV", "Jihočeský kraj", "Rozpočty obcí", "Úhrady uživatelů", "Nadace a dary"],
    Zdroje=[17400, 2900, 4400, 5900, 1450.5],
)
PYRAMID = chart(
    ChartType.PYRAMID,
    "Obyvatelé podle věku a pohlaví",
    "osoby",
    AGES,
    Muži=[1450, 1610, 2120, 2480, 1270, 130],
    Ženy=[1390, 1540, 2030, 2510, 1620, 330],
)
ALL = [COLUMN, BAR, STACKED, LINE, PIE, PYRAMID]
HOSTILE = [
    "<b>&amp;]]>",
    "\"'{{ x }}{% if %}",
    "=1+1",
    "+1",
    "-1",
    "@a",
    "<r><t>x</t></r>",
    "_x0041_",
    "😀 ",
    "a\nb\tc",
]


each_type = pytest.mark.parametrize("data", ALL, ids=lambda data: str(data.type))


def built(data: ChartData, palette: Palette | None = None) -> ChartParts:
    return build(data, palette or Palette())


def root(data: ChartData) -> etree._Element:
    return etree.fromstring(built(data).xml)


def attributes(element: etree._Element, path: str, name: str = "val") -> list[str]:
    return [each.get(name, "") for each in element.iterfind(path, NS)]


# --- Reading the parts ----------------------------------------------------------------------------------------------


def cells(workbook: bytes) -> dict[str, str]:
    """The cells of the sheet as they are shown: shared strings, numbers and the results of formulas."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        strings = etree.fromstring(archive.read("xl/sharedStrings.xml"))
    texts = ["".join(str(text) for text in item.itertext()) for item in strings.iterfind("x:si", X)]
    found: dict[str, str] = {}
    for cell in sheet.iter(f"{{{X['x']}}}c"):
        value = cell.findtext("x:v", None, X)
        if value is not None:
            found[cell.get("r", "")] = unescaped(texts[int(value)]) if cell.get("t") == "s" else value
    return found


def unescaped(text: str) -> str:
    """A shared string as Excel reads it (ST_Xstring: _x0041_ is a letter A)."""
    return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


def sheet_xml(workbook: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(workbook)).read("xl/worksheets/sheet1.xml").decode()


def range_cells(formula: str) -> list[str]:
    """The cells that a reference such as Data!$B$2:$B$6 names."""
    match = re.fullmatch(r"Data!\$([A-Z]+)\$(\d+)(?::\$\1\$(\d+))?", formula)
    assert match, formula
    return [f"{match[1]}{row}" for row in range(int(match[2]), int(match[3] or match[2]) + 1)]


def references(element: etree._Element) -> Iterator[tuple[list[str], dict[int, str]]]:
    """Each reference of a chart: the cells that it names, and the points of its cache by number."""
    for formula in element.iter(f"{{{NS['c']}}}f"):
        holder = formula.getparent()
        assert holder is not None
        points = {int(p.get("idx", "")): p.findtext("c:v", "", NS) for p in holder.iter(f"{{{NS['c']}}}pt")}
        yield range_cells(formula.text or ""), points


def series_values(element: etree._Element) -> list[list[Decimal | None]]:
    rows = []
    for cache in element.iterfind(".//c:val/c:numRef/c:numCache", NS):
        points = {p.get("idx"): Decimal(p.findtext("c:v", "", NS)) for p in cache.iterfind("c:pt", NS)}
        count = int(attributes(cache, "c:ptCount")[0])
        rows.append([points.get(str(number)) for number in range(count)])
    return rows


def same(shown: str, cell: str) -> bool:
    """The same text, or the same number in another notation."""
    try:
        return Decimal(shown) == Decimal(cell)
    except ArithmeticError:
        return shown == cell


# --- Documents around charts ----------------------------------------------------------------------------------------

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def relationships(*items: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in items)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def document(datas: list[ChartData], palette: Palette | None = None) -> bytes:
    """A DOCX with nothing but charts."""
    overrides = "".join(
        f'<Override PartName="/word/charts/chart{n}.xml" ContentType="{charts.CONTENT_TYPE}"/>'
        for n in range(len(datas))
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xlsx" ContentType="{charts.WORKBOOK_CONTENT_TYPE}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT}"/>{overrides}</Types>'
    )
    members: dict[str, str | bytes] = {"[Content_Types].xml": types}
    members["_rels/.rels"] = relationships(("rId1", OFFICE, "word/document.xml"))
    body = ""
    for n, data in enumerate(datas):
        parts = built(data, palette)
        members[f"word/charts/chart{n}.xml"] = parts.xml
        members[f"word/embeddings/chart{n}.xlsx"] = parts.workbook
        link = (charts.WORKBOOK_ID, charts.WORKBOOK_RELATIONSHIP_TYPE, f"../embeddings/chart{n}.xlsx")
        members[f"word/charts/_rels/chart{n}.xml.rels"] = relationships(link)
        height = charts.natural_height(data, 9) * EMU
        inline = drawing(f"rId{n + 1}", 160 * EMU, height, str(n + 1), f"Graf {n + 1}", alternative_text(data))
        body += f"<w:p><w:r>{inline}</w:r></w:p>"
    members["word/_rels/document.xml.rels"] = relationships(
        *((f"rId{n + 1}", charts.RELATIONSHIP_TYPE, f"charts/chart{n}.xml") for n in range(len(datas)))
    )
    members["word/document.xml"] = f'<w:document xmlns:w="{NS["w"]}"><w:body>{body}</w:body></w:document>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()
