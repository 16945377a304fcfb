"""The shipped template of the medium-term plan."""

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
    section_end,
    statement_row,
    strong,
    table,
    unnumbered,
    when,
)
from scripts.templates.styles import styles_xml

TITLE = "Střednědobý plán rozvoje sociálních služeb"


def h1(text: str) -> str:
    return p("Heading1", text)


def h2(text: str) -> str:
    return p("Heading2", text)


def h3(text: str) -> str:
    return p("Heading3", text)


def data(expression: str) -> str:
    return block(f"{expression}|data_table") + p("AfterTable")


def project() -> str:
    return when(
        "project",
        when(
            "project.description or project.activities",
            h1("O projektu"),
            when("project.description", block("project.description")),
            when("project.activities", p("Interhead", "Klíčové aktivity projektu"), data("project.activities")),
        ),
    )


def process() -> str:
    return when(
        "process",
        p("Heading1", "Jak plán vznikl{{ process.place }}"),
        when("process.narrative", block("process.narrative")),
        when(
            "process.principles",
            p("Interhead", "Zásady, na nichž plánování stojí"),
            common.bullets("item", "process.principles"),
        ),
        when("process.groups", h2("Kdo plán připravil"), loop("group in process.groups", group())),
        when("process.meetings", h2("Jednání skupin"), meetings()),
        when("process.events", h2("Veřejné akce"), data("process.events")),
        when("process.surveys", h2("Šetření potřeb"), loop("item in process.surveys", survey())),
        when("process.timetable", h2("Harmonogram přípravy"), data("process.timetable")),
    )


def labelled(label: str, value: str) -> str:
    return body(strong(f"{label}: "), value)


def group() -> str:
    return (
        h3("{{ group.name }}")
        + when("group.type", labelled("Typ skupiny", "{{ group.type }}"))
        + when("group.target_groups", labelled("Cílové skupiny", "{{ group.target_groups }}"))
        + when("group.leader", labelled("{{ group.leader_label }}", "{{ group.leader }}"))
        + when("group.description", block("group.description"))
        + when("group.members", block("group.members|data_table"), p("AfterTable"))
    )


def meetings() -> str:
    return loop(
        "item in process.meetings",
        when("item.group", p("Interhead", "{{ item.group }}")),
        block("item.table|data_table"),
        p("AfterTable"),
    )


def survey() -> str:
    return (
        h3("{{ item.name }}")
        + when("item.respondents", labelled("Dotázaní", "{{ item.respondents }}"))
        + when("item.method", labelled("Způsob", "{{ item.method }}"))
        + when("item.term", labelled("Období", "{{ item.term }}"))
        + when("item.returned != '–'", labelled("Vráceno dotazníků", "{{ item.returned }}"))
        + when("item.findings", block("item.findings"))
    )


def previous() -> str:
    return when(
        "previous",
        p("Heading1", "Vyhodnocení předchozího plánu{{ previous.place }}"),
        when("previous.title", labelled("Vyhodnocovaný plán", "{{ previous.title }}")),
        when("previous.summary", block("previous.summary")),
        when("previous.measures", h2("Plnění opatření"), data("previous.measures")),
        when("previous.lessons", h2("Poučení pro nový plán"), block("previous.lessons")),
    )


def territory() -> str:
    return when(
        "territory",
        h2("Vymezení území"),
        body("{{ territory.name }}{% if territory.type %} – {{ territory.type }}{% endif %}"),
        when(
            "territory.municipalities",
            caption("Caption", "Tabulka", "Obce území"),
            block("territory.municipalities|data_table"),
            when("territory.source", p("Source", "Zdroj: {{ territory.source }}")),
            when("not territory.source", p("AfterTable")),
        ),
    )


def analyses() -> str:
    return when(
        "analyses or territory",
        h1("Analytická část"),
        territory(),
        loop(
            "analysis in analyses",
            h2("{{ analysis.title }}"),
            when("analysis.summary", block("analysis.summary")),
            loop("chapter in analysis.chapters", chapter()),
        ),
    )


def chapter() -> str:
    return (
        h3("{{ chapter.heading }}")
        + when("chapter.text", block("chapter.text"))
        + loop("item in chapter.tables", data_table())
        + loop("item in chapter.charts", chart())
        + loop("item in chapter.images", image())
        + when("chapter.conclusion", block("chapter.conclusion"))
    )


def data_table() -> str:
    unit = "{% if item.unit %} ({{ item.unit }}){% endif %}"
    return (
        caption("Caption", "Tabulka", "{{ item.caption }}" + unit)
        + loop("part in item.parts", block("part|data_table"), when("not loop.last", p("AfterTable")))
        + p(
            "Source",
            "{% if item.source %}Zdroj: {{ item.source }}{% endif %}{% if item.source and item.note %}. {% endif %}{{ item.note }}",
        )
    )


def chart() -> str:
    return (
        p("Drawing", "{{r item.figure|figure }}")
        + caption("CaptionBelow", "Graf", "{{ item.caption }}")
        + p("Source", "{% if item.source %}Zdroj: {{ item.source }}{% endif %}")
        + when("item.comment", block("item.comment"))
    )


def image() -> str:
    return (
        p("Drawing", "{{r item.picture|picture(160, 180) }}")
        + caption("CaptionBelow", "Obrázek", "{{ item.caption }}")
        + p("Source", "{% if item.source %}Zdroj: {{ item.source }}{% endif %}")
    )


