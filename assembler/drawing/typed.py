"""Graf, jak je napsaný: a chart of the raw content on the same way as in a document, up to its drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assembler import documents, resources
from assembler.checks.charts import drawable
from assembler.documents.views import analyses
from assembler.drawing.chart import svg
from assembler.errors import UnknownName
from assembler.sentences import Sentence
from assembler.typeset import Press
from assembler.word.chart_style import Palette
from assembler.word.charts import drawn_as, shortened
from assembler.word.template import compile_template
from assembler.word.values import Figure
from schemas.analyses import Chart
from schemas.findings import Finding
from schemas.loading import load, locate
from schemas.plan import Plan, Typography

MOST_VALUES = 1_500  # of a chart that is drawn while one types
SHOWN = 3  # problems that the place of the drawing names
KEYS = tuple(name for name in Chart.fields if name not in ("id", "comment", "source", "year"))
NOTHING = Sentence("Graf zatím nemá co ukázat. Vyplňte kategorie a alespoň jednu řadu hodnot.")
FORMS = {
    "pie": Sentence("výsečový (výsečí je moc, jsou příliš úzké, nebo některá chybí)"),
    "pyramid": Sentence("věkovou pyramidu (má mít dvě řady bez záporných hodnot)"),
}
Told = tuple[Sentence | Finding, ...]  # of one paragraph


@dataclass(frozen=True, slots=True)
class Preview:
    """Náhled: a drawing, and what is to be told about it; without a drawing why there is none."""

    svg: str
    told: tuple[Told, ...] = ()


def typed(raw: Any, pointer: str, content: Any, name: str = "graf") -> Preview:
    """The preview of a chart; `pointer` is its place in the raw content, which says how texts are repaired."""
    whole = {"title": "–", "analyses": [{"title": "–", "chapters": [{"heading": "–", "charts": [kept(raw)]}]}]}
    settings = content.get("typography") if isinstance(content, dict) else None
    loaded = load(whole | ({"typography": settings} if settings else {}))
    if loaded.plan is None:
        return Preview("", tuple(told(loaded.findings)))
    chart = loaded.plan.analyses[0].chapters[0].charts[0]
    if not analyses.drawable(chart) or all(value is None for each in chart.series for value in each.values):
        return Preview("", ((NOTHING,),))
    size = sum(len(each.values) for each in chart.series) + len(chart.categories)
    if size > MOST_VALUES:
        return Preview("", ((too_much(size),),))
    return drawn(chart, printed(chart, loaded.plan, pointer), palette_of(content), name)


def too_much(size: int) -> Sentence:
    return Sentence(
        "Graf má %(count)s hodnot, náhled jich nakreslí nejvýše %(most)s. V dokumentu bude celý.",
        count=size,
        most=MOST_VALUES,
    )


def kept(raw: Any) -> Any:
    """What of a chart is drawn; foreign keys and texts beside the drawing are the business of checks."""
    return {key: raw[key] for key in KEYS if key in raw} if isinstance(raw, dict) else {}


def printed(chart: Chart, plan: Plan, pointer: str) -> Figure:
    """The figure with the texts as the typographer sets them at this place of the plan."""
    locate(chart, pointer)
    press = Press(plan.typography or Typography.blank())
    return analyses.chart(press.part(chart))["figure"]


def drawn(chart: Chart, figure: Figure, palette: Palette, name: str) -> Preview:
    return Preview(svg(figure, palette, name), tuple(remarks(chart, figure)))


def remarks(chart: Chart, figure: Figure) -> Iterator[Told]:
    """What of the drawing is other than one would expect."""
    kind = drawn_as(figure.data)
    if kind is not figure.data.type:
        instead = Sentence(
            "V dokumentu se nakreslí jako %(kind)s graf: na %(wanted)s se údaje nehodí.",
            kind=Sentence(kind.label),
            wanted=FORMS[figure.data.type],
        )
        yield (instead, *drawable(chart))
    uneven = [each.name for each in chart.series if len(each.values) != len(chart.categories)]
    if uneven:
        told_uneven = Sentence(
            "Jiný počet hodnot než kategorií mají řady: %(names)s. Chybějící hodnotu nahraďte pomlčkou.",
            names=", ".join(uneven),
        )
        yield (told_uneven,)
    if shortened(figure.data):
        yield (Sentence("Dlouhé názvy kresba zkracuje; celé zůstanou v údajích grafu."),)


def told(findings: tuple[Finding, ...]) -> Iterator[Told]:
    """Why nothing can be drawn: „Řada 1 › Hodnota 2: Zde má být číslo, ne text.“"""
    for each in findings[:SHOWN]:
        place = each.label.partition("Graf 1 › ")[2] or each.label
        yield (each.located(place),)
    if len(findings) > SHOWN:
        yield (Sentence("Takových míst je ještě %(count)s.", count=len(findings) - SHOWN),)


def palette_of(content: Any) -> Palette:
    """The colours and the font of the standard template of the plan's kind of document."""
    try:
        kind = documents.wanted(None, content)
    except UnknownName:
        kind = documents.DEFAULT
    return of_kind(kind.code)


@lru_cache
def of_kind(code: str) -> Palette:
    return compile_template(resources.template(code)).palette
