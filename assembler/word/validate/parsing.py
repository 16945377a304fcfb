"""Parsing of parts: strictly, in slices, without document types and entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

ROOT = re.compile(rb"<[A-Za-z_]")
DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)""")
BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


STRICT: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": True, "collect_ids": False}


class Unfit(Exception):
    """A part that is not parsed; `code` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def checked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, once their prolog has shown that they are UTF-8 and name no document type.

    Looking at the bytes is enough because any other encoding is refused first. A document type is never parsed:
    its entities could be made to expand, and Word refuses such a document.
    """
    rest = iter(chunks)
    first = next(rest, b"")
    begin = ROOT.search(first)
    prolog = first[: begin.start()] if begin else first
    encoding = DECLARED.search(prolog)
    if first.startswith(UTF16) or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
        raise Unfit("not_utf8", "the part is not in UTF-8")
    if b"<!DOCTYPE" in prolog:
        raise Unfit("document_type", "the part names a document type (DTD)")
    yield first
    yield from rest


def tree(chunks: Iterable[bytes]) -> etree._Element:
    """The root of a small part; raises Unfit."""
    feed = etree.XMLParser(**STRICT)
    try:
        for chunk in checked(chunks):
            feed.feed(chunk)
        return feed.close()
    except etree.XMLSyntaxError as wrong:
        raise malformed(wrong) from None


def malformed(wrong: etree.XMLSyntaxError) -> Unfit:
    """Line and column only: the parser's own words would quote the content."""
    line, column = wrong.position
    return Unfit("not_well_formed", f"the XML is not well-formed at line {line}, column {column}")
