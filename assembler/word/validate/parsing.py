"""Parsing of parts: strictly, in slices, in UTF-8, without document types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from assembler.word.validate.faults import Unfit

STRICT: dict[str, Any] = {"resolve_entities": False, "no_network": True, "collect_ids": False}
DECLARATION = re.compile(rb"""(?:\xef\xbb\xbf)?(?:<\?xml\s[^>]*?(?:encoding\s*=\s*["']([^"']*)["'][^>]*)?\?>)?""")
UTF8 = (None, b"utf-8", b"us-ascii", b"ascii")
UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
HANDLE = b"<?lint?>"  # an instruction of ours before the root, by which the tree can be reached while it grows


def utf8(chunks: Iterable[bytes], handle: bytes = b"") -> Iterator[bytes]:
    """The same bytes, once their beginning has shown that they are UTF-8; with a handle behind the XML declaration."""
    rest = iter(chunks)
    first = next(rest, b"")
    declaration = DECLARATION.match(first)
    encoding = declaration and declaration[1]
    if first.startswith(UTF16) or (encoding and encoding.lower()) not in UTF8:
        raise Unfit("not_utf8", "the part is not in UTF-8")
    end = declaration.end() if declaration else 0
    yield first[:end] + handle + first[end:]
    yield from rest


def tree(chunks: Iterable[bytes]) -> etree._Element:
    """The root of a small part; raises Unfit."""
    parser = etree.XMLParser(**STRICT)
    try:
        for chunk in utf8(chunks):
            parser.feed(chunk)
        return sound(parser.close())
    except etree.XMLSyntaxError as wrong:
        raise malformed(wrong) from None


def sound(root: etree._Element) -> etree._Element:
    """The same root, once it has shown that its document names no document type; Word refuses those that do."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unfit("document_type", "the part names a document type (DTD)")
    return root


def malformed(wrong: etree.XMLSyntaxError) -> Unfit:
    """Line and column only: the parser's own words would quote the content."""
    line, column = wrong.position
    return Unfit("not_well_formed", f"the XML is not well-formed at line {line}, column {column}")
