"""What the templates of all plans share: cover, imprint, contents, abbreviations, approval clause."""

from __future__ import annotations

from scripts.templates.blocks import (
    APART,
    SAME_PAGE,
    TEXT_WIDTH,
    block,
    body,
    cell,
    contents,
    loop,
    p,
    row,
    section,
    section_end,
    statement_row,
    table,
    unnumbered,
    when,
)

MAIN = section({"default": "rIdHeader1"}, {"default": "rIdFooter1"})
WIDE = section({"default": "rIdHeader2"}, {"default": "rIdFooter2"}, wide=True)
FRONT = section({"default": "rIdHeader4"}, {"default": "rIdFooter1"})
COVER = section({"default": "rIdHeader3"}, {"default": "rIdFooter3"})


def cover() -> str:
    """The title page; its funding strip stands in the footer of its own section."""
    return (
        when("cover.arms", p("", "{{r cover.arms|picture(0, 28) }}", extra='<w:spacing w:before="0" w:after="600"/>'))
        + when("not cover.arms", p("", extra='<w:spacing w:before="0" w:after="1500"/>'))
        + when("cover.territory", p("CoverTerritory", "{{ cover.territory }}"))
        + p("CoverRule")
        + p("Title", "{{ cover.title }}")
        + when("cover.subtitle", p("Subtitle", "{{ cover.subtitle }}"))
        + when("cover.period", p("CoverPeriod", "{{ cover.period }}"))
        + p("", extra='<w:spacing w:before="0" w:after="900"/>')
        + when("cover.state", p("CoverState", "{{ cover.state }}"))
        + loop("item in cover.clause", p("CoverClause", "{{ item }}"))
        + when("cover.version", p("CoverData", "{{ cover.version }}"))
        + when(
            "cover.place or cover.date",
            p("CoverData", "{{ cover.place }}{% if cover.place and cover.date %} {% endif %}{{ cover.date }}"),
        )
        + when("cover.internal", p("CoverNotice", "{{ cover.internal }}"))
        + when("cover.sample", p("CoverNotice", "{{ cover.sample }}"))
        + section_end(COVER)
    )


def cover_footer() -> str:
    """The strip of the funded project: its logos unaltered, its programme and sentence."""
    logos = "{% for logo in project.logos %}{{r logo|picture(0, 15) }}   {% endfor %}"
    return when(
        "project",
        p("PublicityRule"),
        when("project.logos", p("Publicity", logos)),
        when("project.programme", p("Publicity", "{{ project.programme }}")),
        when("project.sentence", p("Publicity", "{{ project.sentence }}")),
    ) + p("Publicity")


def imprint() -> str:
    return (
        p("ListHeading", "O dokumentu", extra='<w:spacing w:before="0" w:after="120"/>')
        + when("legal_basis", body("{{ legal_basis }}"))
        + when("parties", p("Interhead", "Na přípravě se podíleli"), block("parties|data_table"), p("AfterTable"))
        + when("project", p("Interhead", "Projekt, z něhož se příprava platila"), project_table(), p("AfterTable"))
        + standing()
    )


def standing() -> str:
    """What councils have decided, or that none has: the copy for a council bears no watermark, so it says it in words."""
    return (
        when("approvals or undecided", p("Interhead", "Projednání a schválení"))
        + when("undecided and cover.state", body("Návrh; dokument dosud nebyl schválen."))
        + when("undecided and not cover.state", body("Návrh určený k projednání; dokument dosud nebyl schválen."))
        + when("approvals", block("approvals|data_table"), p("AfterTable"))
    )


PROJECT_ROWS = (
    ("Název", "project.name", ""),
    ("Registrační číslo", "project.registration", "project.registration"),
    ("Program", "project.programme", "project.programme"),
    ("Výzva", "project.call", "project.call"),
    ("Doba realizace", "project.term", "project.term"),
    ("Rozpočet", "project.budget", "project.budget"),
    ("Financování", "project.sentence", "project.sentence"),
)


def project_table() -> str:
    widths = (2400, TEXT_WIDTH - 2400)
    head = row(
        cell(p("CardKind", "Projekt"), width=widths[0]),
        cell(p("CardKind", "Údaje o projektu"), width=widths[1]),
        header=True,
    )
    rows = [head]
    for label, value, condition in PROJECT_ROWS:
        line = row(
            cell(p("CardLabel", label), width=widths[0]), cell(p("CardText", "{{ " + value + " }}"), width=widths[1])
        )
        rows += [statement_row(f"if {condition}", 2), line, statement_row("endif", 2)] if condition else [line]
    return table("CardTable", widths, *rows, first_column=True, title="Projekt")


def contents_pages(levels: str) -> str:
    """The contents, on a page of its own unless the imprint says next to nothing.

    The pages before the first chapter have a running head of their own, without a chapter.
    """
    told = "legal_basis or parties or project or approvals"
    heading = when(told, p("TOCHeading", "Obsah")) + when(
        f"not ({told})", p("TOCHeading", "Obsah", extra=SAME_PAGE + APART)
    )
    return heading + contents(f'TOC \\o "{levels}" \\h \\z \\u') + section_end(FRONT)


def foreword() -> str:
    return when(
        "foreword",
        unnumbered("Úvodní slovo"),
        when("foreword.photo", p("", "{{r foreword.photo|picture(40, 50) }}")),
        block("foreword.text"),
        when(
            "foreword.signatory or foreword.function",
            p(
                "Signature",
                "{{ foreword.signatory }}{% if foreword.signatory and foreword.function %}, {% endif %}{{ foreword.function }}",
            ),
        ),
    )


def abbreviations() -> str:
    def part(name: str, title: str) -> str:
        return when(name, p("ListHeading", title), block(f"{name}|data_table"), p("AfterTable"))

    return when(
        "abbreviations or terms",
        unnumbered("Seznam zkratek a pojmů"),
        part("abbreviations", "Zkratky"),
        part("terms", "Pojmy"),
    )


def bullets(head: str, expression: str, style: str = "ListBullet") -> str:
    return loop(f"{head} in {expression}", p(style, "{{ " + head + " }}"))
