"""Nabídky ze zákona: the kinds of services are offered by the form and the workbook; any other text stays allowed."""

from __future__ import annotations

from typing import Any

import lxml.html

from assembler import workbook
from assembler.checks.statutory import service_kinds
from assembler.checks.statutory.offers import LISTS, offered
from assembler.forms import merged, read
from assembler.forms.model import Line
from schemas.describe import all_parts, describe
from tests.filled_forms import opened, untouched
from tests.one_town import app, here, visitor
from tests.visitors import PLAN, Town, Visitor
from tests.workbooks import opened as opened_book

__all__ = ["app", "here", "visitor"]  # fixtures of another file

SERVICE = ("network", "services", "0")
ONE: dict[str, Any] = {"title": "Plán", "network": {"services": [{"name": "Pomoc doma", "type": "sousedská výpomoc"}]}}
KINDS = service_kinds.offered()


def test_every_list_that_the_schemas_name_is_there_and_every_list_is_named() -> None:
    named = {field.offers for part in all_parts() for field in describe(part).fields if field.offers}
    assert named == LISTS.keys()
    assert all(map(offered, named))
    assert offered("") == ()


def test_every_kind_of_the_act_is_offered_once_with_the_section_that_governs_it() -> None:
    assert "pečovatelská služba (§ 40)" in KINDS
    assert "odborné sociální poradenství (§ 37)" in KINDS  # the basic one is no registered service
    assert "intervenční centra (§ 60a)" in KINDS
    assert len(set(KINDS)) == len(KINDS) == len(service_kinds.kinds())
    for kind in KINDS:
        assert service_kinds.claimed(kind) == [service_kinds.governing(kind)]


def test_a_form_offers_the_kinds_and_takes_any_other_as_it_is_written() -> None:
    form = opened(ONE, *SERVICE)
    fields = {each.about.name: each for each in form.controls if isinstance(each, Line)}
    assert fields["type"].offered == KINDS
    assert fields["provider"].offered == ()
    found = read(form, ONE, untouched(form) | {fields["type"].name: ["sdílená péče (§ 44a)"]})
    assert found.problems == []
    assert merged(ONE, form.steps, found.edits).content["network"]["services"][0]["type"] == "sdílená péče (§ 44a)"


def test_the_field_of_the_page_is_tied_to_its_list(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"network": ONE["network"]})
    page: Any = lxml.html.fromstring(visitor.get(f"/plany/{plan.id}/upravit/network/services/0").text)
    field = page.xpath("//input[@list]")[0]
    assert field.label.text.strip() == "Druh služby"
    assert field.value == "sousedská výpomoc"
    assert field.get("autocomplete") is None  # browsers that are told "off" offer no list either
    assert page.xpath(f"//datalist[@id='{field.get('list')}']/option/@value") == [*KINDS]
    assert len(page.xpath("//datalist")) == 1


def test_the_workbook_offers_the_kinds_and_takes_any_other() -> None:
    book = opened_book(workbook.write(ONE))
    here = book["Služby"]
    column = next(cell.column_letter for row in here["1:4"] for cell in row if cell.value == "Druh služby")
    rules = here.data_validations.dataValidation
    rule = next(each for each in rules if str(each.sqref).startswith(f"{column}4"))
    assert (rule.type, bool(rule.showErrorMessage)) == ("list", False)
    sheet, _, area = rule.formula1.replace("$", "").partition("!")
    assert [cell.value for (cell,) in book[sheet][area]] == [*KINDS]
