"""A table put into the plan: what its sender changed is taken, what others changed stays, what both did is asked."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import pytest

from assembler import foreign
from assembler.foreign import Joined
from assembler.foreign.joining import Said
from tests.foreign_files import csv_of
from tests.foreign_reading import CONTENT, Understood, understood

SERVICE = "/network/services/0"
HEADINGS = ("Identifikátor", "Poskytovatel", "Úvazky v síti")


Table = Sequence[tuple[str, ...]]


def table(provider: str, workload: str = "") -> Table:
    return [HEADINGS, ("1234567", provider, workload)]


def plan_with(**values: Any) -> dict[str, Any]:
    """The plan with other values of its first service."""
    made = copy.deepcopy(CONTENT)
    made["network"]["services"][0] |= values
    return made


def joined(rows: Table, content: Any, before: Said | None = None, *wins: str) -> Joined:
    found = understood(csv_of(rows), key="network.services", content=content)
    return foreign.join(content, found.target, found.proposal.items, before or {}, wins)


def said(rows: Table) -> Said:
    """What a table said when it was taken over."""
    return foreign.said_by(understood(csv_of(rows), key="network.services").proposal.items)


def provider_of(result: Joined) -> str:
    return str(result.content["network"]["services"][0]["provider"])


def test_an_empty_field_is_filled_and_the_content_before_is_left_as_it_is() -> None:
    before = copy.deepcopy(CONTENT)
    result = joined(table("Charita", "2,5"), CONTENT)
    assert str(result.content["network"]["services"][0]["capacities"]) == "[{'network': Decimal('2.5')}]"
    assert (before, result.collisions) == (CONTENT, ())


def test_what_the_plan_says_otherwise_is_asked_and_holds_until_it_is_decided() -> None:
    result = joined(table("Město"), CONTENT)
    [collision] = result.collisions
    assert (collision.pointer, collision.mine, collision.theirs) == (f"{SERVICE}/provider", "Město", "Charita")
    assert provider_of(result) == "Charita"
    assert provider_of(joined(table("Město"), CONTENT, {}, f"{SERVICE}/provider")) == "Město"


def test_what_only_the_sender_changed_since_the_last_time_is_taken_over() -> None:
    result = joined(table("Diecézní charita"), CONTENT, said(table("Charita")))
    assert (provider_of(result), result.collisions) == ("Diecézní charita", ())


def test_what_only_others_changed_since_then_stays_without_a_question() -> None:
    result = joined(table("Charita"), plan_with(provider="Charita Vzorov"), said(table("Charita")))
    assert (provider_of(result), result.collisions) == ("Charita Vzorov", ())


def test_what_both_changed_is_asked() -> None:
    result = joined(table("Město"), plan_with(provider="Charita Vzorov"), said(table("Charita")))
    assert [each.pointer for each in result.collisions] == [f"{SERVICE}/provider"]


@pytest.mark.parametrize("text", ["Pomáhá *lidem*.", {"text": "Pomáhá *lidem*.", "format": "commonmark"}])
def test_a_formatted_text_that_says_the_same_keeps_its_format(text: Any) -> None:
    rows = [("Identifikátor", "Poslání"), ("1234567", "Pomáhá  *lidem*.")]
    result = joined(rows, plan_with(mission=text))
    assert (result.content["network"]["services"][0]["mission"], result.collisions) == (text, ())


def test_an_amount_of_a_year_finds_its_own_line_of_costs() -> None:
    costs = [{"year": 2025, "amount": 100}, {"year": 2026, "amount": 200}]
    rows = [("Identifikátor", "Náklady 2026", "Náklady 2027"), ("1234567", "250", "300")]
    result = joined(rows, plan_with(costs=costs), None, f"{SERVICE}/costs/1/amount")
    assert [each.pointer for each in result.collisions] == [f"{SERVICE}/costs/1/amount"]
    found = result.content["network"]["services"][0]["costs"]
    assert found == [costs[0], {"year": 2026, "amount": 250}, {"year": 2027, "amount": 300}]


def test_new_items_come_at_the_end_of_their_list_also_where_there_is_none_yet() -> None:
    found = understood(csv_of([("Projekt", "Žadatel"), ("Dům", "Obec")]), key="pipeline.projects")
    content = foreign.join(CONTENT, found.target, found.proposal.items, {}).content
    assert content["pipeline"]["projects"] == [{"name": "Dům", "applicant": "Obec"}]


def test_an_indicator_goes_to_the_measure_that_its_row_names() -> None:
    rows = [("Opatření", "Indikátor", "Cílová hodnota"), ("2.1 Doprava k lékaři", "Počet jízd", "120")]
    found: Understood = understood(csv_of(rows), key="strategy.nodes.measures.indicators")
    content = foreign.join(CONTENT, found.target, found.proposal.items, {}).content
    measure = content["strategy"]["nodes"][0]["measures"][1]
    assert measure["indicators"] == [{"name": "Počet jízd", "target": 120}]


def test_an_own_field_of_a_measure_is_called_as_its_column() -> None:
    rows = [("Opatření", "Vazba na kraj"), ("Sociální byty", "C.2")]
    found = understood(csv_of(rows), key="strategy.nodes.measures")
    decisions = foreign.Decisions({**found.fields, 1: "@own"})
    proposal = foreign.propose(found.grid, found.shape, found.target, decisions, CONTENT)
    content = foreign.join(CONTENT, found.target, proposal.items, {}).content
    assert content["strategy"]["nodes"][0]["measures"][0]["custom"] == [{"label": "Vazba na kraj", "text": "C.2"}]
