"""The preview of a page: what is typed, merged as saving would, shown to its author alone; one at a time."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from assembler import excerpts, resources
from assembler.errors import Overrun
from assembler.excerpts import Leaves
from assembler.options import Options
from assembler.products import Order
from assembler.store import documents, plans, templates
from assembler.store.models import Plan
from assembler.store.roles import Role
from assembler.web.editing import page_preview
from tests.one_town import app, visitor
from tests.pdf_files import blank_pdf
from tests.sent_forms import Editor
from tests.visitors import PLAN, Town, Visitor, signed_in, town

__all__ = ["app", "visitor"]  # fixtures of another file

NODES = [{"id": "p", "name": "Priorita", "measures": [{"id": "o", "name": "Rozvoz obědů"}]}]
MEASURE = "strategy/nodes/0/measures/0"
READY = "Tak bude vypadat"


@pytest.fixture(scope="module")
def here(app: Flask) -> Town:
    made = town(app)
    made.member("jana@vzorov.cz", Role.COORDINATOR)
    return made


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(PLAN | {"strategy": {"nodes": NODES}})


class Converter:
    """What was to be shown; four pages come of everything, the last two are of the part."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Order, tuple[str, ...]]] = []
        self.go = Event()
        self.go.set()
        self.trouble: Exception | None = None

    def leaves(self, raw: Any, order: Order, steps: Any, _: Any) -> Leaves:
        self.asked.append((raw, order, tuple(steps)))
        assert self.go.wait(20)
        if self.trouble:
            raise self.trouble
        return Leaves(blank_pdf(4), 3, 4, 0)


@pytest.fixture
def converter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Converter]:
    made = Converter()
    monkeypatch.setattr(excerpts, "leaves", made.leaves)
    yield made
    made.go.set()


def editor(visitor: Visitor, plan: Plan, place: str = MEASURE) -> Editor:
    return Editor(visitor.client, f"/plany/{plan.id}/upravit/{place}")


def shown(form: Editor, **typed: str) -> TestResponse:
    """„Náhled stránky dokumentu“ pressed; the page to which it leads."""
    sent = MultiDict(form.fields)
    for name, text in typed.items():
        sent.setlist(name, [text])
    address = form.address.replace("/upravit/", "/nahled-stranky/")
    return form.client.post(address, data=sent, follow_redirects=True)


def pictures(page: str) -> list[str]:
    return re.findall(r'src="([^"]+/nahledy/[^"]+\.png)"', page)


def test_what_is_typed_is_shown_and_not_saved(visitor: Visitor, here: Town, plan: Plan, converter: Converter) -> None:
    answer = shown(editor(visitor, plan), name="Nové jméno")
    assert (answer.status_code, READY in answer.text) == (200, True)
    [(content, order, steps)] = converter.asked
    assert content["strategy"]["nodes"][0]["measures"][0]["name"] == "Nové jméno"
    assert (order.kind.code, order.template, steps) == ("medium_term_plan", "standard", tuple(MEASURE.split("/")))
    assert here.content(plan.id)["strategy"]["nodes"] == NODES
    found = [visitor.get(each) for each in pictures(answer.text)]
    assert [each.mimetype for each in found] == ["image/png"] * 2
    assert "mohou lišit" in answer.text


def test_only_the_pages_of_the_part_can_be_had(visitor: Visitor, plan: Plan, converter: Converter) -> None:
    first = pictures(shown(editor(visitor, plan)).text)[0]
    assert visitor.get(first.replace("/3.png", "/2.png")).status_code == 404
    assert visitor.get(first.replace("/3.png", "/5.png")).status_code == 404


def test_the_same_text_is_converted_once(visitor: Visitor, plan: Plan, converter: Converter) -> None:
    form = editor(visitor, plan)
    first, second, other = (shown(form, name=name) for name in ("A", "A", "B"))
    assert first.request.path == second.request.path != other.request.path
    assert len(converter.asked) == 2


def test_a_new_item_is_shown_where_it_will_lie(visitor: Visitor, plan: Plan, converter: Converter) -> None:
    shown(editor(visitor, plan, "strategy/nodes/0/measures/-"), name="Další")
    [(content, _, steps)] = converter.asked
    assert steps == ("strategy", "nodes", "0", "measures", "1")
    assert [each["name"] for each in content["strategy"]["nodes"][0]["measures"]] == ["Rozvoz obědů", "Další"]


