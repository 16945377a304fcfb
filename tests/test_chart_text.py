"""The alternative text of charts: correct Czech sentences made from the data."""

from __future__ import annotations

import pytest

from assembler.word.charts import ChartData, alternative_text
from schemas.analyses import ChartType
from tests.chart_samples import (
    BAR,
    COLUMN,
    LINE,
    PIE,
    PYRAMID,
    STACKED,
    chart,
)

ALTERNATIVES = [
    (
        COLUMN,
        "Sloupcový graf: Vývoj počtu obyvatel. Jednotka: osoby. Kategorie: 2015 až 2019 (celkem 5). Obyvatelé: "
        "nejvíce 19 150 (2015), nejméně 18 700 (2019), od prvního údaje k poslednímu pokles o 2,3 %.",
    ),
    (
        BAR,
        "Pruhový graf: Co v obcích chybí. Jednotka: odpovědi. Kategorie (celkem 4): Doprava k lékaři, Odlehčovací"
        " služby, Dostupné bydlení, Kluby pro děti a mládež. Odpovědi: nejvíce 128 (Doprava k lékaři), nejméně 12"
        " (Kluby pro děti a mládež).",
    ),
    (
        STACKED,
        "Skládaný sloupcový graf: Zdroje financování. Jednotka: tis. Kč. Kategorie: 2015 až 2019 (celkem 5). "
        "Celkem: nejvíce 21 800 (2019), nejméně 16 200 (2015), od prvního údaje k poslednímu růst o 34,6 %. "
        "Dotace MPSV: nejvíce 17 400 (2019), nejméně 12 400 (2015), od prvního údaje k poslednímu růst o 40,3 %. "
        "Obce: nejvíce 4 400 (2019), nejméně 3 800 (2015), od prvního údaje k poslednímu růst o 15,8 %. Chybějící"
        " údaje: 1.",
    ),
    (
        LINE,
        "Spojnicový graf: Index stáří. Jednotka: %. Kategorie: 2015 až 2019 (celkem 5). Dačice: nejvíce 142,7 "
        "(2019), nejméně 128 (2015), od prvního údaje k poslednímu růst o 14,7 procentního bodu. Jihočeský kraj: "
        "nejvíce 121,5 (2018), nejméně 115,8 (2015), od prvního údaje k poslednímu růst o 2 procentní body. "
        "Chybějící údaje: 1.",
    ),
    (
        PIE,
        "Výsečový graf: Financování podle zdroje. Jednotka: tis. Kč. Podíly: Dotace MPSV 54,3 % (17 400), "
        "Jihočeský kraj 9,0 % (2 900), Rozpočty obcí 13,7 % (4 400), Úhrady uživatelů 18,4 % (5 900), Nadace a "
        "dary 4,5 % (1 450,5). Celkem: 32 050,5. Největší podíl: Dotace MPSV; nejmenší podíl: Nadace a dary.",
    ),
    (
        PYRAMID,
        "Věková pyramida: Obyvatelé podle věku a pohlaví. Jednotka: osoby. Kategorie: 0–14 let až 85 a více let "
        "(celkem 6). Muži: celkem 9 060, nejvíce 2 480 (45–64 let), nejméně 130 (85 a více let). Ženy: celkem 9 "
        "420, nejvíce 2 510 (45–64 let), nejméně 330 (85 a více let).",
    ),
]


@pytest.mark.parametrize(("data", "sentences"), ALTERNATIVES, ids=[str(data.type) for data, _ in ALTERNATIVES])
def test_alternative_text_of_each_type(data: ChartData, sentences: str) -> None:
    """Who does not see the chart is told its type, unit, categories, extremes and course, in correct Czech."""
    assert alternative_text(data).replace("\u00a0", " ") == sentences


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([5, 5, 5], "A: všechny hodnoty 5, od prvního údaje k poslednímu beze změny."),
        ([None, 7, None], "A: 7 (2016). Chybějící údaje: 2."),
        ([0, 7, 4], "A: nejvíce 7 (2016), nejméně 0 (2015), od prvního údaje k poslednímu růst o 4."),
        ([10000, 9999, 10001], "od prvního údaje k poslednímu téměř beze změny."),
        ([-5, 3, 3], "A: nejvíce 3 (2016, 2017), nejméně −5 (2015), od prvního údaje k poslednímu růst o 8."),
        ([None, None, None], "Jednotka: osoby. Údaje chybějí."),
    ],
)
def test_alternative_text_of_special_courses(values: list[float | None], sentence: str) -> None:
    """Equal, lonely, missing, negative and hardly changed values are told as what they are."""
    data = chart(ChartType.LINE, "T", "osoby", ["2015", "2016", "2017"], A=values)
    assert alternative_text(data).replace("\u00a0", " ").endswith(sentence)


def test_alternative_text_reads_years_forwards() -> None:
    """Years that are listed from the latest one still grow from the earliest."""
    backwards = chart(ChartType.LINE, "T", "osoby", ["2017", "2016"], A=[150, 100])
    assert "růst o 50 %" in alternative_text(backwards).replace("\u00a0", " ")


def test_alternative_text_shortens_what_is_endless() -> None:
    """Of many categories the last one stands after dots, of many equal ones three; a title ends its own sentence."""
    many = chart(ChartType.BAR, "Kde to chybí?", "", [f"Obec {n}" for n in "ABCDEFGHIJ"], A=[1, *([2] * 9)])
    assert alternative_text(many).replace("\u00a0", " ") == (
        "Pruhový graf: Kde to chybí? Kategorie (celkem 10): Obec A, Obec B, Obec C, Obec D, Obec E, Obec F, Obec G … "
        "Obec J. A: nejvíce 2 (Obec B, Obec C, Obec D a další), nejméně 1 (Obec A)."
    )
