"""Co se v sešitu nepodařilo přečíst nebo zařadit: the findings of reading, and what was left over."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.findings import Location, error, info, warning

# ---------------------------------------------------------------- the file

NEWER = error(
    "newer_workbook",
    "Sešit je z jiné verze programu, které nerozumíme. Stáhněte si u plánu nový a vyplňte ten.",
    "The workbook was made by a version of the program that this one does not understand.",
)
NOT_OURS = error(
    "foreign_workbook",
    "V souboru není žádný list, který by patřil k plánu. Stáhněte si sešit u plánu a vyplňte ten.",
    "No sheet of the file belongs to a plan.",
)

# ---------------------------------------------------------------- values

BROKEN_CELL = error(
    "cell_error",
    "Buňka má místo hodnoty chybu {value}. Napište do ní hodnotu.",
    "The cell holds the error {value} instead of a value.",
)
FORMULA = info(
    "formula",
    "Buňka má vzorec. Převzali jsme jeho poslední výsledek „{value}“, vzorec ne.",
    "The cell holds a formula; its last result “{value}” was taken.",
)
BECAME_DATE = error(
    "became_date",
    "Excel z hodnoty udělal datum {value}. Nebylo to „{perhaps}“? Napište ji znovu do buňky ve formátu Text.",
    "Excel made the date {value} of it; was it “{perhaps}”? Type it again as text.",
)
DATE_AS_TEXT = warning(
    "date_as_text",
    "V textu je datum; převzali jsme je jako „{value}“. Ověřte, že to tak má být.",
    "A date was taken as the text “{value}”.",
)
DIGITS_AS_TEXT = warning(
    "digits_as_text",
    "Excel tu má číslo {value}, ne text; pokud začínalo nulou, ztratila se. Ověřte ho a napište jako text.",
    "A number ({value}) where a text is expected: a leading zero may be lost.",
)
BECAME_NUMBER = error(
    "became_number",
    "Excel z hodnoty udělal číslo {value}. Nebyl to kód (1.10 → 1,1)? Napište ji znovu do buňky ve formátu Text.",
    "Excel made the number {value} of it; was it a code? Type it again as text.",
)
BECAME_FLAG = error("became_flag", "Místo textu je tu {value}. Napište text.", "{value} instead of a text.")
TYPED_NUMBER = info(
    "typed_number",
    "Číslo bylo napsané jako text „{value}“; převzali jsme {number}.",
    "The number was typed as the text “{value}”; {number} was taken.",
)
UNCLEAR_NUMBER = error(
    "unclear_number",
    "„{value}“ není jednoznačné číslo. Napište jen číslo, třeba 1200 nebo 1200,50; slova patří do poznámky.",
    "“{value}” is not clearly a number.",
)
UNCLEAR_DAY = error(
    "unclear_day",
    "„{value}“ není den. Napište ho třeba jako 1. 3. 2020; slova („průběžně“) patří do termínu nebo poznámky.",
    "“{value}” is not a day.",
)
UNCLEAR_FLAG = error("unclear_flag", "„{value}“ není ano ani ne.", "“{value}” is neither yes (ano) nor no (ne).")
BY_NAME = info(
    "found_by_name",
    "„{value}“ jsme našli podle názvu: {id}.",
    "“{value}” was found by its name: {id}.",
)
NOT_OFFERED = error(
    "not_offered",
    "„{value}“ v nabídce není. Vyberte z nabídky buňky; chybí-li v ní, doplňte ho nejdřív na jeho listu.",
    "“{value}” is not among what the cell offers.",
)
PICTURE_TEXT = error(
    "picture_text",
    "Obrázek se v sešitu nemění: nechte buňku, jak byla, nebo ji vymažte. Nový obrázek vložte v plánu.",
    "Pictures are not changed in the workbook.",
)

# ---------------------------------------------------------------- rows, columns, sheets

NO_PARENT = error(
    "no_parent",
    "Řádek patří k „{value}“, ale na listu „{sheet}“ to není. Vyberte ve sloupci „{column}“ z nabídky.",
    "The row belongs to “{value}”, which is not on the sheet “{sheet}”.",
)
PARENT_MISSING = error(
    "parent_missing",
    "Není vyplněno, kam řádek patří. Vyberte ve sloupci „{column}“ z nabídky.",
    "Nothing says to whom the row belongs (column “{column}”).",
)
PARENT_TWICE = error(
    "parent_unclear",
    "„{value}“ je na listu „{sheet}“ vícekrát. Vyberte ve sloupci „{column}“ z nabídky.",
    "“{value}” stands on the sheet “{sheet}” more than once.",
)
IN_CIRCLE = error(
    "parent_in_circle",
    "Řádek je podřízený sám sobě. Opravte sloupec „{column}“.",
    "The row lies below itself.",
)
NUMBER_TWICE = error(
    "row_number_twice",
    "Číslo řádku {value} je tu podruhé. Smažte ho, řádek pak bude nový.",
    "The row number {value} stands here for the second time.",
)
ROUTE_MISSING = error(
    "route_missing", "Ve sloupci „{column}“ má být: {choices}.", "The column “{column}” has to be one of {choices}."
)
EMPTY_ROW = info("emptied_row", "Řádek je prázdný, položku jsme vynechali.", "The row is empty; the item was left out.")
MERGED = warning(
    "merged_cells",
    "Buňky {value} jsou sloučené; hodnota platí jen pro první z nich. Rozdělte je a vyplňte všechny.",
    "The cells {value} are merged; the value counts for the first one only.",
)
HIDDEN_ROWS = info(
    "hidden_rows",
    "List má skryté řádky ({value}); převzali jsme je také.",
    "The sheet has hidden rows ({value}); they were read, too.",
)
COLUMN_TWICE = error(
    "column_twice", "Sloupec „{value}“ je tu podruhé; čteme jen první.", "The column “{value}” stands here twice."
)
UNKNOWN_COLUMN = warning(
    "unknown_column",
    "Sloupec „{value}“ v sešitu nebyl; co v něm je, najdete mezi nezařazeným.",
    "The column “{value}” is unknown; what it holds was not placed.",
)
UNKNOWN_SHEET = warning(
    "unknown_sheet",
    "List „{value}“ v sešitu nebyl; co v něm je, najdete mezi nezařazeným.",
    "The sheet “{value}” is unknown; what it holds was not placed.",
)
HIDDEN_SHEET = info("hidden_sheet", "Skrytý list „{value}“ jsme nečetli.", "The hidden sheet “{value}” was not read.")
NO_SHEET = info(
    "sheet_missing",
    "List „{value}“ v sešitu chybí; jeho údajů jsme se nedotkli.",
    "The sheet “{value}” is missing; its data were left as they are.",
)
NO_HEADER = error(
    "header_missing",
    "Na listu „{value}“ jsme nenašli záhlaví; co v něm je, najdete mezi nezařazeným.",
    "No header was found on the sheet “{value}”.",
)
LEFT_OVER = warning("left_over", "„{value}“ jsme nepřevzali: {reason}.", "“{value}” was not taken over ({reason}).")


MOST_TOLD = 5_000  # findings of one reading; whoever has more, mends these first


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Nezařazené: a text of the workbook that found no place in the content, with the reason."""

    location: Location
    column: str  # the label above it, or beside it
    text: str
    reason: str
    fate: str = ""  # what becomes of its row, or of what the plan has there
