"""A plan with any number of measures, always the same one: raw content as JSON or YAML would give it.

The frame does not grow: 12 chapters of text, three charts, a SWOT, 40 services, 49 municipalities, 30 abbreviations.
Each measure is a full card: formatted description and reasons, short rows, steps, costs by source and year, indicators.
"""

from __future__ import annotations

from typing import Any

from scripts.bench.words import Writer

Raw = dict[str, Any]

SEED = 108_2006  # the number of the law
YEARS = (2025, 2026, 2027)
SOURCES = ("obec", "kraj", "stat", "esf")  # identifiers of schemas.finance.DEFAULT_SOURCES
GOALS = 6
PRIORITIES = 2
ANALYSES, CHAPTERS, CHAPTER_WORDS = 3, 4, 400
SERVICES, MUNICIPALITIES, ABBREVIATIONS = 40, 49, 30
SWOT_ITEMS = 8
CHARTS = ("line", "column", "pie")  # one for each analysis
LETTERS = "ABCČDEFGHIJKLMNOPRŘSŠTUVZŽ"


def plan(measures: int) -> Raw:
    """The content with that many measures; of two sizes the smaller one's measures begin the larger one's goals."""
    writer = Writer(SEED)
    return {
        "kind": "medium_term_plan",
        "title": "Střednědobý plán rozvoje sociálních služeb",
        "subtitle": "Zátěžová zkouška <50 & více> opatření",
        "sample": "Smyšlený obsah pro měření rychlosti.",
        "version": "návrh",
        "date": "2024-11-20",
        "place": "Vzorov",
        "period": {"first_year": YEARS[0], "last_year": YEARS[-1]},
        "territory": territory(writer),
        "foreword": {"text": writer.paragraphs(3, 70), "signatory": "Vedení města", "function": "starosta"},
        "legal_basis": "Plán byl zpracován podle § 94 zákona č. 108/2006 Sb., o sociálních službách.",
        "abbreviations": [abbreviation(writer, index) for index in range(ABBREVIATIONS)],
        "analyses": [analysis(writer, index) for index in range(ANALYSES)],
        "swot": [swot(writer)],
        "network": {"id": "sit", "services": [service(writer, index) for index in range(SERVICES)]},
        "strategy": strategy(writer, measures),
    }


def territory(writer: Writer) -> Raw:
    return {
        "name": "ORP Vzorov",
        "type": "orp",
        "source": "smyšlené údaje",
        "source_year": 2023,
        "municipalities": [
            {
                "name": f"{writer.place()} {index}",
                "population": writer.number(60, 9000),
                "area": writer.number(200, 6000) / 100,
                "seniors": writer.number(10, 900),
            }
            for index in range(1, MUNICIPALITIES + 1)
        ],
    }


def abbreviation(writer: Writer, index: int) -> Raw:
    short = LETTERS[index % len(LETTERS)] + writer.pick(LETTERS) + writer.pick(LETTERS) + str(index)
    return {"short": short, "long": writer.thing()}


def analysis(writer: Writer, index: int) -> Raw:
    chapters = [chapter(writer) for _ in range(CHAPTERS)]
    chapters[0]["charts"] = [chart(writer, CHARTS[index])]
    return {"id": f"analyza-{index}", "title": f"Analýza {writer.whose()}", "chapters": chapters}


