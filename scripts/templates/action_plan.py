"""The shipped template of the action plan of one year."""

from __future__ import annotations

from scripts.templates import common, package
from scripts.templates.blocks import (
    KEPT,
    TEXT_WIDTH,
    block,
    body,
    caption,
    cell,
    contents,
    cover_header,
    footer,
    header,
    loop,
    p,
    row,
    short_chapter,
    statement_row,
    table,
    when,
)
from scripts.templates.styles import styles_xml

TITLE = "Akční plán rozvoje sociálních služeb"


def introduction() -> str:
    return (
        p("Heading1", "Úvod")
        + when("parent", body("Akční plán vychází z dokumentu: {{ parent }}"))
        + when("introduction", block("introduction"))
        + when(
            "overview",
            p("Heading2", "Přehled opatření roku {{ year }}"),
            caption("Caption", "Tabulka", "Přehled opatření roku {{ year }}"),
            block("overview|data_table"),
            p("AfterTable"),
        )
        + when("not overview", body("Akční plán zatím neobsahuje žádné opatření."))
    )


def items() -> str:
    """A card for each measure, its activities and its costs; a measure that the plan does not have has no code."""
    title, bare = (
        p("ActionHeading", "Opatření {{ item.code }} – {{ item.name }}"),
        p("ActionHeading", "{{ item.code }}{{ item.name }}"),
    )
    return when(
        "items",
        p("Heading1", "Opatření roku {{ year }}"),
        loop(
            "item in items",
            when("item.number != '–'", title),
            when("item.number == '–'", bare),
            card(),
            titled("activities", "Aktivity"),
            titled("costs", "Náklady"),
            p("AfterTable"),
        ),
    )


def card() -> str:
    widths = (2000, TEXT_WIDTH - 2000)
    head = row(
        cell(p("CardKind", "{{ item.number }}", extra=KEPT), width=widths[0]),
        cell(p("CardName", "{{ item.name }}"), width=widths[1]),
        header=True,
    )

    def line(condition: str, label: str, *content: str) -> str:
        cells = (cell(p("CardLabel", label, extra=KEPT), width=widths[0]), cell(*content, width=widths[1]))
        return statement_row(f"if {condition}", 2) + row(*cells) + statement_row("endif", 2)

    return table(
        "CardTable",
        widths,
        head,
        line("item.guarantor", "Garant", p("CardText", "{{ item.guarantor }}")),
        line("item.aim", "Záměr roku", block("item.aim", "CardText")),
        line("item.outputs", "Výstupy", common.bullets("output", "item.outputs", "CardTextBullet")),
        line("item.cost_notes", "Náklady", loop("note in item.cost_notes", p("CardText", "{{ note }}"))),
        first_column=True,
        title="Opatření v akčním plánu",
    )


def titled(name: str, title: str) -> str:
    """A table of the measure under its title."""
    measure = "{% if item.number != '–' %} opatření {{ item.number }}{% endif %}"
    return when(f"item.{name}", p("TableTitle", title + measure), block(f"item.{name}|data_table"))


def financing() -> str:
    return when(
        "financing",
        p("Heading1", "Financování"),
        caption("Caption", "Tabulka", "Náklady akčního plánu podle zdrojů ({{ unit }})"),
        block("financing|data_table"),
        p("AfterTable"),
    )


def closing() -> str:
    parts = (("network", "Síť služeb"), ("outlook", "Výhled"), ("evaluation", "Vyhodnocování"))
    return "".join(when(name, short_chapter(title), block(name)) for name, title in parts)


def document() -> str:
    return (
        "<w:body>"
        + "".join(
            (
                common.cover(),
                common.imprint(),
                common.contents_pages("1-3"),
                common.abbreviations(),
                introduction(),
                items(),
                financing(),
                closing(),
                when(
                    "overview",
                    short_chapter("Seznam tabulek", numbered=False),
                    contents('TOC \\h \\z \\c "Tabulka"'),
                ),
                common.MAIN,
            )
        )
        + "</w:body>"
    )


def build() -> bytes:
    headers = {
        "rIdHeader1": header("Header"),
        "rIdHeader3": cover_header(),
        "rIdHeader4": header("Header", chapter=False),
    }
    footers = {"rIdFooter1": footer("Footer"), "rIdFooter3": common.cover_footer()}
    return package.build(document(), headers, footers, styles_xml(), TITLE)
