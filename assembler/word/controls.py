"""Content controls: each text of the content stands in one, tagged with its place, so that it can be read back.

The tag is a short hash of the part's pointer and the name of the field; customXml of the document maps the hashes.
Source: ECMA-376 Part 1, 17.5.2; [MS-DOCX] 2.5.1 (w15:appearance: no frame around it in Word).
"""

from __future__ import annotations

from assembler.word.state import State

END = "</w:sdtContent></w:sdt>"
LOOK = '"/><w15:appearance w15:val="hidden"/>'
PLAIN = f'{LOOK}<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent>'
# Not w:richText: LibreOffice puts such a control into its first paragraph, and a link there then begins where the
# paragraph does, in the PDF too. Containers of building blocks (17.5.2.12) it leaves alone; Word edits both alike.
CONTAINER = (
    f'{LOOK}<w:docPartObj><w:docPartGallery w:val="Custom1"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
)


def begin(state: State, owner: str, name: str, kind: str) -> str:
    """The start of a control: PLAIN for one run of text, a CONTAINER of paragraphs otherwise."""
    short = state.owners.get(owner) or state.short(owner)
    return f'<w:sdt><w:sdtPr><w:tag w:val="{short}.{name}"/><w:id w:val="{next(state.ids)}{kind}'


def map_part(state: State) -> bytes:
    """The custom XML part: which hash stands for which part of the content."""
    rows = "".join(f'<p h="{short}">{escape(owner)}</p>' for owner, short in state.owners.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<plan xmlns="{NAMESPACE}">{rows}</plan>'.encode()


NAMESPACE = "urn:assembler:plan-pointers:1"


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
