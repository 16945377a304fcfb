"""XLSX as one of the formats in which content is delivered; it offers what the modules of `assembler.readers` offer.

It stands here and not there because readers lie below this room: who knows both, puts them side by side.
"""

from __future__ import annotations

from assembler.readers.source import Source
from assembler.workbook.problems import LEFT_OVER
from assembler.workbook.reading import Reading
from assembler.workbook.reading import read as read_delivered
from assembler.workbook.recognising import deliver
from assembler.workbook.writing import MEDIA_TYPE
from schemas.findings import Finding

NAME = "XLSX"
EXTENSIONS = ("xlsx",)
MEDIA_TYPES = (MEDIA_TYPE,)


def read(data: bytes) -> Source:
    """Raw content of a workbook, with what its cells leave in doubt; raises Unreadable."""
    reading = read_delivered(deliver(data))
    return Source(reading.content, reading.find, (*reading.findings, *left_over(reading)))


def left_over(reading: Reading) -> list[Finding]:
    """Each text that found no place and that no other finding tells of."""
    told = {(each.location, each.message) for each in reading.findings}
    return [
        LEFT_OVER.at("", value=each.text, reason=each.reason).located(each.column, each.location)
        for each in reading.unplaced
        if (each.location, each.reason) not in told
    ]
