"""The shipped template of the action plan of one year."""

from __future__ import annotations

from scripts.templates import common, package
from scripts.templates.blocks import (
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
    statement_row,
    table,
    unnumbered,
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
    )


def items() -> str:
    widths = (2000, TEXT_WIDTH - 2000)
    head = row(
        cell(p("CardKind", "{{ item.number }}"), width=widths[0]),
        cell(p("CardName", "{{ item.name }}"), width=widths[1]),
        header=True,
    )

    def line(condition: str, label: str, *content: str) -> str:
        cells = (cell(p("CardLabel", label), width=widths[0]), cell(*content, width=widths[1]))
        return statement_row(f"if {condition}", 2) + row(*cells) + statement_row("endif", 2)

    card = table(
        "CardTable",
        widths,
        head,
        line("item.guarantor", "Garant", p("CardText", "{{ item.guarantor }}")),
        line("item.aim", "Záměr roku", block("item.aim", "CardText")),
        line("item.outputs", "Výstupy", common.bullets("output", "item.outputs", "CardTextBullet")),
        first_column=True,
        title="Opatření v akčním plánu",
    )
    return when(
        "items",
        p("Heading1", "Opatření roku {{ year }}"),
        loop(
            "item in items",
            p("Strategy2", "{{ item.code }} {{ item.name }}"),
            card,
            when(
                "item.activities",
                p("TableTitle", "Aktivity opatření {{ item.code }}"),
                block("item.activities|data_table"),
            ),
            when("item.costs", p("TableTitle", "Náklady opatření {{ item.code }}"), block("item.costs|data_table")),
            loop("note in item.cost_notes", p("Source", "{{ note }}")),
            p("AfterTable", extra='<w:spacing w:before="0" w:after="240"/>'),
        ),
    )


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
    return "".join(
        when(
            name,
            p("Heading1", title, extra='<w:pageBreakBefore w:val="0"/><w:spacing w:before="480" w:after="200"/>'),
            block(name),
        )
        for name, title in parts
    )


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
                when("overview", unnumbered("Seznam tabulek"), contents('TOC \\h \\z \\c "Tabulka"')),
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
