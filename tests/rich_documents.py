"""Documents of the editor: made at random, and as our reader must find them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hypothesis import strategies as st

from assembler.word.inlines import flatten

Json = dict[str, Any]

HARD = [
    *"<>&*_[](){}#|~^$\\`!+-=:;.,'\"@/", "{{", "}}", "1.", "2)", "# ", "- ", "> ", "~~", "**", "&amp;", "&nbsp;", "<b>",
    "<!--", "-->", "\u00a0", "„", "“", "–", "…", "§", "€", "5. března", "3. 2019", "1.5.2020", "[^1]", "[^1]: ",
    "[x]: ", "](", "![", "```", "---", "===", ":--", "www.a.cz", "https://a.cz/b_c*d", "jana@a.cz", "mailto:x",
    "\u200b", "😀", " ", "  ", "a", "slovo", "Ž", "7",
]  # fmt: skip
texts = st.lists(st.sampled_from(HARD), min_size=1, max_size=6).map("".join)
addresses = st.sampled_from(
    ["https://a.cz/(b)?c=1&d=2", "mailto:a@b.cz", "#oznaceni", "https://a.cz/x y", "https://a.cz"]
)
looks = st.lists(st.sampled_from(["strong", "em", "strike"]), max_size=3, unique=True)


@st.composite
def words(draw: st.DrawFn, breaks: bool = True) -> list[Json]:
    """The content of a paragraph."""
    made: list[Json] = []
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.integers(0, 11))
        if kind == 0 and breaks:
            made.append({"type": "hard_break"})
        elif kind == 1:
            made.append({"type": "reference", "attrs": {"href": "#oznaceni"}})
        else:
            marks: list[Json] = [{"type": each} for each in draw(looks)]
            if kind == 2:
                marks.append({"type": "link", "attrs": {"href": draw(addresses), "title": None}})
            made.append({"type": "text", "text": draw(texts), **({"marks": marks} if marks else {})})
    return made


def node(kind: str, content: list[Json], **attrs: Any) -> Json:
    return {"type": kind, "attrs": attrs, "content": content} if attrs else {"type": kind, "content": content}


paragraphs = words().map(lambda content: node("paragraph", content))
headings = st.builds(
    lambda content, level: node("heading", content, level=level), words(breaks=False), st.integers(1, 6)
)
codes = st.lists(st.sampled_from(["a", "`", "```", "\n", "  b", "<c>", "\\"]), max_size=5).map(
    lambda parts: node("code_block", [{"type": "text", "text": "".join(parts)}] if parts else [])
)
rules = st.just({"type": "horizontal_rule"})


@st.composite
def tables(draw: st.DrawFn) -> Json:
    columns, rows = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    head = [node("table_header", draw(words(breaks=False))) for _ in range(columns)]
    body = [[node("table_cell", draw(words(breaks=False))) for _ in range(columns)] for _ in range(rows - 1)]
    return node("table", [node("table_row", row) for row in (head, *body)])


def nested(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    item = st.builds(lambda first, more: node("list_item", [first, *more]), paragraphs, st.lists(inner, max_size=2))
    items = st.lists(item, min_size=1, max_size=3)
    return st.one_of(
        items.map(lambda content: node("bullet_list", content)),
        st.builds(
            lambda content, order: node("ordered_list", content, order=order), items, st.sampled_from([1, 1, 3, 10])
        ),
        st.lists(inner, min_size=1, max_size=2).map(lambda content: node("blockquote", content)),
    )


blocks = st.recursive(st.one_of(paragraphs, paragraphs, headings, codes, rules, tables()), nested, max_leaves=6)
documents = st.lists(blocks, min_size=1, max_size=4).map(lambda content: node("doc", content))

# ---------------------------------------------------------------- what a document says, however it is held

Said = tuple[Any, ...]
LOOKS = {"strong": "b", "em": "i", "strike": "strike"}


def shown(content: Iterable[Json]) -> Said:
    """What blocks of the editor say."""
    return tuple(found for each in content for found in WAYS[each["type"]](each))


def line(content: Iterable[Json]) -> Said:
    return letters(spans(content))


def spans(content: Iterable[Json]) -> Iterator[tuple[str, frozenset[str], str]]:
    for each in content:
        if each["type"] == "text":
            marks = {mark["type"]: mark.get("attrs", {}) for mark in each.get("marks", ())}
            formats = frozenset(LOOKS[name] for name in marks if name in LOOKS)
            yield each["text"], formats, marks.get("link", {}).get("href", "")
        else:
            yield ("\n", frozenset(), "") if each["type"] == "hard_break" else ("", frozenset(), each["attrs"]["href"])


def letters(parts: Iterable[tuple[str, frozenset[str], str]]) -> Said:
    """Letters with their looks; spaces have none, several are one, and there are none at ends of lines."""
    found: list[tuple[str, frozenset[str], str]] = []
    for text, formats, address in parts:
        if not text:
            found.append(("", frozenset(), address))
        found += [
            (each, frozenset(), "") if each.isspace() else (each, formats, address.replace(" ", "%20")) for each in text
        ]
    return tuple(tidy(found))


def tidy(found: list[tuple[str, frozenset[str], str]]) -> list[tuple[str, frozenset[str], str]]:
    out: list[tuple[str, frozenset[str], str]] = []
    for each in found:
        if each[0] == "\n":
            while out and out[-1][0] == " ":
                out.pop()
        if each[0] == " " and (not out or out[-1][0] in (" ", "\n")):
            continue
        if each[0] == "\n" and not out:
            continue
        out.append(each)
    while out and out[-1][0] in (" ", "\n"):
        out.pop()
    return out


def inner(each: Json) -> list[Json]:
    content: list[Json] = each.get("content", [])
    return content


def listed(kind: str, each: Json, start: int = 0) -> list[Said]:
    return [(kind, start, tuple(shown(inner(item)) for item in inner(each)))]


WAYS: dict[str, Any] = {
    "paragraph": lambda each: [("p", said)] if (said := line(inner(each))) else [],
    "heading": lambda each: [("h", each["attrs"]["level"], line(inner(each)))],
    "code_block": lambda each: [("code", "".join(part["text"] for part in inner(each)))],
    "horizontal_rule": lambda each: [("rule",)],
    "blockquote": lambda each: [("quote", shown(inner(each)))],
    "bullet_list": lambda each: listed("ul", each),
    "ordered_list": lambda each: listed("ol", each, each["attrs"]["order"]),
    "table": lambda each: [("table", tuple(tuple(line(inner(cell)) for cell in inner(row)) for row in inner(each)))],
}


def told(tree: Iterable[Json]) -> Said:
    """What blocks of pandoc say."""
    return tuple(found for each in tree for found in READ[each["t"]](each.get("c")))


def read_line(nodes: Any) -> Said:
    return letters((span.text, span.formats, span.link.address if span.link else "") for span in flatten(nodes))


def read_table(inside: Any) -> list[Said]:
    rows = [*inside[3][1], *(row for body in inside[4] for row in (*body[2], *body[3]))]
    return [("table", tuple(tuple(cell_line(cell[4]) for cell in row[1]) for row in rows))]


def cell_line(blocks: Any) -> Said:
    return read_line(blocks[0]["c"]) if blocks else ()


def read_paragraph(inside: Any) -> list[Said]:
    return [("p", said)] if (said := read_line(inside)) else []


READ: dict[str, Any] = {
    "Para": read_paragraph,
    "Plain": read_paragraph,
    "Header": lambda inside: [("h", inside[0], read_line(inside[2]))],
    "CodeBlock": lambda inside: [("code", inside[1])],
    "HorizontalRule": lambda _: [("rule",)],
    "BlockQuote": lambda inside: [("quote", told(inside))],
    "BulletList": lambda inside: [("ul", 0, tuple(told(item) for item in inside))],
    "OrderedList": lambda inside: [("ol", inside[0][0], tuple(told(item) for item in inside[1]))],
    "Table": read_table,
    "RawBlock": lambda inside: [("raw", *inside)],
    "Div": lambda inside: told(inside[1]),
}
