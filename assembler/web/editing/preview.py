"""Náhled formátovaného textu: how pandoc reads it, as plain HTML; only what our documents can print."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from flask import Blueprint, render_template, request
from markupsafe import Markup, escape

from assembler import forms
from assembler.convert import pandoc
from assembler.errors import AssemblerError
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web.acting import acting
from assembler.web.editing.opened import opened
from assembler.web.editing.words import speaker
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
    actor = acting(Deed.READ)
    source, wanted = (*request.form.getlist(request.form.get("pole", "")), "", "")[:2]
    wanted = wanted or TextFormat.COMMONMARK.value
    try:
        (blocks,) = pandoc.read_all([(source[:MAX_TEXT], wanted)], service().settings)
    except AssemblerError as wrong:
        return render_template("editing/preview.html", trouble=spoken(wrong.message), shown="")
    return render_template("editing/preview.html", trouble="", shown=printed(blocks, targets(actor)))


def targets(actor: Actor) -> Mapping[str, str]:
    """What the references of the plan's texts lead to; {} where no plan is named."""
    plan = request.args.get("plan", type=uuid.UUID)
    return named_targets(opened(actor, plan).content) if plan else {}


def named_targets(content: Any) -> dict[str, str]:
    """„tabulka: Obyvatelé podle věku“ by identifiers; the numbers of captions are known when a document is made."""
    return {each.code: each.label for each in forms.referable(content, speaker())}


def printed(blocks: Sequence[Any], targets: Mapping[str, str]) -> Markup:
    """Blocks of pandoc as HTML, with the names of what their references lead to."""
    return html(referring(blocks, targets))


def referring(nodes: Any, targets: Mapping[str, str]) -> Any:
    """The nodes with the name of its target in each reference without words of its own: `[](#tab-vek)`."""
    if isinstance(nodes, list):
        return [referring(each, targets) for each in nodes]
    if not isinstance(nodes, dict):
        return nodes
    if nodes.get("t") == "Link" and not nodes["c"][1]:
        attributes, _, (address, title) = nodes["c"]
        name = targets.get(unquote(address).removeprefix("#"), "") if address.startswith("#") else ""
        return {"t": "Link", "c": [attributes, [{"t": "Str", "c": name}] if name else [], [address, title]]}
    return {key: referring(value, targets) for key, value in nodes.items()}


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