def swot() -> str:
    return when(
        "swot",
        h1("SWOT analýza"),
        loop(
            "item in swot",
            h2("{{ item.title }}"),
            when("item.group", labelled("Sestavila", "{{ item.group }}")),
            when("item.introduction", block("item.introduction")),
            when(
                "item.as_table",
                four_fields("strengths", "weaknesses"),
                p("AfterTable"),
                four_fields("opportunities", "threats"),
                p("AfterTable"),
            ),
            when("item.as_list", loop("field in item.quadrants", points())),
            when("item.conclusion", block("item.conclusion")),
        ),
    )


def four_fields(left: str, right: str) -> str:
    widths = (TEXT_WIDTH // 2, TEXT_WIDTH // 2)
    names = (f"item.{left}", f"item.{right}")
    head = row(
        *(cell(p("TableHead", "{{ " + name + ".heading }}"), width=w) for name, w in zip(names, widths, strict=True)),
        header=True,
    )
    lists = row(
        *(
            cell(loop(f"entry in {name}.items", p("TableTextBullet", "{{ entry }}")), width=w)
            for name, w in zip(names, widths, strict=True)
        ),
    )
    return table("SwotTable", widths, head, lists, title="SWOT")


def points() -> str:
    return when("field.points", block("field.points|data_table"), p("AfterTable"))


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
        tag_set("m", "node.measure")
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


def tag_set(name: str, expression: str) -> str:
    return p("", "{%p set " + f"{name} = {expression}" + " %}")


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


def financing() -> str:
    def part(expression: str, title: str) -> str:
        return when(
            expression, caption("Caption", "Tabulka", title), block(f"{expression}|data_table"), p("AfterTable")
        )

    return when(
        "financing",
        section_end(common.MAIN),
        p("Heading1", "Financování{{ financing.place }}"),
        when("financing.introduction", block("financing.introduction")),
        when(
            "financing.measures",
            h2("Náklady opatření"),
            part("financing.measures", "Náklady opatření podle zdrojů a let ({{ financing.unit }})"),
            part("financing.priorities", "Náklady opatření podle priorit a let ({{ financing.unit }})"),
        ),
        when(
            "financing.services",
            h2("Financování služeb"),
            part("financing.services", "Financování služeb podle zdrojů a let ({{ financing.unit }})"),
            part("financing.by_service", "Financování služeb podle let ({{ financing.unit }})"),
        ),
        when("financing.conclusion", h2("Ekonomické vyhodnocení"), block("financing.conclusion")),
        when("financing.no_claim", body("{{ financing.no_claim }}")),
        section_end(common.WIDE),
    )


def implementation() -> str:
    parts = (
        ("duties", "Povinnosti zúčastněných stran"),
        ("monitoring", "Sledování a vyhodnocování"),
        ("changes", "Změny plánu"),
        ("network", "Zajištění sítě služeb"),
    )
    return when(
        "implementation",
        p("Heading1", "Realizace a sledování plánu{{ implementation.place }}"),
        *(when(f"implementation.{name}", h2(title), block(f"implementation.{name}")) for name, title in parts),
        when(
            "implementation.responsibilities",
            caption("Caption", "Tabulka", "Kdo za co odpovídá"),
            block("implementation.responsibilities|data_table"),
            p("AfterTable"),
        ),
    )


def pipeline() -> str:
    return when(
        "pipeline",
        p("Heading1", "Zásobník projektů{{ pipeline.place }}"),
        when("pipeline.purpose", block("pipeline.purpose")),
        when("pipeline.selection", block("pipeline.selection")),
        when(
            "pipeline.projects",
            caption("Caption", "Tabulka", "Projektové záměry"),
            block("pipeline.projects|data_table"),
            p("AfterTable"),
        ),
    )


def lists() -> str:
    return (
        unnumbered("Seznamy")
        + p("ListHeading", "Tabulky")
        + contents('TOC \\h \\z \\c "Tabulka"')
        + p("ListHeading", "Grafy")
        + contents('TOC \\h \\z \\c "Graf"')
        + when("sources", p("ListHeading", "Prameny"), common.bullets("item", "sources", "Bibliography"))
    )


def annexes() -> str:
    return when(
        "annexes",
        unnumbered("Přílohy"),
        loop(
            "item in annexes",
            p("Strategy2", "Příloha č. {{ item.number }}: {{ item.title }}"),
            when("item.text", block("item.text")),
            when("item.separate", body("{{ item.separate }}")),
        ),
    )


def document() -> str:
    return (
        "<w:body>"
        + "".join(
            (
                common.cover(),
                common.imprint(),
                when("measures_in_contents", common.contents_pages("1-4")),
                when("not measures_in_contents", common.contents_pages("1-3")),
                common.foreword(),
                common.abbreviations(),
                project(),
                process(),
                previous(),
                analyses(),
                swot(),
                strategy(),
                network(),
                financing(),
                implementation(),
                pipeline(),
                lists(),
                annexes(),
                common.MAIN,
            )
        )
        + "</w:body>"
    )


def build() -> bytes:
    headers = {
        "rIdHeader1": header("Header"),
        "rIdHeader2": header("HeaderWide"),
        "rIdHeader3": cover_header(),
        "rIdHeader4": header("Header", chapter=False),
    }
    footers = {"rIdFooter1": footer("Footer"), "rIdFooter2": footer("FooterWide"), "rIdFooter3": common.cover_footer()}
    return package.build(document(), headers, footers, styles_xml(), TITLE)
