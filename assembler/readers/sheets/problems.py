"""Co je se souborem tabulky v nepořádku, before anything of it was read."""

from __future__ import annotations

from schemas.findings import error

NOT_XLSX = error("not_xlsx", "Soubor není sešit XLSX: {what}", "The file is not an XLSX workbook: {what}")
DAMAGED = error(
    "damaged_workbook",
    "Sešit je poškozený ({what}). Otevřete ho v Excelu, uložte znovu a nahrajte.",
    "The workbook is damaged ({what}).",
)
LOCKED = error(
    "locked_workbook",
    "Soubor má heslo. Odstraňte ho a uložte soubor znovu.",
    "The file has a password.",
)
TOO_LARGE = error("too_big", "Sešit je příliš velký: {what}.", "The workbook is too large: {what}.")
ACTIVE = error(
    "active_workbook",
    "Sešit obsahuje makra. Uložte ho jako „Sešit Excelu (*.xlsx)“ bez maker a nahrajte znovu.",
    "The workbook holds macros; save it as .xlsx.",
)
