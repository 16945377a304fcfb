"""Co je se souborem tabulky v nepořádku, before anything of it was read: each reason a sentence of its own."""

from __future__ import annotations

from schemas.findings import Rule, error

SAVE_AS = "Otevřete ho v Excelu a uložte: Soubor → Uložit jako → Sešit Excelu (*.xlsx)."
SAVE_AS_EN = "Open it in Excel and save it: File → Save As → Excel Workbook (*.xlsx)."


def not_xlsx(cs: str, en: str) -> Rule:
    return error("not_xlsx", f"Soubor není sešit XLSX: {cs}", f"The file is not an XLSX workbook: {en}")


def damaged(cs: str, en: str) -> Rule:
    return error(
        "damaged_workbook",
        f"Sešit je poškozený ({cs}). Otevřete ho v Excelu, uložte znovu a nahrajte.",
        f"The workbook is damaged ({en}). Open it in Excel, save it again and upload it.",
    )


def too_large(cs: str, en: str) -> Rule:
    return error("too_big", f"Sešit je příliš velký: {cs}.", f"The workbook is too large: {en}.")


EMPTY = not_xlsx("je prázdný.", "it is empty.")
OTHER_ZIP = not_xlsx("je to jiný archiv ZIP.", "it is another ZIP archive.")
OTHER_FILE = not_xlsx(f"je to jiný druh souboru. {SAVE_AS}", f"it is another kind of file. {SAVE_AS_EN}")
OLD_XLS = not_xlsx(f"je to starý formát .xls. {SAVE_AS}", f"it is the old format .xls. {SAVE_AS_EN}")
WITH_PASSWORD = not_xlsx(
    "má heslo. Odstraňte ho v Excelu a uložte soubor znovu.",
    "it has a password. Remove it in Excel and save the file again.",
)
WORD = not_xlsx(
    "je to dokument Wordu. Vyberte sešit, který končí na .xlsx.",
    "it is a Word document. Choose a workbook whose name ends with .xlsx.",
)
SLIDES = not_xlsx(
    "je to prezentace. Vyberte sešit, který končí na .xlsx.",
    "it is a presentation. Choose a workbook whose name ends with .xlsx.",
)
OPEN_DOCUMENT = not_xlsx(
    "je to sešit LibreOffice. Uložte ho: Soubor → Uložit jako → Excel 2007–365 (.xlsx).",
    "it is a LibreOffice workbook. Save it: File → Save As → Excel 2007–365 (.xlsx).",
)

INCOMPLETE = damaged("archiv je neúplný", "the archive is incomplete")
TWICE = damaged("některá část je v něm dvakrát", "it holds one of its parts twice")
ODDLY_PACKED = damaged("je zabalený neobvyklým způsobem", "it is packed in an unusual way")
NO_PART = damaged("chybí část {name}", "the part {name} is missing")
NO_XML = damaged("část {name} není správné XML: {why}", "the part {name} is not valid XML: {why}")
DOCTYPE = damaged("část {name} obsahuje definici typu dokumentu", "the part {name} holds a document type definition")
WRONG_CELL = damaged("buňka {place}", "cell {place}")
WRONG_VALUE = damaged("hodnota {value}", "value {value}")

TOO_MANY_BYTES = too_large("má přes {most} MB", "it has over {most} MB")
UNPACKED = too_large("po rozbalení má přes {most} MB", "unpacked, it has over {most} MB")
TOO_MANY_CELLS = too_large(
    "má přes {rows} řádků, {columns} sloupců nebo {cells} vyplněných buněk",
    "it has over {rows} rows, {columns} columns or {cells} filled-in cells",
)
SHEET_TOO_LARGE = too_large(
    "list „{sheet}“ má přes {rows} řádků nebo {columns} sloupců, nebo má sešit přes {cells} vyplněných buněk",
    "the sheet “{sheet}” has over {rows} rows or {columns} columns, or the workbook over {cells} filled-in cells",
)

LOCKED = error(
    "locked_workbook",
    "Soubor má heslo. Odstraňte ho a uložte soubor znovu.",
    "The file has a password. Remove it and save the file again.",
)
ACTIVE = error(
    "active_workbook",
    "Sešit obsahuje makra. Uložte ho jako „Sešit Excelu (*.xlsx)“ bez maker a nahrajte znovu.",
    "The workbook holds macros. Save it as “Excel Workbook (*.xlsx)” without macros and upload it again.",
)
