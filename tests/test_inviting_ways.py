"""Invitations where a person stumbles: a cancelled link, a plan put aside, a button pressed too early, an old version."""

from __future__ import annotations

import re

from assembler.store import accounts
from assembler.store.models import Plan
from tests.test_inviting import CONTENT, guest, invited, plan, typed
from tests.visitors import Town, Visitor

__all__ = ["guest", "plan"]  # fixtures
pytest_plugins = ["tests.town_fixtures"]


def named(here: Town, name: str) -> None:
    with here.store.writing(here.actor) as tx:
        accounts.rename_user(tx, here.user, name)


def message(page: str) -> str:
    return typed(page)["zprava"]


# ---------------------------------------------------------------- the letter and the link


def test_the_letter_says_which_municipality_asks_and_who_signs_it(visitor: Visitor, here: Town, plan: Plan) -> None:
    named(here, "Jana Nová")
    address, _ = invited(visitor, plan)
    words = message(visitor.get(address).text)
    assert "Vzorov připravuje dokument" in words
    assert words.rstrip().endswith("Děkujeme\nJana Nová\nVzorov")


def test_the_letter_is_not_signed_by_the_name_of_a_role(visitor: Visitor, here: Town, plan: Plan) -> None:
    named(here, accounts.FIRST_NAME)
    address, _ = invited(visitor, plan)
    words = message(visitor.get(address).text)
    assert accounts.FIRST_NAME not in words
    assert words.rstrip().endswith("Děkujeme\nVzorov")


def test_a_link_is_cancelled_after_a_question_only(visitor: Visitor, plan: Plan) -> None:
    address, _ = invited(visitor, plan)
    asked = re.search(r"<details>(.*?)</details>", visitor.get(address).text, re.DOTALL)
    assert asked
    assert "Opravdu ho chcete zrušit?" in asked[1]
    assert f'action="{address}/zruseni"' in asked[1]


def test_a_cancelled_link_says_kindly_whom_to_ask_and_nothing_of_the_plan(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    named(here, "Jana Nová")
    address, link = invited(visitor, plan)
    sent = typed(guest.get(link).text)
    visitor.post(f"{address}/zruseni", address)
    for page in (guest.get(link).text, guest.client.post(link, data=sent).text):
        assert "Odkaz už neplatí" in page
        assert "Vzorov" in page
        assert "Jana Nová" in page
        assert "Nic takového" not in page
        for secret in (CONTENT["title"], "Poradna", "Charita"):
            assert secret not in page
