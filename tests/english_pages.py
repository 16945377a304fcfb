"""Pages in English, looked at for Czech that was left in them.

plain(raw("dacice"))           the content without Czech letters: those that a page has are its own
left(page)                     texts and attributes of a page with Czech letters, but for those that say they are Czech
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from tests.visitors import Visitor

CZECH = re.compile(r"[ěščřžýáíéůúťďňó]", re.IGNORECASE)
READ = frozenset({"aria-label", "title", "alt", "placeholder", "data-label"})  # attributes that people hear or see
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
SILENT = frozenset({"script", "style", "textarea"})


def in_english(visitor: Visitor) -> Visitor:
    """Who has chosen English in the footer."""
    assert (
        visitor.client.post("/jazyk", data={"language": "en", "csrf_token": visitor.token("/ucet")}).status_code == 303
    )
    return visitor


def plain(content: Any) -> Any:
    """The same content, its letters without their signs."""
    if isinstance(content, dict):
        return {key: plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [*map(plain, content)]
    if not isinstance(content, str):
        return content
    return "".join(each for each in unicodedata.normalize("NFKD", content) if not unicodedata.combining(each))


class Reader(HTMLParser):
    """Gathers what people read, outside of elements that say lang="cs"."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []  # elements, and whether their texts are passed over
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        passed = self.passed or given.get("lang") == "cs" or tag in SILENT
        self.found += [] if passed else [text for name in READ if (text := given.get(name))]
        if tag not in VOID:
            self.open.append((tag, passed))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:  # of <br />
            return
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.passed:
            self.found.append(" ".join(data.split()))

    @property
    def passed(self) -> bool:
        return bool(self.open) and self.open[-1][1]


def left(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    return [*dict.fromkeys(each for each in reader.found if CZECH.search(each))]


def addresses(page: str, start: str) -> Iterator[str]:
    """Where the links of a page lead, of those that begin so."""
    for each in re.findall(r'href="([^"#]+)', page):
        if each.startswith(start):
            yield each.replace("&amp;", "&")
