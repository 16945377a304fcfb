"""An action plan explains what it says itself: of the abbreviations and terms of the dossier only those it uses."""

from __future__ import annotations

import time
from typing import Any

import pytest

from assembler import documents, pipeline
from assembler.documents.left_out import NOTHING_PAID
from assembler.documents.views.vocabulary import UNUSED_ABBREVIATION, UNUSED_TERM, shorts_of, stem, stems, texts
from assembler.options import Options
from assembler.word.values import Cell, DataTable, Joined
from schemas.loading import load
from schemas.values import Rich, TextFormat
from tests.document_reading import read

ACTION = documents.kind("action_plan")


def dossier(plan: dict[str, Any], shorts: dict[str, str], terms: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "title": "Plán",
        "abbreviations": [{"short": short, "long": long} for short, long in shorts.items()],
        "terms": [{"term": term, "definition": definition} for term, definition in terms.items()],
        "action_plans": [plan],
        **more,
    }


def lists(raw: dict[str, Any]) -> tuple[list[str], list[str], dict[str, str]]:
    """What is printed of both lists, in the order of the content, and why the other texts are not."""
    made = pipeline.assemble(raw, ACTION, Options())
    printed = read(made.docx).controls
    shorts = [each["short"] for n, each in enumerate(raw["abbreviations"]) if f"/abbreviations/{n}/short" in printed]
    terms = [each["term"] for n, each in enumerate(raw["terms"]) if f"/terms/{n}/definition" in printed]
    return shorts, terms, {each.pointer: each.reason for each in made.report.unprinted}


def test_only_what_is_used_is_printed_and_the_rest_is_told_with_the_reason() -> None:
    """Nothing is lost silently: both texts of every entry that is left out stand in the report."""
    plan = {"year": 2026, "introduction": "Vychází z ORP a ze sociálních služeb."}
    raw = dossier(plan, {"ORP": "obec s", "SPC": "centrum"}, {"sociální služba": "činnost", "triáda": "tři"})
    shorts, terms, reasons = lists(raw)
    assert (shorts, terms) == (["ORP"], ["sociální služba"])
    assert reasons["/abbreviations/1/short"] == reasons["/abbreviations/1/long"] == UNUSED_ABBREVIATION
    assert reasons["/terms/1/term"] == reasons["/terms/1/definition"] == UNUSED_TERM
    assert not any(pointer.startswith(("/abbreviations/0", "/terms/0")) for pointer in reasons)


def test_the_plan_itself_keeps_the_whole_lists() -> None:
    """They are its own; of an abbreviation that nobody uses a finding tells."""
    raw = dossier({"year": 2026}, {"SPC": "centrum"}, {"triáda": "tři"})
    made = pipeline.assemble(raw, documents.DEFAULT, Options())
    assert not [each for each in made.report.unprinted if each.pointer.startswith(("/abbreviations", "/terms"))]


def test_names_of_measures_count_where_the_action_plan_prints_them() -> None:
    """They come from the strategy, of which nothing else is printed."""
    measure = {"id": "o1", "name": "Opora pro OSPOD", "guarantor": "MěÚ", "description": "Pomáhá PPP."}
    raw = dossier(
        {"year": 2026, "items": [{"measure": "o1"}]},
        {"OSPOD": "orgán", "MěÚ": "úřad", "PPP": "poradna"},
        {},
        strategy={"nodes": [{"name": "Cíl", "measures": [measure]}]},
    )
    assert lists(raw)[0] == ["OSPOD", "MěÚ"]


def test_what_the_kind_does_not_print_does_not_count() -> None:
    """The foreword, the description of the project, the action plan of another year."""
    raw = dossier({"year": 2026}, {"ORP": "a", "SPC": "b", "KA": "c"}, {})
    raw |= {"foreword": {"text": "V ORP."}, "project": {"name": "P", "registration": "1", "description": "Má KA."}}
    raw["action_plans"] += [{"year": 2027, "introduction": "SPC"}]
    assert lists(raw)[0] == []


def test_a_source_that_pays_only_in_another_year_is_told_with_the_true_reason() -> None:
    """The action plan names the sources of its own costs; of the others nothing is paid in it."""
    raw = dossier({"year": 2026, "items": [{"name": "A", "costs": [{"source": "obec", "amount": 1}]}]}, {}, {})
    raw["action_plans"] += [{"year": 2027, "items": [{"name": "B", "costs": [{"source": "kraj", "amount": 1}]}]}]
    raw["funding_sources"] = [{"id": "obec", "name": "Obec Vzorov"}, {"id": "kraj", "name": "Kraj"}]
    reasons = lists(raw)[2]
    assert "/funding_sources/0/name" not in reasons
    assert reasons["/funding_sources/1/name"] == NOTHING_PAID


