"""What the source of a formatted text says and its tree does not: pandoc leaves some of it out without a word.

Everything that somebody reads is counted in the source and in the tree: letters in HTML, where tags stand in the midst
of words, and words in CommonMark, where names of notes and links stand between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml import etree

WORD = re.compile(r"[^\W_]+")

# HTML
UNPRINTED = frozenset((
    "script", "style", "iframe", "frame", "object", "embed", "applet", "audio", "video", "canvas", "input", "textarea",
))  # fmt: skip
READ_ATTRIBUTES = ("alt", "title", "value", "placeholder", "label")
FOR_PROGRAMS = re.compile(r"\s*(\[if\b|\[endif|\?xml\b|(Start|End)Fragment\b|$)")  # comments of Word for itself

# CommonMark
ENTITY = re.compile(r"&(?:#\w{1,8}|\w{2,32});")
NAMES = re.compile(
    r"^(?:[ \t>*+-]|\d{1,9}[.)])*(?:\[[^\[\]\n]+\]:[ \t]*)+"  # [name]: what it means
    r"|(?<=\])\[[^\[\]\n]+\]|\[\^[^\[\]\n]+\]",  # [words][name], [^name]
    re.MULTILINE,
)
NUMBERS = re.compile(r"^[ \t>*+-]*(?:\d{1,9}[.)][ \t>*+-]*)+(?:[ \t]|$)", re.MULTILINE)

# pandoc's tree: the texts among the arguments of a node
LITERAL = ("Code", "CodeBlock", "RawInline", "RawBlock", "Math")


def anything_left_out(source: str, text_format: str, tree: Any) -> bool:
    """Does the source in "html" or "commonmark" say anything that the tree lacks?"""
    if text_format == "html":
        nodes = list(nodes_of(source))
        return any(map(never_printed, nodes)) or bool(letters(nodes) - letters_of(tree))
    return bool(words(said_in_commonmark(source)) - words(" ".join(texts(tree, True))))


def nodes_of(source: str) -> Iterator[etree._Element]:
    """Elements and comments of a page, those behind it too."""
    page = etree.HTML(f"<p></p>{source}", etree.HTMLParser(huge_tree=True))  # a comment alone would be no page
    yield from page.iter()
    yield from page.itersiblings()


def never_printed(node: etree._Element) -> bool:
    """Scripts, embedded pages, forms, comments; not what Word and Outlook say to themselves."""
    if isinstance(node, etree._Comment):
        return not FOR_PROGRAMS.match(node.text or "")
    return node.tag in UNPRINTED


def letters(nodes: Iterable[etree._Element]) -> Counter[str]:
    """The letters and digits of a page."""
    found: Counter[str] = Counter()
    for node in nodes:
        own = [node.text, *map(node.get, READ_ATTRIBUTES)] if isinstance(node.tag, str) else []
        for text in (*own, node.tail):
            found.update(filter(str.isalnum, text or ""))
    return found


def letters_of(tree: Any) -> Counter[str]:
    return Counter(filter(str.isalnum, "".join(texts(tree, False))))


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(unquote(text)))


def said_in_commonmark(source: str) -> str:
    """The source without the names of notes and links and the numbers of lists, which are counted anew."""
    plain = ENTITY.sub(lambda match: unescape(match[0]), source)
    return NUMBERS.sub(" ", NAMES.sub(" ", plain))


def texts(tree: Any, addresses: bool) -> Iterator[str]:
    """All texts of a tree, with the addresses of links and images if asked for; in no order."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield from texts_of(node["t"], node.get("c"), addresses)
            node = node.get("c")
        if isinstance(node, list):
            waiting += [child for child in node if isinstance(child, (dict, list))]


def texts_of(kind: str, content: Any, addresses: bool) -> Sequence[str]:
    """The texts of one node."""
    if kind == "Str":
        return (content,)
    if kind in LITERAL:
        return (content[1],)
    if kind in ("Link", "Image"):
        address, title = content[2]
        return (address, title) if addresses else (title,)
    return ()