def test_what_others_saved_meanwhile_is_in_it_and_a_conflict_shows_ones_own(
    visitor: Visitor, here: Town, plan: Plan, converter: Converter
) -> None:
    form = editor(visitor, plan)
    changed = [{**NODES[0], "name": "Nová priorita", "measures": [{"id": "o", "name": "Jméno kolegyně"}]}]
    here.save(plan, PLAN | {"strategy": {"nodes": changed}}, 1)
    shown(form, guarantor="Město")
    shown(form, name="Moje jméno")
    merged, own = (content["strategy"]["nodes"][0] for content, _, _ in converter.asked)
    assert (merged["name"], merged["measures"][0]["guarantor"]) == ("Nová priorita", "Město")
    assert own["measures"][0]["name"] == "Moje jméno"


def test_the_template_is_that_of_the_last_document(
    visitor: Visitor, here: Town, plan: Plan, converter: Converter
) -> None:
    [word, docx] = here.store.keep([resources.template("medium_term_plan"), b"PK"])
    with here.store.writing(here.actor) as tx:
        own = str(templates.add(tx, "medium_term_plan", "Městská", word).template.id)
        made = documents.Made("medium_term_plan", own, "0" * 64, Options(), "0", "Plán", {"docx": docx})
        documents.add(tx, plans.revision(tx, plan.id), made)
    shown(editor(visitor, plan))
    [(_, order, _)] = converter.asked
    assert (order.template, order.own) == (own, resources.template("medium_term_plan"))


def test_a_long_preview_is_waited_for_on_a_page_that_looks_again(
    visitor: Visitor, plan: Plan, converter: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_preview, "AT_ONCE", 0.01)
    converter.go.clear()
    form = editor(visitor, plan)
    waiting = shown(form)
    assert 'http-equiv="refresh"' in waiting.text
    assert "Náhled se připravuje" in waiting.text
    second = shown(form, name="Jiné")
    assert (second.status_code, "Předchozí náhled se ještě připravuje" in second.text) == (409, True)
    converter.go.set()
    finished(visitor, waiting.request.path)
    assert len(converter.asked) == 1


def finished(visitor: Visitor, address: str) -> None:
    for _ in range(200):
        page = visitor.get(address).text
        if READY in page:
            assert 'http-equiv="refresh"' not in page
            return
        Event().wait(0.05)
    raise AssertionError("it never came to an end")


def test_findings_that_stop_it_are_told_with_the_way_to_them(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"strategy": {"nodes": NODES}, "swot": [{"groop": "x"}]})
    answer = shown(editor(visitor, plan))
    assert answer.status_code == 200
    assert "Náhled se nepodařilo připravit" in answer.text
    assert re.search(r'<li>[^<]*SWOT[^<]*: <a href="[^"]+/upravit/swot/0', answer.text)


def test_a_failed_converter_is_told_and_may_be_tried_again(visitor: Visitor, plan: Plan, converter: Converter) -> None:
    converter.trouble = Overrun("Převod trval příliš dlouho.")
    form = editor(visitor, plan)
    assert "Převod trval příliš dlouho." in shown(form).text
    converter.trouble = None
    assert READY in shown(form).text


def test_nobody_else_sees_a_preview(app: Flask, visitor: Visitor, here: Town, plan: Plan, converter: Converter) -> None:
    answer = shown(editor(visitor, plan))
    colleague = signed_in(app, "jana@vzorov.cz")
    for address in (answer.request.path, *pictures(answer.text)):
        assert visitor.get(address).status_code == 200
        assert colleague.get(address).status_code == 404
        assert visitor.get(address.replace(str(plan.id), str(here.plan().id))).status_code == 404


def test_a_part_that_is_not_there_has_no_preview(visitor: Visitor, plan: Plan, converter: Converter) -> None:
    form = editor(visitor, plan)
    form.address = f"/plany/{plan.id}/upravit/groups/7"
    assert shown(form).status_code == 404
    assert visitor.get(f"/plany/{plan.id}/nahledy/{uuid.UUID(int=7).hex}").status_code == 404
    assert converter.asked == []
