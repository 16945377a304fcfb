"""Content controls: each text of the content stands in one, tagged with its place, so that it can be read back.

The tag is a short hash of the part's pointer and the name of the field; customXml of the document maps the hashes.
Source: ECMA-376 Part 1, 17.5.2; [MS-DOCX] 2.5.1 (w15:appearance: no frame around it in Word).
"""

from __future__ import annotations

from assembler.word.state import State

END = "</w:sdtContent></w:sdt>"
PLAIN = '<w:text w:multiLine="1"/>'
# Not w:richText: LibreOffice puts such a control into its first paragraph, and a link there then begins where the
# paragraph does, in the PDF too. Containers of building blocks (17.5.2.12) it leaves alone; Word edits both alike.
CONTAINER = '<w:docPartObj><w:docPartGallery w:val="Custom1"/><w:docPartUnique/></w:docPartObj>'


def begin(state: State, owner: str, name: str, plain: bool) -> str:
    """The start of a control: plain for one run of text, a container of paragraphs otherwise."""
    kind = PLAIN if plain else CONTAINER
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{state.tag(owner, name)}"/><w:id w:val="{next(state.ids)}"/>'
        f'<w15:appearance w15:val="hidden"/>{kind}</w:sdtPr><w:sdtContent>'
    )


def map_part(state: State) -> bytes:
    """The custom XML part: which hash stands for which part of the content."""
    rows = "".join(f'<p h="{short}">{escape(owner)}</p>' for owner, short in state.owners.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<plan xmlns="{NAMESPACE}">{rows}</plan>'.encode()


NAMESPACE = "urn:assembler:plan-pointers:1"


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
