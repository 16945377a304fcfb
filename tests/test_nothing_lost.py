"""Nothing lost: every text of any content stands in its own place, or the report names it with the reason."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from assembler import documents, pipeline, resources
from assembler.convert import libreoffice, pdf
from assembler.documents.kind import Kind
from assembler.options import Options, Variant
from assembler.readers import by_name
from assembler.report import NOT_IN_TEMPLATE
from assembler.typeset import typeset
from schemas.base import Part, PartOf, PartsOf
from schemas.loading import load
from schemas.plan import Plan
from schemas.values import Leaf, Rich
from tests.document_reading import Read, read
from tests.generated_content import Author
from tests.small_content import PICTURES, PNG, chapter_of

INTERNAL = Options(variant=Variant.INTERNAL)


def texts_of(part: Part) -> Iterator[Leaf | Rich]:
    """Every text of a typeset plan."""

    def walk(value: Any) -> Iterator[Leaf | Rich]:
        if isinstance(value, Leaf | Rich):
            yield value
        elif isinstance(value, Part):
            for name in value.fields:
                yield from walk(getattr(value, name))
        elif isinstance(value, tuple):
            for each in value:
                yield from walk(each)

    return walk(part)


def words(text: str) -> list[str]:
    """The words of a formatted text without the marks of its format; typography keeps letters and digits."""
    syntax = r"\]\([^)]*\)|\[\^[^\]]*\]:?|<[^>]*>|^ *\d+[.)] "
    return re.findall(r"[^\W\d_]{2,}|\d+", re.sub(syntax, " ", text, flags=re.MULTILINE))


def lost(raw: Any, kind: Kind) -> Iterator[str]:
    """One line for each text that is neither printed in its own place nor named in the report."""
    made = pipeline.assemble(raw, kind, INTERNAL)
    plan = load(raw).plan
    assert plan is not None
    printed = typeset(plan)
    texts = [each for each in texts_of(printed.plan) if each]
    assert {each.pointer for each in texts} == {f"{owner}/{name}" for owner, name in printed.leaves}
    document, told = read(made.docx), {each.pointer for each in made.report.unprinted}
    for text in texts:
        if text.pointer not in told:
            yield from misplaced(text, document)


def misplaced(text: Leaf | Rich, document: Read) -> Iterator[str]:
    pointer = text.pointer
    if pointer not in document.controls:
        if isinstance(text, Rich) or not (elsewhere(text, document) or said_once(text, document)):
            yield f"{pointer}: {str(text)[:60]!r} is not there"
        return
    if not document.at_home(pointer):
        yield f"{pointer}: stands under another heading"
    shown = document.texts(pointer)
    if isinstance(text, Rich):
        whole = "\n".join(shown) + document.notes
        yield from (f"{pointer}: the word {word[:40]!r} is lost" for word in words(text.text) if word not in whole)
    elif str(text) not in shown:
        yield f"{pointer}: {str(text)[:60]!r} became {shown[0][:60]!r}"


def without_reason(raw: Any, kind: Kind) -> list[str]:
    """The texts for which the report blames a template that prints everything it is given."""
    made = [pipeline.assemble(raw, kind, Options(variant=variant)) for variant in Variant]
    return [text.pointer for each in made for text in each.report.unprinted if text.reason == NOT_IN_TEMPLATE]


def elsewhere(text: Leaf, document: Read) -> bool:
    """Texts that stand in no control: in the drawing of a chart, or read in place of a drawing."""
    if text.field == "alt":
        return str(text) in document.descriptions
    return "/charts/" in text.owner and any(str(text) in each for each in document.charts)


def said_once(text: Leaf, document: Read) -> bool:
    """The same words of the costs of several years stand there once for all of them."""
    costs = text.owner.rpartition("/")[0]
    same = [
        pointer for pointer in document.controls if pointer.startswith(f"{costs}/") and pointer.endswith(text.field)
    ]
    return costs.endswith("/costs") and any(str(text) in document.texts(pointer) for pointer in same)


# ---------------------------------------------------------------- the property

SEEDS = [(seed, density) for seed in range(5) for density in (0.2, 0.6, 1.0)]


def generated(seed: int, density: float, format: str = "plain") -> dict[str, Any]:
    return Author(seed, density, format).plan()


@pytest.mark.parametrize("kind", documents.KINDS, ids=lambda kind: kind.code)
@pytest.mark.parametrize(("seed", "density"), SEEDS)
def test_every_text_of_generated_content_is_printed_or_named(seed: int, density: float, kind: Kind) -> None:
    """Hostile texts in every field of the schema, optional parts present or absent: nothing is silently lost."""
    raw = generated(seed, density)
    assert list(lost(raw, kind)) == []
    assert without_reason(raw, kind) == []


@pytest.mark.parametrize("seed", range(100, 104))
def test_every_word_of_generated_formatted_texts_is_printed(seed: int) -> None:
    """CommonMark and HTML in every formatted field: each word stands in the control of its own text, or in its note."""
    assert list(lost(generated(seed, 1.0, "commonmark"), documents.DEFAULT)) == []


def demands(field: Any) -> bool:
    return any(each.required for each in field.part_class.fields.values())


@pytest.mark.parametrize("kind", documents.KINDS, ids=lambda kind: kind.code)
@pytest.mark.parametrize("empty", [[], {}], ids=["lists", "parts"])
def test_content_of_empty_parts(empty: Any, kind: Kind) -> None:
    """Every list empty, every part empty: a document is still made."""
    wanted = PartsOf if empty == [] else PartOf
    raw = {
        name: empty
        for name, field in Plan.fields.items()
        if type(field) is wanted
        and (empty == [] or not any(each.required for each in field.part_class.fields.values()))
    }
    assert list(lost({"title": "Plán", **raw}, kind)) == []


@pytest.mark.parametrize("kind", documents.KINDS, ids=lambda kind: kind.code)
@pytest.mark.parametrize("name", sorted(resources.examples()))
def test_every_text_of_the_examples_is_printed_or_named(name: str, kind: Kind) -> None:
    """The same for the sample plans; where a kind prints a part whole, the report names no text of it."""
    raw = example(name)
    assert list(lost(raw, kind)) == []
    assert without_reason(raw, kind) == []


def example(name: str) -> Any:
    path = resources.examples()[name]
    return by_name(path.name).read(path.read_bytes()).raw


CHAPTERS = {
    "title": {""},
    "legal_basis": {"O dokumentu"},
    "parties": {"O dokumentu"},
    "approvals": {"O dokumentu"},
    "project": {"O dokumentu", "O projektu"},
    "foreword": {"Úvodní slovo"},
    "abbreviations": {"Zkratky", "Seznam zkratek a pojmů"},
    "terms": {"Pojmy", "Seznam zkratek a pojmů"},
    "groups": {"Jak plán vznikl", "SWOT analýza"},
    "process": {"Jak plán vznikl"},
    "previous_plan": {"Vyhodnocení předchozího plánu"},
    "analyses": {"Analytická část"},
    "swot": {"SWOT analýza", "Strategická část"},
    "strategy": {"Strategická část", "Financování"},
    "network": {"Síť sociálních služeb", "Financování"},
    "financing": {"Financování"},
    "implementation": {"Realizace a sledování plánu"},
    "pipeline": {"Zásobník projektů"},
    "annexes": {"Přílohy"},
    "sources": {"Prameny"},
}


@pytest.mark.parametrize("name", ["dacice", "pisek"])
def test_each_part_stands_in_its_own_chapter(name: str) -> None:
    """The chapters of the medium-term plan, and what of the content stands in each of them."""
    document = read(pipeline.assemble(example(name), documents.DEFAULT, INTERNAL).docx)
    found: dict[str, set[str]] = defaultdict(set)
    for pointer, controls in document.controls.items():
        found[pointer.split("/")[1]] |= {each.chapter.replace("\u00a0", " ") for each in controls}
    assert {part: chapters for part, chapters in found.items() if not chapters <= CHAPTERS.get(part, chapters)} == {}
    assert {"foreword", "analyses", "swot", "strategy", "network", "financing", "sources"} <= set(found)


# ---------------------------------------------------------------- places of their own


@pytest.mark.parametrize("place", PICTURES)
def test_pictures_of_all_places_are_printed(place: str) -> None:
    """Arms, portrait, logos of the strip, maps: each with its alternative text."""
    raw = {"title": "Plán", **PICTURES[place]({"alt": "Popis obrázku", "data": PNG})}
    assert list(lost(raw, documents.DEFAULT)) == []


def test_a_code_of_its_own_is_printed() -> None:
    """The content's own code stands in its heading as a text of the content, and references still jump to it."""
    strategy = {"introduction": "Viz [](#a).", "nodes": [{"id": "a", "code": "B.2", "name": "Cíl"}]}
    raw = {"title": "P", "strategy": strategy}
    assert list(lost(raw, documents.DEFAULT)) == []
    assert read(pipeline.assemble(raw, documents.DEFAULT, INTERNAL).docx).texts("/strategy/nodes/0/code") == ["B.2"]


