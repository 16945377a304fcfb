"""List „Čtěte nejdřív“: what the workbook is, how it is filled in, which plan and version it holds, what lies where."""

from __future__ import annotations

from typing import Any

from assembler.word.chart_workbook import literal
from assembler.workbook.book import Book, Sheet
from assembler.workbook.filling import SINGLE_TITLE
from assembler.workbook.look import Look, height_of

COVER = "Čtěte nejdřív"
WIDTHS = (34, 14, 84)
HOW = (
    (
        "Co to je",
        "Celý obsah plánu v tabulkách. Vyplňte, co víte, uložte jako .xlsx a nahrajte zpět u plánu "
        "(„Nahrát vyplněný sešit“). Před převzetím uvidíte, co se změní.",
    ),
    (
        "Řádky",
        "Řádky můžete přidávat, mazat, řadit i filtrovat; pořadí řádků je pořadí v dokumentu. "
        "U nového řádku nechte sloupec „Č.“ prázdný.",
    ),
    (
        "Co kam patří",
        "Aktivity, náklady, členové a podobně mají svůj list; ve sloupci „Patří k“ vyberte z nabídky, čí jsou. "
        "Smažete-li položku, smažte i její řádky na ostatních listech.",
    ),
    ("Více údajů v buňce", "Je-li jich v buňce více, každý je na novém řádku (Alt+Enter)."),
    (
        "Čísla a dny",
        "Čísla pište bez slov a jednotek; částky jsou v jednotce plánu (list „Plán“). Dny jako 1. 3. 2020.",
    ),
    (
        "Formátovaný text",
        "V dlouhých textech dělí prázdný řádek odstavce, „- “ začíná odrážku, *takto* se píše kurzíva, **takto** tučné "
        "písmo.",
    ),
    (
        "Čeho se nedotýkat",
        "Šedých sloupců a skrytých listů: podle nich program pozná, co je co. List, který nechcete, můžete smazat; "
        "jeho údajů v plánu se to nedotkne.",
    ),
)


def add_cover(made: Any, look: Look, book: Book, sheets: list[Sheet], *, marked: int) -> None:
    here = made.add_worksheet(COVER)
    here.hide_gridlines(2)
    for column, width in enumerate(WIDTHS):
        here.set_column(column, column, width)
    here.write_string(0, 0, "Sešit plánu", look.of("title"))
    here.set_row(0, 32)
    line = 1
    for label, text in (*facts(book, marked), *HOW):
        here.write_string(line, 0, label, look.of("label"))
        here.merge_range(line, 1, line, 2, "", look.of("plain"))
        here.write_string(line, 1, literal(text), look.of("plain"))
        here.set_row(line, height_of([(text, WIDTHS[1] + WIDTHS[2])]))
        line += 1
    add_contents(here, look, sheets, line + 1)
    here.protect("", {"select_locked_cells": True})
    here.set_landscape()
    here.set_paper(9)
    here.fit_to_pages(1, 0)


def facts(book: Book, marked: int) -> list[tuple[str, str]]:
    origin = book.origin
    told = [
        ("Plán", origin.title),
        ("Verze", f"{origin.revision}" if origin.revision else ""),
        ("Vytvořeno", origin.made),
        (
            "Označené chyby",
            f"Buněk označených červeně: {marked}. Poznámka u buňky říká, co je špatně." if marked else "",
        ),
    ]
    return [(label, text) for label, text in told if text]


def add_contents(here: Any, look: Look, sheets: list[Sheet], line: int) -> None:
    for column, title in enumerate(("List", "Řádků", "Co na něm je")):
        here.write_string(line, column, title, look.of("header"))
    link(here, look, line + 1, SINGLE_TITLE)
    here.write_blank(line + 1, 1, None, look.of("count"))
    here.write_string(line + 1, 2, "Jednotlivé údaje plánu: název, území, období, texty kapitol.", look.of("plain"))
    for number, sheet in enumerate(sheets, start=line + 2):
        table = sheet.table
        about = (table.part_class.__doc__ or "").strip().partition("\n")[0] if table else ""
        below = f" Patří k listu „{table.parent.title}“." if table and table.parent else ""
        link(here, look, number, sheet.title)
        here.write_number(number, 1, len(sheet.rows), look.of("count"))
        here.write_string(number, 2, czech(about, sheet.title) + below, look.of("plain"))


def czech(about: str, title: str) -> str:
    """The first sentence of a docstring is Czech up to its colon; what follows is for programmers."""
    said = about.partition(":")[0].rstrip(".")
    return f"{said or title}."


def link(here: Any, look: Look, line: int, title: str) -> None:
    here.write_url(line, 0, f"internal:'{title}'!A1", look.of("link"), title)
