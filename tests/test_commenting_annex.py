"""The settlement in the plan: an annex with computed counts, names only with consent, every text to the letter."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from assembler.convert import pandoc
from assembler.convert.left_out import texts
from assembler.errors import Unfit
from assembler.store import comments, plans
from assembler.store.models import Plan
from assembler.store.roles import Role
from assembler.web.commenting import annex
from schemas.comments import read_comment
from schemas.loading import load
from tests.visitors import PLAN, Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

NASTY = "*a* _b_ [c](d) <b> | # {{ x }} ~~s~~ `k` &amp; ![i](j) \\ [^1] 1. -- konec"
ADDRESSES = "viz https://www.dacice.cz/plan_2027/a~b?x=1&y=2, www.dacice.cz/a_b, pište na jana_mala@dacice.cz"


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(PLAN)


def said(here: Town, plan: Plan, proposed: str = "Rozšířit provoz.", **more: Any) -> None:
    read = read_comment({"proposed": proposed, "submitter": "Jana Malá", **more})
    assert read.comment, read.findings
    with here.store.writing(here.actor) as tx:
        comments.add(tx, plans.revision(tx, plan.id), comments.values_of(read.comment))


def put(visitor: Visitor, plan: Plan) -> str:
    """Presses the button; what the page says then."""
    page = f"/plany/{plan.id}/pripominky"
    assert visitor.post(f"{page}/do-planu", "/ucet").status_code == 303
    return visitor.get(page).text.replace("\xa0", " ")


def head(here: Town, plan: Plan) -> int:
    with here.store.reading(here.actor) as tx:
        return plans.get(tx, plan.id).head


def test_an_older_settlement_among_the_annexes_is_told_and_left_alone(visitor: Visitor, here: Town) -> None:
    """Two annexes of one name in a document for the council would be noticed too late."""
    older = {"title": "Vypořádání připomínek 2019", "text": "Jedna připomínka."}
    plan = here.plan({**PLAN, "annexes": [older]})
    said(here, plan, settlement="accepted")
    page = put(visitor, plan)
    assert "Plán má i jinou přílohu s vypořádáním: „Vypořádání připomínek 2019“." in page
    assert here.content(plan.id)["annexes"][0] == older


def test_settled_comments_are_an_annex_of_a_new_version(visitor: Visitor, here: Town, plan: Plan) -> None:
    said(here, plan, settlement="accepted", justification="Od ledna.")
    said(here, plan, "Doplnit taxi.", settlement="merged", merged_with=1, submitter="Spolek", publish=True)
    said(here, plan, "Ještě nevíme.")
    assert "Vypořádání je v přílohách plánu, ve verzi 2." in put(visitor, plan)
    content = here.content(plan.id)
    (made,) = content["annexes"]
    assert made["title"] == "Vypořádání připomínek k návrhu plánu"
    first, *_, second_last, last = made["text"].splitlines()
    assert first == (
        "Uplatněny byly 3 připomínky. Vypořádání: akceptováno 1, sloučeno s jinou připomínkou 1. Dosud nevypořádáno: 1."
    )
    assert second_last == "| 1 | občan | celý plán | Rozšířit provoz. | akceptováno – Od ledna. |"
    assert last == "| 2 | Spolek | celý plán | Doplnit taxi. | sloučeno s č. 1 |"
    assert load(content).plan is not None


def test_who_decided_when_and_why_is_printed_and_nobody_is_invented(visitor: Visitor, here: Town, plan: Plan) -> None:
    """A comment without a sender is nobody's, rather than some citizen's."""
    decided = {"decided_by": "řídicí skupina", "decided_on": "2026-11-04"}
    said(here, plan, submitter="", settlement="accepted", reason="Je to daleko.", **decided)
    put(visitor, plan)
    assert here.content(plan.id)["annexes"][0]["text"].splitlines()[-1] == (
        "| 1 | neuvedeno | celý plán | Rozšířit provoz. Důvod: Je to daleko. "
        "| akceptováno – rozhodnuto: řídicí skupina, 4. 11. 2026 |"
    )


def test_put_in_again_it_replaces_only_itself(visitor: Visitor, here: Town, plan: Plan) -> None:
    said(here, plan, settlement="accepted")
    put(visitor, plan)
    assert "V plánu už vypořádání je" in put(visitor, plan)
    content = here.content(plan.id)
    own = {"title": "Katalog", "text": "Beze změny."}
    mine = {**content["annexes"][0], "title": "Připomínky veřejnosti", "confidential": True}
    here.save(plan, {**content, "annexes": [mine, own]}, 2)
    said(here, plan, "Další.", settlement="refused")
    put(visitor, plan)
    first, second = here.content(plan.id)["annexes"]
    assert (first["title"], first["confidential"], second) == ("Připomínky veřejnosti", True, own)
    assert "Uplatněny byly 2 připomínky. Vypořádání: akceptováno 1, neakceptováno 1." in first["text"]
    assert head(here, plan) == 4


def test_nothing_settled_changes_nothing(visitor: Visitor, here: Town, plan: Plan) -> None:
    said(here, plan)
    assert "není co vložit" in put(visitor, plan)
    assert head(here, plan) == 1
    assert "Vložit vypořádání do plánu" not in visitor.get(f"/plany/{plan.id}/pripominky").text


def test_a_contributor_puts_nothing_in(app: Flask, here: Town, visitor: Visitor, plan: Plan) -> None:
    said(here, plan, settlement="accepted")
    here.member("petr@vzorov.cz", Role.CONTRIBUTOR, ("/annexes",))
    assert signed_in(app, "petr@vzorov.cz").post(f"/plany/{plan.id}/pripominky/do-planu", "/ucet").status_code == 403
    assert head(here, plan) == 1


def test_a_text_is_printed_to_the_letter_whatever_marks_are_in_it() -> None:
    for said_so in (NASTY, ADDRESSES):
        table = "\n".join((*annex.HEADING, f"| 1 | a | b | {annex.literal(said_so)} | c |"))
        (tree,) = pandoc.read_all([(table, "commonmark")])
        printed = " ".join(reversed(" ".join(texts(tree, True)).split()))  # it walks from the end
        assert said_so in printed
        assert [block["t"] for block in tree] == ["Table"]
        assert "Link" not in str(tree)


def test_a_settlement_that_no_annex_can_hold_is_told(
    visitor: Visitor, here: Town, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annex, "MAX_TEXT", 100)
    said(here, plan, settlement="accepted")
    assert "příliš dlouhé" in put(visitor, plan)
    assert head(here, plan) == 1
    with pytest.raises(Unfit):
        annex.with_settlement({}, [])