@pytest.mark.parametrize("unit", ["osoby", "tis. Kč"])
def test_the_unit_of_a_pie_is_printed(unit: str) -> None:
    """A unit that Czech would decline is left out of the legend: it stands under the chart."""
    pie = {"caption": "C", "alt": "popis", "type": "pie", "unit": unit, "categories": ["a", "b"]}
    raw = chapter_of(charts=[{**pie, "source": "ČSÚ", "series": [{"name": "r", "values": [1, 2]}]}])
    assert list(lost(raw, documents.DEFAULT)) == []


# ---------------------------------------------------------------- the PDF


FOOT = re.compile(r"strana\s\d+\sz\s\d+\s*$", re.MULTILINE)


def letters(text: str) -> str:
    """A text without what a layout may change: blanks, hyphens, ligatures, capitals."""
    return re.sub(r"[\s\u00ad\u200b\u2011-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def without_running_head(page: str) -> str:
    """The text of a page behind its head and foot, which come first in the order of reading."""
    foot = FOOT.search(page)
    return page[foot.end() :] if foot else page


@pytest.mark.slow
@pytest.mark.parametrize("kind", documents.KINDS, ids=lambda kind: kind.code)
@pytest.mark.parametrize("name", sorted(resources.examples()))
def test_every_text_of_the_examples_stands_in_the_pdf(name: str, kind: Kind) -> None:
    """What stands in the document stands on its pages, each line whole: nothing cut off, nothing hidden."""
    made = pipeline.assemble(example(name), kind, INTERNAL)
    shown = letters("".join(map(without_running_head, pdf.page_texts(libreoffice.to_pdf(made.docx)))))
    controls = read(made.docx).controls
    lines = [(pointer, line) for pointer in controls for each in controls[pointer] for line in each.text.split("\n")]
    assert [(pointer, line) for pointer, line in lines if letters(line) not in shown] == []
