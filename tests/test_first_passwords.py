"""První heslo: who gets it from somebody else chooses an own one before anything opens."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import html

from assembler.cli import main
from assembler.settings import Settings
from assembler.store import accounts
from assembler.store.store import open_store
from tests.visitors import Town, Visitor, quick_passwords

pytest_plugins = ["tests.town_fixtures"]

EMAIL, CHOSEN = "eva@vzorov.cz", "heslo, které si zvolila"
ADDED = ("user", "add", EMAIL, "--name", "Eva Nová")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_passwords(monkeypatch)


def first_password(visitor: Visitor) -> str:
    page: Any = html.fromstring(visitor.post("/clenove", "/clenove", name="Eva", email=EMAIL, role="coordinator").text)
    (told,) = page.xpath("//*[@role='status']")
    assert "nový člen si ho po přihlášení musí změnit" in told.text_content()
    (found,) = told.xpath(".//dd[@class='mono']/text()")
    return str(found)


def test_a_new_member_changes_the_first_password_and_goes_on(app: Flask, visitor: Visitor, here: Town) -> None:
    password, plan, eva = first_password(visitor), here.plan(), Visitor(app)
    assert eva.sign_in(EMAIL, password).status_code == 303
    for address in ("/plany", f"/plany/{plan.id}", "/klice"):
        assert eva.get(address).location == "/ucet", address
    assert eva.get("/api/v1/plans").status_code == 403
    assert eva.post("/ucet/heslo", password=password, new_password=CHOSEN).location == "/plany"
    assert eva.get(f"/plany/{plan.id}").status_code == 200


def test_who_has_changed_it_is_asked_no_more(app: Flask, visitor: Visitor) -> None:
    password, eva = first_password(visitor), Visitor(app)
    eva.sign_in(EMAIL, password)
    eva.post("/ucet/heslo", password=password, new_password=CHOSEN)
    again = Visitor(app)
    again.sign_in(EMAIL, CHOSEN)
    assert again.get("/plany").status_code == 200


def test_the_first_account_of_a_service_is_not_asked(tmp_path: Path) -> None:
    """Its password is printed once, to who has just started the service: nobody else has read it."""
    with closing(open_store(Settings(data=str(tmp_path)))) as store:
        with store.writing() as tx:
            made = accounts.first(tx)
        assert made
        with store.reading() as tx:
            assert not accounts.password_is_given(tx, made[0].id)


@pytest.mark.parametrize("stdin", [False, True], ids=["made up", "told"])
def test_a_user_added_in_the_terminal_is_asked_where_the_program_made_the_password_up(
    stdin: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What comes from the input has been chosen by who sends it: a person for himself, or a program."""
    monkeypatch.setenv("ASSEMBLER_DATA", str(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO("vlastní tajné heslo\n"))
    assert main([*ADDED, *(["--password-stdin"] if stdin else [])]) == 0
    assert ("po přihlášení si ho uživatel musí změnit" in capsys.readouterr().err) is not stdin
    with closing(open_store(Settings(data=str(tmp_path)))) as store, store.reading() as tx:
        found = accounts.by_email(tx, EMAIL)
        assert found
        assert accounts.password_is_given(tx, found.id) is not stdin