def test_what_the_lists_say_of_each_other_is_printed_too() -> None:
    """A definition may use a term or an abbreviation, an abbreviation another one: also backwards and in a circle."""
    terms = {"cíl": "to, čeho dosahuje MAS", "garant": "kdo hlídá cíl", "opatření": "hlídá ho garant"}
    shorts = {"AP": "akční plán MAS", "MAS": "skupina, viz AP", "SPC": "centrum, viz MAS"}
    found = lists(dossier({"year": 2026, "introduction": "Plní opatřeními."}, shorts, terms))
    assert found[:2] == (["AP", "MAS"], ["cíl", "garant", "opatření"])


@pytest.mark.parametrize(
    ("text", "short", "is_used"),
    [
        ("Spolek Pomoc, o.p.s., žádá.", "o. p. s.", True),
        ("Z OPZ+ platí.", "OPZ", False),
        ("Z OPZ+ platí.", "OPZ+", True),
        ("ORPY i XORP", "ORP", False),
        ("orp", "ORP", False),
        ("Podle zákona č. 1/2000\u00a0Sb.", "Sb.", True),
        ({"format": "html", "text": '<p class="ORP">Nic</p>'}, "ORP", False),
        ({"format": "html", "text": "<p>V&nbsp;<b>ORP</b></p>"}, "ORP", True),
        ("nic", "–", True),  # nothing that one could look for
    ],
)
def test_an_abbreviation_is_used_where_its_words_stand(text: object, short: str, is_used: bool) -> None:
    found = lists(dossier({"year": 2026, "introduction": text}, {short: "význam"}, {}))[0]
    assert bool(found) == is_used


@pytest.mark.parametrize(
    ("forms", "other"),
    [
        ("služba služby službě službu službou služeb službám službách službami", "slovo"),
        ("úvazek úvazku úvazkem úvazky úvazků úvazkům úvazcích", "uvázat"),
        ("opatrovník opatrovníka opatrovníci opatrovníků opatrovníkům", "opatření"),
        ("sociální sociálního sociálnímu sociálních sociálním sociálními", "socha"),
        ("řídicí řídicího řídicích", "ředitel"),
        ("cíl cíle cíli cílem cílů cílům cílech", "cihla"),
        ("Uživatel uživatele uživateli uživatelem uživatelů uživatelé", "užitek"),
        ("opatření opatřením opatřeních opatřeními", "opatrnost"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str, other: str) -> None:
    """A term is declined in the text; another word is not taken for it."""
    assert len(set(stems(forms))) == 1
    assert stem(other) not in stems(forms)


def test_a_phrase_reaches_over_no_end_of_a_text() -> None:
    raw = dossier({"year": 2026, "introduction": "Pomáhá komunitní", "outlook": "plánování se koná."}, {}, {})
    raw["terms"] = [{"term": "komunitní plánování", "definition": "shoda"}]
    assert lists(raw)[1] == []


def test_every_text_of_a_context_is_heard() -> None:
    table = DataTable((Cell("a"),), ((Cell(Joined(("b", Joined(("c", "d"))))),),), (Cell("e"),))
    rich = Rich("<i>f</i>", TextFormat.HTML)
    assert "".join(texts({"x": [table, {"y": rich}], "z": (1, None, True)})).replace(" ", "") == "abcdef"


def test_long_lists_and_long_texts_cost_no_minutes() -> None:
    """A thousand of each, in a chain of definitions, beside a text of the greatest length."""
    terms = {f"pojem{'a' * (n % 7)}b{n}": f"viz pojem{'a' * ((n + 1) % 7)}b{n + 1}" for n in range(1000)}
    shorts = {f"Z{n} Q Q": f"viz Z{n + 1} Q Q" for n in range(1000)}
    plan = {"year": 2026, "introduction": "pojemb0 Z0 Q Q " + "Z1 Q " * 30_000}
    loaded = load(dossier(plan, shorts, terms)).plan
    assert loaded is not None
    began = time.process_time()
    assert ACTION.view(loaded, Options()).withheld == {}
    assert time.process_time() - began < 3


def test_words_of_an_abbreviation_are_taken_as_they_are() -> None:
    assert shorts_of("z. ú., OPZ+") == ("z", "ú", "OPZ+")
