"""The command line of who runs the service: municipalities, people, keys, backups. Answers to standard output only."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from assembler.cli import main
from assembler.settings import Settings
from assembler.store import accounts, plans, tokens
from assembler.store.store import Actor, Store, open_store
from tests.visitors import quick_passwords

EMAIL = "jana@vzorov.cz"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quick_passwords(monkeypatch)
    monkeypatch.setenv("ASSEMBLER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def answered(capsys: pytest.CaptureFixture[str]) -> Answered:
    return Answered(capsys)


class Answered:
    """Commands, and what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *call: str, code: int = 0) -> str:
        """The answer of a command; what it told besides is in `told`."""
        assert main(call) == code
        said = self.capsys.readouterr()
        self.told = said.err
        return said.out.strip()


def opened(data: Path) -> Store:
    return open_store(Settings(data=str(data)))


def founded(answered: Answered, name: str = "Vzorov") -> None:
    answered("municipality", "add", name)
    answered("user", "add", EMAIL, "--name", "Jana Nová", "--municipality", name, "--role", "administrator")


def test_a_user_signs_in_with_the_password_that_was_answered(answered: Answered, data: Path) -> None:
    answered("municipality", "add", "Vzorov")
    password = answered("user", "add", EMAIL, "--name", "Jana", "--municipality", "Vzorov", "--role", "administrator")
    assert "role administrator" in answered.told
    again = answered("user", "password", EMAIL)
    store = opened(data)
    with store.reading() as tx:
        assert accounts.by_password(tx, EMAIL, password) is None
        assert accounts.by_password(tx, EMAIL, again)
    store.close()


def test_a_password_can_come_from_the_input_and_is_then_not_answered(
    answered: Answered, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    founded(answered)
    monkeypatch.setattr("sys.stdin", io.StringIO("vlastní tajné heslo\n"))
    assert answered("user", "password", EMAIL, "--password-stdin") == ""
    store = opened(data)
    with store.reading() as tx:
        assert accounts.by_password(tx, EMAIL, "vlastní tajné heslo")
    store.close()


def test_lists_are_for_people_and_for_machines(answered: Answered) -> None:
    founded(answered)
    answered("municipality", "add", "Zálesí")
    assert [each["name"] for each in json.loads(answered("municipality", "list", "--json"))] == ["Vzorov", "Zálesí"]
    assert "Zálesí" in answered("municipality", "list")
    assert answered("user", "list") == f"{EMAIL}  Jana Nová  Vzorov (administrator)"
    (jana,) = json.loads(answered("user", "list", "--json"))
    assert (jana["email"], jana["municipalities"][0]["role"]) == (EMAIL, "administrator")


def test_who_has_an_account_joins_another_municipality_with_it(answered: Answered) -> None:
    founded(answered)
    answered("municipality", "add", "Zálesí")
    assert answered("user", "add", EMAIL, "--municipality", "Zálesí", "--role", "administrator") == ""
    assert answered("user", "list").endswith("Vzorov (administrator), Zálesí (administrator)")


def test_a_key_is_answered_once_listed_without_itself_and_ended(answered: Answered, data: Path) -> None:
    founded(answered)
    key = answered("token", "add", EMAIL, "--name", "Excel", "--scope", "read", "--scope", "read", "--days", "7")
    store = opened(data)
    with store.reading() as tx:
        held = tokens.holder(tx, key)
    assert held
    assert held[0].scopes == ["read"]
    assert key not in answered("token", "list") + answered("token", "list", "--json")
    answered("token", "revoke", str(held[0].id))
    assert answered("token", "list").endswith("zrušen")
    with store.reading() as tx:
        assert tokens.holder(tx, key) is None
    store.close()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("user", "add", "x@y.cz"), "zadejte také --name"),
        (("user", "add", EMAIL), "Účet s tímto e-mailem už tu je"),
        (("user", "add", "nonsense", "--name", "X"), "E-mail má mít tvar"),
        (("user", "add", "x@y.cz", "--name", "X", "--municipality", "Nikde"), "Obec „Nikde“ tu není"),
        (("user", "password", "x@y.cz"), "Účet s tímto e-mailem tu není"),
        (("municipality", "add", " "), "Obec musí mít název"),
        (("token", "add", "x@y.cz", "--name", "X", "--scope", "read"), "Účet s tímto e-mailem tu není"),
        (("token", "revoke", "nonsense"), "Číslo klíče je v prvním sloupci"),
        (("token", "revoke", "00000000-0000-0000-0000-000000000007"), "Nic takového tu není"),
        (("restore", "/nowhere"), "není záloha"),
    ],
)
def test_a_wrong_call_is_told_in_czech_and_changes_nothing(
    answered: Answered, call: tuple[str, ...], told: str
) -> None:
    founded(answered)
    before = answered("user", "list")
    assert answered(*call, code=2) == ""
    assert told in answered.told
    assert answered("user", "list") == before


def test_a_municipality_must_be_named_where_there_are_several(answered: Answered) -> None:
    founded(answered)
    answered("municipality", "add", "Zálesí")
    answered("token", "list", code=2)
    assert "určete ji volbou --municipality" in answered.told
    answered("token", "add", EMAIL, "--name", "X", "--scope", "read", "--municipality", "Zálesí", code=2)
    assert "do obce „Zálesí“ nepatří" in answered.told


def test_a_backup_comes_back_in_an_empty_place_and_only_there(
    answered: Answered, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    founded(answered)
    answered("backup", str(tmp_path / "backup"))
    assert answered("verify", str(tmp_path / "backup"), "--json") == "[]"
    answered("restore", str(tmp_path / "backup"), code=2)
    monkeypatch.setenv("ASSEMBLER_DATA", str(tmp_path / "elsewhere"))
    answered("restore", str(tmp_path / "backup"))
    assert EMAIL in answered("user", "list")
    answered("verify")
    assert "Vše souhlasí." in answered.told


def test_a_fault_of_the_store_is_told_and_is_the_exit_code(answered: Answered, data: Path) -> None:
    store = opened(data)
    with store.writing() as tx:
        here = accounts.add_municipality(tx, "Vzorov")
    ready = store.ready({"title": "x" * 70_000})
    with store.writing(Actor(here.id)) as tx:
        plans.create(tx, ready)
    store.files.delete(next(iter(ready.files)))
    store.close()
    answered("verify", code=1)
    assert "ZÁVADA" in answered.told
    assert len(json.loads(answered("verify", "--json", code=1))) >= 1