def chapter(writer: Writer) -> Raw:
    """Paragraphs with a list between them."""
    half = CHAPTER_WORDS // 2 - 20
    texts = (writer.paragraphs(3, half // 3), writer.bullets(4), writer.paragraphs(3, half // 3))
    return {"heading": writer.thing().capitalize(), "text": "\n\n".join(texts)}


def chart(writer: Writer, kind: str) -> Raw:
    series = 1 if kind == "pie" else 2
    return {
        "caption": writer.thing().capitalize(),
        "type": kind,
        "unit": "osoby",
        "year": 2023,
        "source": "smyšlené údaje",
        "categories": [str(2014 + index) for index in range(10)],
        "series": [
            {"name": writer.pick(("muži", "ženy", "děti")), "values": [writer.number(20, 900) for _ in range(10)]}
            for _ in range(series)
        ],
    }


def swot(writer: Writer) -> Raw:
    fields = ("strengths", "weaknesses", "opportunities", "threats")
    return {
        "title": "Souhrnná SWOT analýza",
        **{
            name: {"items": [{"id": f"{name}-{i}", "text": writer.phrase()} for i in range(SWOT_ITEMS)]}
            for name in fields
        },
    }


def service(writer: Writer, index: int) -> Raw:
    return {
        "id": f"sluzba-{index}",
        "name": f"{writer.thing().capitalize()} {index + 1}",
        "type": writer.pick(("pečovatelská služba (§ 40)", "azylové domy (§ 57)", "raná péče (§ 54)")),
        "provider": f"{writer.pick(('Charita', 'Spolek', 'Domov', 'Centrum'))} {writer.place()}",
        "forms": ["field", "ambulatory"],
        "target_groups": [writer.whose() for _ in range(2)],
        "address": f"{writer.place()} {writer.number(1, 400)}",
        "hours": writer.phrase(),
        "mission": writer.paragraphs(1, 40),
        "capacities": [{"unit": "clients", "registered": writer.number(5, 90), "local": writer.number(1, 40)}],
    }


def strategy(writer: Writer, measures: int) -> Raw:
    """Two priorities of three goals; the measures are dealt out to the goals in turn."""
    goals = [node(writer, "cil", index) | {"measures": []} for index in range(GOALS)]
    priorities = [node(writer, "priorita", index) for index in range(PRIORITIES)]
    for index, priority in enumerate(priorities):
        priority["nodes"] = goals[index::PRIORITIES]
    for index in range(measures):
        goals[index % GOALS]["measures"].append(measure(writer, index))
    return {"id": "strategie", "introduction": writer.paragraphs(2, 60), "nodes": priorities}


def node(writer: Writer, name: str, index: int) -> Raw:
    return {"id": f"{name}-{index}", "name": writer.phrase().capitalize(), "description": writer.paragraphs(1, 50)}


def measure(writer: Writer, index: int) -> Raw:
    return {
        "id": f"opatreni-{index}",
        "name": f"{writer.phrase().capitalize()} ({index + 1})",
        "description": f"{writer.paragraphs(2, 30)}\n\n{writer.bullets(3)}",
        "reasoning": writer.paragraphs(1, 45),
        "target_groups": [writer.whose() for _ in range(3)],
        "guarantor": f"{writer.pick(('odbor', 'ředitel', 'rada'))} {writer.place()}",
        "implementers": [f"Spolek {writer.place()}" for _ in range(2)],
        "partners": [f"Obec {writer.place()}" for _ in range(3)],
        "importance": writer.pick(("high", "medium", "low")),
        "starts": f"{YEARS[0]}-01-01",
        "ends": f"{YEARS[-1]}-12-31",
        "steps": [
            {
                "text": writer.text(12),
                "responsible": writer.pick(("koordinátor", "vedoucí služby")),
                "term": "do prosince",
            }
            for _ in range(3)
        ],
        "costs": [
            {"source": source, "year": year, "amount": writer.number(1, 900) * 1000}
            for source in SOURCES
            for year in YEARS
        ],
        "indicators": [indicator(writer) for _ in range(3)],
        "outputs": [writer.phrase() for _ in range(2)],
        "risks": [writer.sentence() for _ in range(2)],
        "links": {
            "needs": [writer.phrase()],
            "swot": [f"{writer.pick(('weaknesses', 'threats'))}-{writer.number(0, SWOT_ITEMS - 1)}"],
            "documents": [f"Plán kraje, {writer.thing()}"],
        },
        "custom": [{"label": "Vazba na územní plán", "text": writer.sentence()}],
    }


def indicator(writer: Writer) -> Raw:
    baseline = writer.number(0, 300)
    return {
        "name": f"Počet {writer.whose()}",
        "unit": writer.pick(("osoby", "hodiny", "úvazky")),
        "baseline": baseline,
        "target": baseline + writer.number(1, 120),
        "verification": writer.pick(("výkaz poskytovatele", "evidence města", "statistika kraje")),
    }
