"""Náhled formátovaného textu: how pandoc reads it, as plain HTML; only what our documents can print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from markupsafe import Markup, escape

from assembler.convert import pandoc
from assembler.errors import AssemblerError
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.language import spoken
from assembler.web.service import service
from schemas.fields import MAX_TEXT
from schemas.values import TextFormat

pages = Blueprint("text_preview", __name__)

TAGS = {
    "Para": "p",
    "BlockQuote": "blockquote",
    "Emph": "em",
    "Strong": "strong",
    "Strikeout": "del",
    "Superscript": "sup",
    "Subscript": "sub",
}
SPACES = {"Space": " ", "SoftBreak": " "}
HEADING = 3  # level of the first headings of a text: those above belong to the page


@pages.post("/nahled-textu")
def show() -> str:
    """The text of the form: the field that `pole` names, its format after it."""
    acting(Deed.READ)
    source, wanted = (*request.form.getlist(request.form.get("pole", "")), "", "")[:2]
    wanted = wanted or TextFormat.COMMONMARK.value
    try:
        (blocks,) = pandoc.read_all([(source[:MAX_TEXT], wanted)], service().settings)
    except AssemblerError as wrong:
        return render_template("editing/preview.html", trouble=spoken(wrong.message), shown="")
    return render_template("editing/preview.html", trouble="", shown=html(blocks))


def html(nodes: Sequence[Any]) -> Markup:
    """Blocks or inlines of pandoc as HTML; what it does not know stands as its text."""
    return Markup("").join(node(each) for each in nodes)


def node(each: dict[str, Any]) -> Markup:
    kind: str = each["t"]
    inside: Any = each.get("c")
    if kind in TAGS:
        return Markup("<{0}>{1}</{0}>").format(TAGS[kind], html(inside))
    if kind in SPACES:
        return escape(SPACES[kind])
    return NODES[kind](inside) if kind in NODES else Markup("")


def items(inside: Sequence[Any]) -> Markup:
    return Markup("").join(Markup("<li>{}</li>").format(html(each)) for each in inside)


def heading(inside: Any) -> Markup:
    level = min(6, HEADING + inside[0])
    return Markup("<h{0}>{1}</h{0}>").format(level, html(inside[2]))


def link(inside: Any) -> Markup:
    """Not a link: who writes a text should not leave it by a click."""
    return Markup("<u>{}</u>").format(html(inside[1]) or inside[2][0])


def table(inside: Any) -> Markup:
    """pandoc-types 1.23: attributes, caption, columns, head, bodies, foot."""
    head, bodies = inside[3][1], [row for body in inside[4] for row in (*body[2], *body[3])]
    rows = Markup("").join([*(cells(each, "th") for each in head), *(cells(each, "td") for each in bodies)])
    return Markup("<table>{}</table>").format(rows)


def cells(row: Any, tag: str) -> Markup:
    shown = Markup("").join(Markup("<{0}>{1}</{0}>").format(tag, html(cell[4])) for cell in row[1])
    return Markup("<tr>{}</tr>").format(shown)


NODES: dict[str, Callable[[Any], Markup]] = {
    "Plain": html,
    "Str": escape,
    "LineBreak": lambda _: Markup("<br>"),
    "HorizontalRule": lambda _: Markup("<hr>"),
    "BulletList": lambda inside: Markup("<ul>{}</ul>").format(items(inside)),
    "OrderedList": lambda inside: Markup("<ol>{}</ol>").format(items(inside[1])),
    "Header": heading,
    "Link": link,
    "Note": lambda inside: Markup("<small> ({})</small>").format(html(inside)),
    "Code": lambda inside: Markup("<code>{}</code>").format(inside[1]),
    "CodeBlock": lambda inside: Markup("<pre>{}</pre>").format(inside[1]),
    "RawInline": lambda inside: escape(inside[1]),
    "RawBlock": lambda inside: Markup("<p>{}</p>").format(inside[1]) if inside[0] != "left-out" else Markup(""),
    "Table": table,
    "Div": lambda inside: html(inside[1]),
    "Span": lambda inside: html(inside[1]),
    "Quoted": lambda inside: Markup("„{}“").format(html(inside[1])),
    "LineBlock": lambda inside: Markup("<p>{}</p>").format(Markup("<br>").join(html(line) for line in inside)),
}
