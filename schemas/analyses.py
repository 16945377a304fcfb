"""Analytická část: chapters of text, data tables and charts, each with its source and year."""

from __future__ import annotations

from decimal import Decimal

from schemas.base import Part, PartsOf, declare, part
from schemas.fields import MAX_COLUMNS, Flag, Identifier, Numbers, OneOf, RichText, Rows, Text, Texts, Whole, Year
from schemas.media import Image
from schemas.values import Choice, Rich

IN_PERCENT = frozenset({"%", "procenta", "procent", "procentech"})  # units, „v procentech“ among them
NEAR_HUNDRED = Decimal(10)  # farther off, shares were never meant to make a whole


class AnalysisType(Choice):
    """Druh analýzy."""

    DEMOGRAPHIC = "demographic", "sociálně-demografická analýza"
    PROVIDERS = "providers", "analýza poskytovatelů"
    COMMISSIONERS = "commissioners", "analýza zadavatelů"
    NEEDS = "needs", "analýza potřeb"
    RESOURCES = "resources", "analýza zdrojů"
    FINANCE = "finance", "analýza finančních toků"
    OTHER = "other", "jiná analýza"


class ColumnType(Choice):
    """Druh hodnot ve sloupci."""

    TEXT = "text", "text"
    NUMBER = "number", "číslo"
    PERCENT = "percent", "podíl v procentech"
    YEAR = "year", "rok nebo kód (bez oddělování tisíců)"


class ChartType(Choice):
    """Typ grafu."""

    COLUMN = "column", "sloupcový"
    BAR = "bar", "pruhový"
    STACKED = "stacked", "skládaný sloupcový"
    LINE = "line", "spojnicový"
    PIE = "pie", "výsečový"
    PYRAMID = "pyramid", "věková pyramida"


@part("Sloupec", plural="Sloupce", add="Přidat sloupec", new="Nový sloupec")
class Column(Part):
    """Sloupec tabulky."""

    name: str = declare(Text("Nadpis", "Stojí v hlavičce tabulky.", "Počet obyvatel", required=True))
    type: ColumnType = declare(
        OneOf("Druh hodnot", "Čísla se zarovnávají doprava.", ColumnType, ColumnType.TEXT, initially=ColumnType.NUMBER)
    )
    unit: str = declare(Text("Jednotka", "Liší-li se od jednotky tabulky.", "Kč"))
    decimals: int | None = declare(
        Whole("Desetinná místa", "Kolik jich sloupec ukazuje: 1 200,5 má jedno.", 1, least=0, most=6)
    )
    total: bool = declare(Flag("Sčítat", "V součtovém řádku se sloupec sečte.", False, initially=True))


@part("Tabulka", plural="Tabulky", add="Přidat tabulku", new="Nová tabulka")
class Table(Part):
    """Datová tabulka; součty se počítají, nepíší."""

    id: str = declare(Identifier("Označení", "Podle něj se na tabulku odkazuje z textu.", "tab-vek"))
    caption: str = declare(Text("Titulek", "Stojí nad tabulkou za slovem Tabulka a číslem.", "Obyvatelé podle věku"))
    unit: str = declare(Text("Jednotka", "Jednotka všech čísel.", "osoby"))
    year: int | None = declare(Year("Rok", "Ke kterému roku údaje platí.", 2018))
    source: str = declare(
        Text("Zdroj", "Odkud údaje jsou. Bez zdroje nelze dokument schválit.", "Český statistický úřad")
    )
    note: str = declare(Text("Poznámka", "Co je k údajům třeba vědět.", "Stav k 31. 12.", multiline=True))
    columns: tuple[Column, ...] = declare(
        PartsOf("Sloupce", "Sloupce zleva doprava.", lambda: Column, most=MAX_COLUMNS)
    )
    rows: tuple[tuple[str | Decimal | None, ...], ...] = declare(
        Rows("Řádky", "Hodnoty řádek po řádku; některá může chybět.", [["0–14 let", 2810], ["15–64 let", None]])
    )
    total_label: str = declare(Text("Popisek součtu", "Vyplněný přidá součtový řádek.", "Celkem"))


def in_percent(table: Table, column: Column) -> bool:
    """Whether the numbers of a column are shares, by its type or by its unit."""
    unit = (column.unit or table.unit).casefold().removeprefix("v ").strip()
    return column.type is ColumnType.PERCENT or (column.type is ColumnType.NUMBER and unit in IN_PERCENT)


