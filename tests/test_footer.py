"""What the foot of a page says of keeping: true for who is signed in, for who is asked to sign in, and for others."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from lxml import html

from tests.test_plan_pages import quick
from tests.visitors import Town, Visitor

pytest_plugins = ["tests.town_fixtures"]

__all__ = ["quick"]  # a fixture of another file

KEPT, FORGOTTEN = "jsou uložené v této službě", "po chvíli se zapomenou"


def foot(page: str) -> str:
    tree: Any = html.fromstring(page)
    return " ".join(tree.xpath("string(//footer)").split())


@pytest.mark.parametrize(
    ("address", "said"),
    [("/plany", KEPT), ("/ucet", KEPT), ("/neni", KEPT), ("/o-sluzbe", KEPT), ("/", FORGOTTEN)],
)
def test_who_is_signed_in_is_told_that_plans_are_kept_but_not_one_shot_documents(
    visitor: Visitor, address: str, said: str
) -> None:
    told = foot(visitor.get(address).text)
    assert said in told
    assert (KEPT in told) != (FORGOTTEN in told)


@pytest.mark.parametrize(
    ("address", "kept", "forgotten"), [("/prihlaseni", True, False), ("/neni", False, False), ("/", False, True)]
)
def test_others_are_told_what_holds_for_the_page(app: Flask, address: str, kept: bool, forgotten: bool) -> None:
    told = foot(Visitor(app).get(address).text)
    assert (KEPT in told, FORGOTTEN in told) == (kept, forgotten)


def test_to_put_a_plan_aside_says_what_it_does(visitor: Visitor, here: Town) -> None:
    tree: Any = html.fromstring(visitor.get(f"/plany/{here.plan().id}").text)
    (card,) = tree.xpath("//section[@aria-labelledby='odlozit']")
    assert "Nic se nesmaže" in card.text_content()
    assert card.xpath(".//button[@data-type='outlined' and @data-color='neutral']")
