"""The page of webhooks: made, tried and removed by an administrator who writes no program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from assembler.notices.courier import Courier
from assembler.settings import Settings
from assembler.store import webhooks
from assembler.web.administration.notifying import TITLES
from tests.receivers import Receiver, receiving
from tests.visitors import Town, Visitor, quick_passwords, service, signed_in, town

PAGE = "/oznamovani"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    quick_passwords(monkeypatch)
    return service(tmp_path / "data", webhooks_to_this_machine=True)


@pytest.fixture
def here(app: Flask) -> Town:
    return town(app)


@pytest.fixture
def visitor(app: Flask, here: Town) -> Visitor:
    return signed_in(app)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


def deliver(here: Town) -> None:
    courier = Courier(lambda: here.store, Settings(webhooks_to_this_machine=True))
    while courier.one():
        pass


def test_the_secret_stands_on_the_answer_alone(visitor: Visitor, here: Town) -> None:
    made = visitor.post(PAGE, PAGE, url="https://spisovka.cz/plany", events="plan.saved")
    with here.store.reading(here.actor) as tx:
        (found,) = webhooks.webhooks(tx)
    assert found.secret in made.text
    again = visitor.get(PAGE).text
    assert found.secret not in again
    assert "https://spisovka.cz/plany" in again


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"url": "http://10.0.0.1/"}, "Adresa musí začínat https://"),
        ({"url": "https://10.0.0.1/"}, "vede do vnitřní sítě"),
        ({"url": "https://spisovka.cz/", "events": "x"}, "Vyberte, co se má oznamovat"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place_and_nothing_typed_is_lost(
    visitor: Visitor, fields: dict[str, str], told: str
) -> None:
    answer = visitor.post(PAGE, PAGE, **{"events": "job.failed", **fields})
    assert answer.status_code == 422
    assert told in answer.text.replace("\u00a0", " ")
    assert f'value="{fields["url"]}"' in answer.text


def test_a_trial_shows_how_it_went_and_switches_on_again_what_was_off(
    visitor: Visitor, here: Town, receiver: Receiver
) -> None:
    visitor.post(PAGE, PAGE, url=receiver.url, events="plan.created")
    receiver.answers = [410, 204]
    here.plan()
    deliver(here)
    off = visitor.get(PAGE).text
    assert "vypnuto" in off
    assert "Příjemce odpověděl 410." in off.replace("\u00a0", " ")
    with here.store.reading(here.actor) as tx:
        (found,) = webhooks.webhooks(tx)
    assert visitor.post(f"{PAGE}/{found.id}/zkouska", PAGE).location == PAGE
    deliver(here)
    on = visitor.get(PAGE).text
    assert "vypnuto" not in on
    assert "doručeno" in on


def test_what_is_removed_is_no_longer_listed(visitor: Visitor, here: Town) -> None:
    visitor.post(PAGE, PAGE, url="https://spisovka.cz/plany", events="plan.saved")
    with here.store.reading(here.actor) as tx:
        (found,) = webhooks.webhooks(tx)
    assert visitor.post(f"{PAGE}/{found.id}/zruseni", PAGE).location == PAGE
    assert "spisovka.cz" not in visitor.get(PAGE).text


def test_every_event_has_its_words() -> None:
    assert set(TITLES) == {*webhooks.NAMES, webhooks.TEST}
