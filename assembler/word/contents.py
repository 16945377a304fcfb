"""Contents and lists of captions: the cached result of TOC fields (ECMA-376 17.16.5.68), as Word itself writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembler.word.marks import Region
from assembler.word.styles import Styles
from assembler.word.xml import attribute, hyperlink, text

LEVELS = re.compile(r'\\o\s*"?(\d)-(\d)"?')
SEQUENCE = re.compile(r'\\c\s*"?([^"\s\\]+)"?')


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a TOC field asks for: headings of some levels, or the captions of one sequence."""

    instruction: str
    levels: range
    sequence: str

    def takes(self, region: Region) -> bool:
        if self.sequence:
            return self.sequence in region.sequences
        return region.level in self.levels and bool(region.text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a contents."""

    level: int  # 1 … 9; 0 in a list of captions
    number: str
    region: Region


def read(instruction: str) -> Wanted:
    """The switches \\o and \\c of a TOC field; without them all three usual levels."""
    levels, sequence = LEVELS.search(instruction), SEQUENCE.search(instruction)
    wanted = range(int(levels[1]), int(levels[2]) + 1) if levels else range(1, 4)
    return Wanted(instruction, wanted, sequence[1] if sequence else "")


def paragraphs(
    wanted: Wanted, entries: Sequence[Entry], styles: Styles, pages: Mapping[str, int], for_layout: bool
) -> str:
    """The field with its lines. Without a known page a line has an empty page field: never a wrong number.

    In the copy for layout the field's own marks are left out, so that the layout program computes the page fields.
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {attribute(wanted.instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    if for_layout:
        begin = end = ""
    if not entries:
        return f"<w:p>{begin}{end}</w:p>"
    last = len(entries) - 1
    return "".join(
        line(entry, styles, pages.get(entry.region.bookmark), begin if index == 0 else "", end if index == last else "")
        for index, entry in enumerate(entries)
    )


def line(entry: Entry, styles: Styles, page: int | None, before: str, behind: str) -> str:
    region = entry.region
    style = styles.id_of(f"toc {entry.level}" if entry.level else "table of figures")
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    number = f"<w:r><w:t>{text(entry.number)}</w:t></w:r><w:r><w:tab/></w:r>" if entry.number else ""
    shown = f"<w:r><w:t>{page}</w:t></w:r>" if page is not None else ""
    return (
        f"<w:p>{properties}{before}{hyperlink(region.bookmark, region.text)}{number}"
        f'<w:r><w:t xml:space="preserve">{region.line}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {region.bookmark} \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"</w:hyperlink>{behind}</w:p>"
    )