def is_whole(shares: Decimal) -> bool:
    """Whether shares can be meant to make a whole; a sum that is farther from it says nothing."""
    return abs(shares - 100) < NEAR_HUNDRED


@part("Řada", plural="Řady", add="Přidat řadu", new="Nová řada")
class Series(Part):
    """Řada hodnot grafu."""

    name: str = declare(Text("Název", "Stojí v legendě.", "Muži", required=True))
    values: tuple[Decimal | None, ...] = declare(
        Numbers("Hodnoty", "Jedna pro každou kategorii; některá může chybět.", [1250, 1301.5, None], item="Hodnota")
    )


@part("Graf", plural="Grafy", add="Přidat graf", new="Nový graf")
class Chart(Part):
    """Graf: kreslí se z údajů a ve Wordu jde upravit."""

    id: str = declare(Identifier("Označení", "Podle něj se na graf odkazuje z textu.", "graf-vyvoj"))
    caption: str = declare(Text("Titulek", "Stojí pod grafem za slovem Graf a číslem.", "Vývoj počtu obyvatel"))
    type: ChartType | None = declare(OneOf("Typ", "Jak se údaje nakreslí.", ChartType, ChartType.LINE))
    unit: str = declare(Text("Jednotka", "Jednotka svislé osy.", "osoby"))
    year: int | None = declare(Year("Rok", "Ke kterému roku údaje platí.", 2018))
    source: str = declare(Text("Zdroj", "Odkud údaje jsou.", "Český statistický úřad"))
    categories: tuple[str, ...] = declare(
        Texts(
            "Kategorie",
            "Popisky vodorovné osy, výsečí nebo věkových skupin.",
            ["2016", "2017", "2018"],
            item="Kategorie",
        )
    )
    series: tuple[Series, ...] = declare(PartsOf("Řady", "Řady hodnot, nejvýše osm.", lambda: Series, most=8))
    comment: Rich = declare(RichText("Komentář", "Co z grafu plyne.", "Obyvatel od roku 2010 **ubývá**."))
    alt: str = declare(
        Text(
            "Alternativní text",
            "Nevyplněný se sestaví z údajů.",
            "Čára klesá z 19 200 na 18 700 obyvatel.",
            multiline=True,
        )
    )


@part("Kapitola", plural="Kapitoly", add="Přidat kapitolu", new="Nová kapitola")
class Chapter(Part):
    """Kapitola analýzy."""

    id: str = declare(Identifier("Označení", "Podle něj se na kapitolu odkazuje z textu.", "vekova-struktura"))
    heading: str = declare(Text("Nadpis", "Nadpis kapitoly bez čísla.", "Věková struktura", required=True))
    text: Rich = declare(
        RichText(
            "Text",
            "Výklad kapitoly. Z textu může vést odkaz na tabulku, graf nebo jinou část plánu.",
            "Podíl seniorů roste, viz [](#tab-vek).",
        )
    )
    tables: tuple[Table, ...] = declare(PartsOf("Tabulky", "Tabulky kapitoly v pořadí.", lambda: Table))
    charts: tuple[Chart, ...] = declare(PartsOf("Grafy", "Grafy kapitoly v pořadí.", lambda: Chart))
    images: tuple[Image, ...] = declare(PartsOf("Obrázky", "Mapy a schémata.", lambda: Image))
    conclusion: Rich = declare(
        RichText("Závěr", "Text za tabulkami a grafy.", "Z údajů plyne potřeba **terénních** služeb.")
    )


@part("Analýza", plural="Analýzy", add="Přidat analýzu", new="Nová analýza")
class Analysis(Part):
    """Analýza: jedna část analytické části plánu."""

    id: str = declare(Identifier("Označení", "Podle něj se na analýzu odkazuje z textu.", "sociodemografie"))
    type: AnalysisType | None = declare(OneOf("Druh", "Druh analýzy.", AnalysisType, AnalysisType.NEEDS))
    title: str = declare(Text("Název", "Nadpis analýzy bez čísla.", "Analýza poskytovatelů", required=True))
    summary: Rich = declare(RichText("Shrnutí", "Hlavní zjištění několika větami.", "Služeb je dost, *chybí* doprava."))
    chapters: tuple[Chapter, ...] = declare(PartsOf("Kapitoly", "Kapitoly analýzy v pořadí.", lambda: Chapter))
