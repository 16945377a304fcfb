"""Co je v textu vidět: the words that a reader of HTML sees, without tags, comments, scripts and styles."""

from __future__ import annotations

import html
import re

# Every alternative ends at the latest with the text, as for a parser (HTML 5, 13.2.5): no start is ever tried in vain,
# so that cost grows in a straight line.
HIDDEN = re.compile(
    r"""<!--.*?(?:-->|\Z)
    | <(?P<raw>script|style)\b.*?(?:</(?P=raw)\s*>|\Z)
    | <[/!?a-z](?:[^>"']|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*(?:>|\Z)
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
IMAGE = re.compile(r"<img\b", re.IGNORECASE)
ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def of_html(source: str) -> str:
    """The visible words of HTML; where a tag stood is a space, for an image its description."""
    return html.unescape(HIDDEN.sub(instead, source))


def instead(hidden: re.Match[str]) -> str:
    described = ALT.search(hidden[0]) if IMAGE.match(hidden[0]) else None
    return f" {described[described.lastindex or 0]} " if described else " "
