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
    short_chapter,
    table,
    unnumbered,
    when,
)
from scripts.templates.cards import network, strategy
from scripts.templates.chapters import data, fact, h1, h2, h3, table_of
from scripts.templates.styles import styles_xml

TITLE = "Střednědobý plán rozvoje sociálních služeb"


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


def group() -> str:
    return (
        h3("{{ group.name }}")
        + when("group.type", fact("Typ skupiny", "{{ group.type }}"))
        + when("group.target_groups", fact("Cílové skupiny", "{{ group.target_groups }}"))
        + when("group.leader", fact("{{ group.leader_label }}", "{{ group.leader }}"))
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
        + when("item.respondents", fact("Dotázaní", "{{ item.respondents }}"))
        + when("item.method", fact("Způsob", "{{ item.method }}"))
        + when("item.term", fact("Období", "{{ item.term }}"))
        + when("item.returned != '–'", fact("Vráceno dotazníků", "{{ item.returned }}"))
        + when("item.findings", block("item.findings"))
    )


def previous() -> str:
    return when(
        "previous",
        p("Heading1", "Vyhodnocení předchozího plánu{{ previous.place }}"),
        when("previous.title", fact("Vyhodnocovaný plán", "{{ previous.title }}")),
        when("previous.summary", block("previous.summary")),
        when("previous.measures", h2("Plnění opatření"), data("previous.measures")),
        when("previous.lessons", h2("Poučení pro nový plán"), block("previous.lessons")),
    )


def territory() -> str:
    return when(
        "territory",
        h2("Vymezení území"),
        fact("Území", "{{ territory.name }}{% if territory.type %} – {{ territory.type }}{% endif %}"),
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
        + p(
            "Source",
            "{% if item.unit %}Jednotka: {{ item.unit }}{% endif %}{% if item.unit and item.source %}. {% endif %}"
            "{% if item.source %}Zdroj: {{ item.source }}{% endif %}",
        )
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
            when("item.group", fact("Sestavila", "{{ item.group }}")),
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


SUMS = "financing.measures or financing.services"  # without them the chapter is short


def financing() -> str:
    def part(expression: str, title: str) -> str:
        table = table_of(expression, "financing.wide")
        return when(expression, caption("Caption", "Tabulka", title), table, p("AfterTable"))

    return when(
        "financing",
        when("financing.wide", section_end(common.MAIN)),
        when(SUMS, p("Heading1", "Financování{{ financing.place }}")),
        when(f"not ({SUMS})", short_chapter("Financování{{ financing.place }}")),
        when("financing.introduction", block("financing.introduction")),
        when(
            "financing.measures",
            h2("Náklady opatření"),
            part("financing.measures", "Náklady opatření podle zdrojů a let ({{ financing.unit }})"),
            part("financing.priorities", "Náklady opatření podle let: {{ financing.level }} ({{ financing.unit }})"),
        ),
        when(
            "financing.services",
            h2("Financování služeb"),
            part("financing.services", "Financování služeb podle zdrojů a let ({{ financing.unit }})"),
            part("financing.by_service", "Financování služeb podle let ({{ financing.unit }})"),
        ),
        when("financing.conclusion", h2("Ekonomické vyhodnocení"), block("financing.conclusion")),
        when("financing.no_claim", body("{{ financing.no_claim }}")),
        when("financing.wide", section_end(common.WIDE)),
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


LONG_LISTS = "lists.charts or lists.images or sources"  # a list of tables alone needs no page of its own


def lists() -> str:
    """The lists of captions and the sources; a list of nothing is left out, and so is the chapter."""
    of_captions = (
        ("lists.tables", "Tabulky", "Tabulka"),
        ("lists.charts", "Grafy", "Graf"),
        ("lists.images", "Obrázky", "Obrázek"),
    )
    return when(
        "lists.tables or lists.charts or lists.images or sources",
        when(LONG_LISTS, unnumbered("Seznamy")),
        when(f"not ({LONG_LISTS})", short_chapter("Seznamy", numbered=False)),
        *(
            when(condition, p("ListHeading", title), contents(f'TOC \\h \\z \\c "{sequence}"'))
            for condition, title, sequence in of_captions
        ),
        when("sources", p("ListHeading", "Prameny"), common.bullets("item", "sources", "Bibliography")),
    )


def annexes() -> str:
    return when(
        "annexes",
        unnumbered("Přílohy"),
        loop(
            "item in annexes",
            p("Strategy2", "Příloha č.\u00a0{{ item.number }}: {{ item.title }}"),
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
