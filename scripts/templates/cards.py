"""Strategy with the cards of measures, and the network with the cards of services."""

from __future__ import annotations

from scripts.templates import common
from scripts.templates.blocks import (
    KEPT,
    TEXT_WIDTH,
    block,
    caption,
    cell,
    loop,
    p,
    row,
    section_end,
    statement_row,
    table,
    tag,
    when,
)
from scripts.templates.chapters import fact, h2, table_of

CARD_WIDTHS = (2000, TEXT_WIDTH - 2000)  # twentieths of a point


def strategy() -> str:
    return when(
        "strategy",
        p("Heading1", "Strategická část{{ strategy.place }}"),
        when("strategy.introduction", block("strategy.introduction")),
        when("strategy.vision", h2("Vize"), block("strategy.vision", "Vision")),
        h2("Přehled strategie"),
        when("strategy.levels", fact("Úrovně strategie", "{{ strategy.levels }}")),
        caption("Caption", "Tabulka", "Přehled strategie"),
        block("strategy.overview|data_table"),
        p("AfterTable"),
        loop("node in strategy.nodes", when("not node.measure", nodes()), when("node.measure", card())),
    )


def nodes() -> str:
    """A priority or goal, by its depth."""
    headings = "".join(
        when(
            f"node.depth == {depth}",
            p(f"Strategy{min(depth + 1, 6)}", "{{ node.level }} {{ node.code }} – {{ node.name }}"),
        )
        for depth in (1, 2, 3, 4, 5)
    )
    return (
        headings
        + when("node.description", block("node.description", "GoalText"))
        + when("node.reasoning", block("node.reasoning", "GoalText"))
    )


def card() -> str:
    """The card of a measure: a header row, labels in the first column, then its costs.

    A card that fits on a page with its headings and its costs stays whole: every label keeps with the next row, said in
    the paragraph itself (LibreOffice keeps a whole table with what follows only then). A taller one breaks between rows,
    though not behind its first and not before its last ones.
    """
    rows = (
        card_head(),
        line_when("m.description", "Popis", block("m.description", "CardText"), always=True),
        line_when("m.reasoning", "Zdůvodnění", block("m.reasoning", "CardText")),
        lines("m.rows"),
        line_when("m.steps", "Aktivity", steps()),
        line_when("m.outputs", "Výstupy", common.bullets("item", "m.outputs", "CardTextBullet")),
        line_when("m.risks", "Rizika", common.bullets("item", "m.risks", "CardTextBullet")),
        lines("m.custom"),
        line_when("m.indicators", "Indikátory", common.bullets("item", "m.indicators", "CardTextBullet"), always=True),
        line_when("m.cost_notes", "Náklady", loop("note in m.cost_notes", p("CardText", "{{ note }}")), always=True),
    )
    return (
        tag("set m = node.measure")
        + heading()
        + table("CardTable", CARD_WIDTHS, *rows, first_column=True, title="Karta opatření")
        + when("m.costs", p("TableTitle", "Náklady opatření {{ m.code }}"), block("m.costs|data_table"))
        + p("AfterCard")
    )


def card_head() -> str:
    return row(
        cell(p("CardKind", "{{ m.number }}", extra=KEPT), width=CARD_WIDTHS[0]),
        cell(p("CardName", "{{ m.name }}"), width=CARD_WIDTHS[1]),
        header=True,
    )


def line(label: str, *content: str, always: bool = False) -> str:
    """A row; one that is always kept stands at an end of the card."""
    kept = p("CardLabel", label, extra=KEPT)
    loose = kept if always else when("m.keep", kept) + when("not m.keep", p("CardLabel", label))
    return row(cell(loose, width=CARD_WIDTHS[0]), cell(*content, width=CARD_WIDTHS[1]))


def line_when(condition: str, label: str, *content: str, always: bool = False) -> str:
    return statement_row(f"if {condition}", 2) + line(label, *content, always=always) + statement_row("endif", 2)


def lines(rows: str) -> str:
    """Short rows, each with one paragraph or several."""
    texts = loop("text in item.texts", p("CardText", "{{ text }}"))
    return statement_row(f"for item in {rows}", 2) + line("{{ item.label }}", texts) + statement_row("endfor", 2)


def steps() -> str:
    return loop(
        "step in m.steps",
        p(
            "CardTextNumber",
            "{{ step.text }}{% if step.responsible %} – odpovídá: {{ step.responsible }}{% endif %}"
            "{% if step.term %}; termín: {{ step.term }}{% endif %}",
        ),
    )


def heading() -> str:
    """The heading above a card, by the depth of the measure."""
    text = "{{ node.level }} {{ node.code }} – {{ node.name }}"
    return (
        when("node.depth == 1", p("Strategy2", text))
        + when("node.depth == 2", p("Strategy3", text))
        + when("node.depth == 3", p("Strategy4", text))
        + when("node.depth == 4", p("Strategy5", text))
        + when("node.depth == 5", p("Strategy6", text))
    )


def network() -> str:
    """A table that fits stands upright; a wide one has a section lying down, after which the cards begin a page."""
    return when(
        "network",
        when("network.wide", section_end(common.MAIN)),
        p("Heading1", "Síť sociálních služeb{{ network.place }}"),
        when("network.introduction", block("network.introduction")),
        when(
            "network.table",
            caption("Caption", "Tabulka", "Síť sociálních služeb"),
            table_of("network.table", "network.wide"),
            p("AfterTable"),
        ),
        when("network.conclusion", block("network.conclusion")),
        when("network.wide", section_end(common.WIDE)),
        when(
            "network.services",
            when("network.wide", h2_first("Karty služeb")),
            when("not network.wide", h2("Karty služeb")),
            loop("item in network.services", service()),
        ),
    )


def service() -> str:
    """The card of a service under its name, whatever else of it is known; it stays on one page."""
    widths = (2200, TEXT_WIDTH - 2200)

    def line(label: str, *content: str) -> str:
        return row(cell(p("CardLabel", label, extra=KEPT), width=widths[0]), cell(*content, width=widths[1]))

    head = row(
        cell(p("CardKind", "Služba", extra=KEPT), width=widths[0]),
        cell(p("CardName", "{{ item.name }}"), width=widths[1]),
        header=True,
    )
    rows = (
        head,
        statement_row("if item.provider", 2),
        line("Poskytovatel", p("CardText", "{{ item.provider }}")),
        statement_row("endif", 2),
        statement_row("if item.mission", 2),
        line("Poslání", block("item.mission", "CardText")),
        statement_row("endif", 2),
        statement_row("for line in item.rows", 2),
        line("{{ line.label }}", loop("text in line.texts", p("CardText", "{{ text }}"))),
        statement_row("endfor", 2),
    )
    return (
        p("Heading3", "{{ item.name }}{{ item.place }}")
        + table("CardTable", widths, *rows, first_column=True, title="Karta služby")
        + p("AfterCard")
    )


def h2_first(text: str) -> str:
    """A heading that begins a section: the section break already begins a page."""
    return p("Heading2", text, extra='<w:spacing w:before="0" w:after="120"/>')
