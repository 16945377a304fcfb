"""Who erases a person: the administrator on the page of members, and who runs the service on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from assembler.cli import main
from assembler.settings import Settings
from assembler.store import accounts
from assembler.store.roles import Role
from assembler.store.store import open_store
from tests.visitors import Town, Visitor, signed_in, town

pytest_plugins = ["tests.town_fixtures"]

PAGE = "/clenove"


def test_an_administrator_erases_a_member_of_his_town(app: Flask, here: Town, visitor: Visitor) -> None:
    petr = here.member("petr@vzorov.cz", Role.COORDINATOR)
    theirs = signed_in(app, "petr@vzorov.cz")
    plan = here.plan()
    assert visitor.post(f"{PAGE}/{petr}/vymaz", PAGE).status_code == 303
    page = visitor.get(PAGE).text.replace("\xa0", " ")
    assert "Osobní údaje jsou smazané." in page
    assert "petr@vzorov.cz" not in page
    assert theirs.get(f"/plany/{plan.id}").status_code == 303  # to the sign-in
    trail = visitor.get("/zaznam").text
    assert "smazal(a) osobní údaje účtu" in trail
    assert "smazaný uživatel č." in trail.replace("\xa0", " ")


def test_who_belongs_to_another_town_too_is_erased_by_the_service_only(
    app: Flask, here: Town, visitor: Visitor
) -> None:
    petr = here.member("petr@vzorov.cz", Role.COORDINATOR)
    there = town(app, "Zálesí", "spravce@zalesi.cz")
    there.member("petr@vzorov.cz", Role.COORDINATOR)
    answer = visitor.post(f"{PAGE}/{petr}/vymaz", PAGE)
    assert answer.status_code == 409
    assert "patří i do jiné obce" in answer.text.replace("\xa0", " ")
    with here.store.reading() as tx:
        assert accounts.user(tx, petr).name == "petr"


def test_the_only_administrator_and_strangers_are_not_erased(here: Town, visitor: Visitor, app: Flask) -> None:
    stranger = town(app, "Zálesí", "spravce@zalesi.cz")
    assert visitor.post(f"{PAGE}/{stranger.user}/vymaz", PAGE).status_code == 404
    assert visitor.post(f"{PAGE}/{here.user}/vymaz", PAGE).status_code == 409  # no administrator would be left
    assert f"{PAGE}/{here.user}/vymaz" not in visitor.get(PAGE).text


def test_the_command_line_erases_by_the_e_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSEMBLER_DATA", str(tmp_path / "cli"))
    store = open_store(Settings(data=str(tmp_path / "cli")))
    with store.writing() as tx:
        made = accounts.add_user(tx, "Petr Zmizelý", "petr@vzorov.cz")
    assert main(["user", "erase", "Petr@Vzorov.cz"]) == 0
    assert "smazaný uživatel č." in capsys.readouterr().err.replace("\xa0", " ")
    assert main(["user", "erase", "petr@vzorov.cz"]) == 2
    with store.reading() as tx:
        assert accounts.user(tx, made.id).email == f"smazaný uživatel č. {made.seq}"
    store.close()
