"""Strategy with the cards of measures, and the network with the cards of services."""

from __future__ import annotations

from scripts.templates import common
from scripts.templates.blocks import (
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
from scripts.templates.chapters import h2, labelled


def strategy() -> str:
    return when(
        "strategy",
        p("Heading1", "Strategická část{{ strategy.place }}"),
        when("strategy.introduction", block("strategy.introduction")),
        when("strategy.vision", h2("Vize"), block("strategy.vision", "Vision")),
        h2("Přehled strategie"),
        when("strategy.levels", labelled("Úrovně strategie", "{{ strategy.levels }}")),
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


BREAKING = ("Popis", "Zdůvodnění", "Aktivity", "Rizika")


def card() -> str:
    """The card of a measure: a header row, labels in the first column, then its costs and indicators."""
    widths = (2000, TEXT_WIDTH - 2000)

    def line(label: str, *content: str) -> str:
        """A row; behind the long ones a card that is too tall for its page may break."""
        kept = p("CardLabel", label)
        if label in BREAKING:
            kept = when("m.keep", kept) + when("not m.keep", p("CardLabelLoose", label))
        return row(cell(kept, width=widths[0]), cell(*content, width=widths[1]))

    def line_when(condition: str, label: str, *content: str) -> str:
        return statement_row(f"if {condition}", 2) + line(label, *content) + statement_row("endif", 2)

    head = row(
        cell(p("CardKind", "{{ m.number }}"), width=widths[0]),
        cell(p("CardName", "{{ m.name }}"), width=widths[1]),
        header=True,
    )
    steps = loop(
        "step in m.steps",
        p(
            "CardTextNumber",
            "{{ step.text }}{% if step.responsible %} – odpovídá: {{ step.responsible }}{% endif %}"
            "{% if step.term %}; termín: {{ step.term }}{% endif %}",
        ),
    )
    rows = (
        head,
        line_when("m.description", "Popis", block("m.description", "CardText")),
        line_when("m.reasoning", "Zdůvodnění", block("m.reasoning", "CardText")),
        statement_row("for item in m.rows", 2),
        line("{{ item.label }}", p("CardText", "{{ item.text }}")),
        statement_row("endfor", 2),
        line_when("m.steps", "Aktivity", steps),
        line_when("m.outputs", "Výstupy", common.bullets("item", "m.outputs", "CardTextBullet")),
        line_when("m.risks", "Rizika", common.bullets("item", "m.risks", "CardTextBullet")),
        statement_row("for item in m.custom", 2),
        line("{{ item.label }}", p("CardText", "{{ item.text }}")),
        statement_row("endfor", 2),
        line_when("m.indicators", "Indikátory", common.bullets("item", "m.indicators", "CardTextBullet")),
        line_when("m.cost_notes", "Náklady", loop("note in m.cost_notes", p("CardText", "{{ note }}"))),
    )
    return (
        tag("set m = node.measure")
        + heading()
        + table("CardTable", widths, *rows, first_column=True, title="Karta opatření")
        + when("m.costs", p("TableTitle", "Náklady opatření {{ m.code }}"), block("m.costs|data_table"))
        + p("AfterTable", extra='<w:spacing w:before="0" w:after="240"/>')
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
    widths = (2200, TEXT_WIDTH - 2200)
    head = row(
        cell(p("CardKind", "Poskytovatel"), width=widths[0]),
        cell(p("CardName", "{{ item.provider }}"), width=widths[1]),
        header=True,
    )
    rows = (
        head,
        statement_row("if item.mission", 2),
        row(
            cell(p("CardLabel", "Poslání"), width=widths[0]),
            cell(block("item.mission", "CardText"), width=widths[1]),
        ),
        statement_row("endif", 2),
        statement_row("for line in item.rows", 2),
        row(
            cell(p("CardLabel", "{{ line.label }}"), width=widths[0]),
            cell(p("CardText", "{{ line.text }}"), width=widths[1]),
        ),
        statement_row("endfor", 2),
    )
    cards = loop(
        "item in network.services",
        p("Heading3", "{{ item.name }}{{ item.place }}"),
        table("CardTable", widths, *rows, first_column=True, title="Karta služby"),
        when("item.cost_notes", loop("note in item.cost_notes", p("Source", "{{ note }}"))),
        p("AfterTable", extra='<w:spacing w:before="0" w:after="200"/>'),
    )
    return when(
        "network",
        section_end(common.MAIN),
        p("Heading1", "Síť sociálních služeb{{ network.place }}"),
        when("network.introduction", block("network.introduction")),
        when(
            "network.table",
            caption("Caption", "Tabulka", "Síť sociálních služeb"),
            block("network.table|data_table"),
            p("AfterTable"),
        ),
        when("network.conclusion", block("network.conclusion")),
        section_end(common.WIDE),
        when("network.services", h2_first("Karty služeb"), cards),
    )


def h2_first(text: str) -> str:
    """A heading that begins a section: the section break already begins a page."""
    return p("Heading2", text, extra='<w:spacing w:before="0" w:after="120"/>')
