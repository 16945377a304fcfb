"""Co je to za soubor: told by its bytes, not its name; what cannot be read is refused with the steps that mend it."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from assembler.errors import Unreadable
from assembler.readers.sheets.archive import DECODING
from assembler.readers.sheets.problems import LOCKED
from assembler.readers.sheets.xlsx import OLE, is_locked
from assembler.sentences import Sentence
from schemas.findings import Verbatim, error

NOT_TABLE = error(
    "not_table", "Z tohoto souboru tabulku nepřečteme: {what}", "No table can be read from this file: {what}"
)


class FileKind(Enum):
    """Druh souboru that is read."""

    XLSX = "XLSX"
    ODS = "ODS"
    TEXT = "CSV"


SAVE_AS = Sentence("Soubor → Uložit jako → Sešit Excelu (*.xlsx).")
IN_EXCEL = Sentence("Otevřete ho v Excelu nebo LibreOffice a uložte: %(way)s", way=SAVE_AS)
COPY = Sentence(
    "Označte v něm tabulku, zkopírujte ji do prázdného sešitu Excelu (Ctrl+C, Ctrl+V) a uložte ho: %(way)s", way=SAVE_AS
)
ASK = Sentence("Požádejte odesílatele o původní tabulku.")
EMPTY = Sentence("je prázdný.")
DAMAGED = Sentence("je poškozený. Požádejte, ať vám ho pošlou znovu.")
XLS = Sentence("je to starý formát Excelu (.xls). %(advice)s", advice=IN_EXCEL)
XLSB = Sentence("je to binární sešit Excelu (.xlsb). %(advice)s", advice=IN_EXCEL)
WEB = Sentence("je to webová stránka, i když se jmenuje jako tabulka. %(advice)s", advice=IN_EXCEL)
XML_SHEET = Sentence("je to tabulka XML ze starého Excelu. %(advice)s", advice=IN_EXCEL)
WORD = Sentence("je to dokument Wordu. %(advice)s", advice=COPY)
RTF = Sentence("je to dokument RTF. %(advice)s", advice=COPY)
ODT = Sentence("je to textový dokument LibreOffice. %(advice)s", advice=COPY)
SLIDES = Sentence("je to prezentace. %(advice)s", advice=COPY)
MAIL = Sentence("je to e-mail. Otevřete ho v Outlooku, uložte přílohu (pravé tlačítko → Uložit jako) a nahrajte ji.")
PDF = Sentence(
    "je to PDF. %(advice)s Nemá-li ji, v Excelu zvolte Data → Načíst data → Ze souboru → Z PDF "
    "a sešit uložte jako .xlsx.",
    advice=ASK,
)
NUMBERS = Sentence(
    "je to soubor z počítače Apple (Numbers, Pages). V Numbers zvolte Soubor → Exportovat do → Excel (.xlsx)."
)
PICTURE = Sentence("je to obrázek. %(advice)s Z obrázku by se čísla jen hádala.", advice=ASK)
ZIP = Sentence("je to archiv ZIP. Rozbalte ho (pravé tlačítko → Extrahovat vše) a nahrajte tabulku, která je v něm.")
DATA = Sentence("je to obsah celého plánu, ne tabulka. Nahrajte ho u plánu přes „Nahrát novou verzi ze souboru“.")
UNKNOWN = Sentence("není to XLSX, ODS ani CSV. %(advice)s", advice=IN_EXCEL)

PLAIN = ("csv", "tsv", "txt", "tab", "")  # extensions of text that may be a table
PLANS = ("json", "yaml", "yml")
SIGNS: tuple[tuple[bytes, Sentence], ...] = (
    (b"%PDF", PDF),
    (b"{\\rtf", RTF),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
)
PARTS: tuple[tuple[str, Sentence], ...] = (
    ("xl/workbook.bin", XLSB),
    ("word/document.xml", WORD),
    ("ppt/presentation.xml", SLIDES),
    ("Index/Document.iwa", NUMBERS),
    ("Index.zip", NUMBERS),
)
STREAMS: tuple[tuple[str, Sentence], ...] = (
    ("WordDocument", WORD),
    ("PowerPoint Document", SLIDES),
    ("__substg1.0_", MAIL),
)
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|meta|head|body|style)", re.IGNORECASE)
XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml")


def refused(what: Sentence) -> Unreadable:
    """With a message that pages can say in English, which of the finding only the frame is."""
    wrong = Unreadable(NOT_TABLE.at("", what=Verbatim(what)))
    wrong.message = Sentence("Z tohoto souboru tabulku nepřečteme: %(what)s", what=what)
    return wrong


def kind_of(data: bytes, extension: str) -> FileKind:
    """What a file is; raises Unreadable for what no table is read from. `extension`: small letters, without the dot."""
    if not data.strip():
        raise refused(EMPTY)
    if data.startswith(OLE):
        raise Unreadable(LOCKED.at("")) if is_locked(data) else refused(of_streams(data))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return packed(data)
    for sign, what in SIGNS:
        if data.startswith(sign):
            raise refused(what)
    return text(data, extension)


def of_streams(data: bytes) -> Sentence:
    """Of an OLE file (MS-CFB 2.6.1: names of streams are UTF-16)."""
    return next((what for name, what in STREAMS if name.encode("utf-16-le") in data), XLS)


def packed(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {*archive.namelist()}
    except DECODING:
        raise refused(DAMAGED) from None
    if b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in data[:200]:
        return FileKind.ODS
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        raise refused(ODT)
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    raise refused(next((what for name, what in PARTS if name in names), ZIP))


def text(data: bytes, extension: str) -> FileKind:
    start = data[:2000]
    if MARKUP.match(start):
        raise refused(WEB)
    if XML.match(start):
        raise refused(XML_SHEET if b"Excel.Sheet" in start or b":spreadsheet" in start else UNKNOWN)
    if extension in PLANS:
        raise refused(DATA)
    if extension not in PLAIN or (b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise refused(UNKNOWN)
    return FileKind.TEXT
