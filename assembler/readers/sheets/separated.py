"""CSV: text with a delimiter, in the encodings that Czech programs write; what was recognised is told, in words."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assembler.errors import Unreadable
from assembler.readers.sheets.foreign_files import refused
from assembler.readers.sheets.problems import TOO_MANY_CELLS
from assembler.readers.sheets.xlsx import LAST_LINE, MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from assembler.sentences import Sentence

UTF_8, UTF_16, WINDOWS, ISO = "UTF-8", "UTF-16", "Windows-1250", "ISO-8859-2"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig", UTF_8), (b"\xff\xfe", "utf-16", UTF_16), (b"\xfe\xff", "utf-16", UTF_16))
DELIMITERS = {  # the likeliest first
    ";": Sentence("oddělovač středník"),
    "\t": Sentence("oddělovač tabulátor"),
    ",": Sentence("oddělovač čárka"),
    "|": Sentence("oddělovač svislá čára"),
}
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own
SAMPLE = 60_000  # characters by which the delimiter is told
MOST_FIELD = 200_000  # characters of one cell
ONLY_WINDOWS = re.compile(rb"[\x80-\x9f]")  # in ISO-8859-2 these are no letters
ONLY_ISO = re.compile(rb"[A-Za-z]\xb9|\xb9[A-Za-z]|[A-Z]\xa9|\xa9[A-Z]")  # š, Š; in Windows-1250 „ą“ and „©“
AS_UTF_8 = Sentence("Uložte ho v Excelu znovu: Soubor → Uložit jako → CSV UTF-8 (oddělený středníkem) (*.csv).")
NO_ENCODING = Sentence("nepoznali jsme jeho kódování. %(save)s", save=AS_UTF_8)
OPEN_CELL = Sentence("některá buňka v něm nekončí (chybí uvozovka). %(save)s", save=AS_UTF_8)


@dataclass(frozen=True, slots=True)
class Separated:
    """Text rozdělený na buňky."""

    rows: list[list[str]]
    detected: str  # „CSV, kódování Windows-1250, oddělovač středník“


def separated(data: bytes) -> Separated:
    """Raises Unreadable for what has no encoding of ours, an open quotation mark, or too much of anything."""
    text, encoding = decoded(data)
    said = SEPARATOR_LINE.match(text)
    delimiter = said[1] if said else delimiter_of(text[:SAMPLE])
    rows = [*bounded(text[said.end() :] if said else text, delimiter or ";")]
    return Separated(rows, Sentence("CSV, kódování %(encoding)s, %(cells)s", encoding=encoding, cells=named(delimiter)))


def named(delimiter: str) -> Sentence:
    if not delimiter:
        return Sentence("jediný sloupec")
    return DELIMITERS.get(delimiter) or Sentence("oddělovač %(sign)s", sign=delimiter)


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding."""
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            return strictly(data, codec), name
    try:
        return data.decode("utf-8"), UTF_8
    except UnicodeDecodeError:
        central = not ONLY_WINDOWS.search(data) and ONLY_ISO.search(data) is not None
    return (strictly(data, "iso8859_2"), ISO) if central else (strictly(data, "cp1250"), WINDOWS)


def strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise refused(NO_ENCODING) from None


def delimiter_of(sample: str) -> str:
    """What splits the most lines into the same number of cells; empty where nothing does."""
    whole = sample.rpartition("\n")[0] if len(sample) == SAMPLE else sample
    shares = {each: share(whole, each) for each in DELIMITERS}
    best = max(shares, key=lambda each: shares[each])
    return best if shares[best] else ""


def share(sample: str, delimiter: str) -> float:
    """Of lines that have the commonest number of cells, if it is more than one."""
    widths: Counter[int] = Counter()
    try:
        widths.update(len(row) for row in csv.reader(io.StringIO(sample, ""), delimiter=delimiter) if row)
    except csv.Error:
        return 0
    usual, count = widths.most_common(1)[0] if widths else (0, 0)
    return count / widths.total() if usual > 1 else 0


def bounded(text: str, delimiter: str) -> Iterator[list[str]]:
    """The lines; bounds are counted while reading."""
    csv.field_size_limit(MOST_FIELD)
    filled = cells = 0
    reader = csv.reader(io.StringIO(text, ""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, start=1):
            used = sum(map(bool, row))
            filled, cells = filled + bool(used), cells + used
            if filled > MAX_ROWS or number > LAST_LINE or width(row) > MAX_COLUMNS or cells > MAX_CELLS:
                raise too_large()
            yield row
    except csv.Error:
        raise refused(OPEN_CELL) from None
    refuse_open(text, delimiter)


def open_quote(line: int) -> Sentence:
    return Sentence("uvozovka na řádku %(line)s nemá konec. %(save)s", line=line, save=AS_UTF_8)


def refuse_open(text: str, delimiter: str) -> None:
    """A quotation mark that nothing closes swallows the rest of the file into one cell."""
    last = csv.reader(io.StringIO(text, ""), delimiter=delimiter, strict=True)
    try:
        for _ in last:
            pass
    except csv.Error as wrong:
        if "unexpected end" in str(wrong):
            raise refused(open_quote(last.line_num)) from None


def width(row: list[str]) -> int:
    """Up to the last cell that holds something."""
    return next((index for index in range(len(row), 0, -1) if row[index - 1]), 0)


def too_large() -> Unreadable:
    return Unreadable(TOO_MANY_CELLS.at("", rows=MAX_ROWS, columns=MAX_COLUMNS, cells=MAX_CELLS))
