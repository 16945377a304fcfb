"""Files of the pages: kept by browsers for good under the hash of their content, packed, never from other servers."""

from __future__ import annotations

import gzip
import io
import logging
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from assembler import products
from assembler.logs import log_as_json
from assembler.settings import Settings
from assembler.web import about, create_app, server, statics
from assembler.workshop import Workshop

STYLES = (statics.FOLDER / "app.css").read_bytes()


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data=str(tmp_path / "data"))).test_client()


def linked(page: str) -> list[str]:
    """The names of the styles of a page, in their order."""
    return re.findall(r'rel="stylesheet" href="/static/([^?"]+)', page)


def has_vendor(monkeypatch: pytest.MonkeyPatch, folder: Path, *names: str) -> None:
    """A folder of static files with our own and these of others."""
    for path in statics.FOLDER.glob("*.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "vendor").mkdir()
    for name in names:
        (folder / "vendor" / name).write_text("/* brought by the set-up */")
    monkeypatch.setattr(statics, "FOLDER", folder)


# ---------------------------------------------------------------- the look


def test_with_the_design_system_pages_link_it_before_their_own_styles(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, client: FlaskClient
) -> None:
    has_vendor(monkeypatch, tmp_path, "gov.css")
    assert linked(client.get("/").text) == ["vendor/gov.css", "app.css", "lists.css"]


def test_without_the_design_system_pages_have_a_plain_look_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, client: FlaskClient
) -> None:
    has_vendor(monkeypatch, tmp_path)
    page = client.get("/").text
    assert linked(page) == ["plain.css", "app.css", "lists.css"]
    assert "vendor/" not in page


def test_the_plain_look_knows_every_value_that_our_styles_use() -> None:
    """Colours, sizes and distances are named by the design system; without it they come from plain.css."""
    own = "".join((statics.FOLDER / name).read_text("utf-8") for name in ("app.css", "lists.css"))
    plain = (statics.FOLDER / "plain.css").read_text("utf-8")
    used = set(re.findall(r"var\((--[\w-]+)\)", own + plain))
    defined = set(re.findall(r"(--[\w-]+):", own + plain))
    assert len(used) > 20
    assert used <= defined


@pytest.mark.parametrize("name", ["app.css", "lists.css", "plain.css"])
def test_our_styles_ask_no_other_server_for_anything(name: str) -> None:
    text = (statics.FOLDER / name).read_text("utf-8")
    assert "url(" not in text
    assert "@import" not in text


def test_what_others_made_is_named_with_its_licence_where_it_is_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, client: FlaskClient
) -> None:
    has_vendor(monkeypatch, tmp_path, "gov.css")
    page = client.get("/o-sluzbe").text
    assert "Gov Design System CE" in page
    assert "EUPL-1.2" in page
    assert "https://eur-lex.europa.eu/eli/dec_impl/2017/863/oj" in page
    assert "Swagger" not in page
    assert 'href="/o-sluzbe"' in client.get("/").text


def test_the_versions_that_are_told_are_those_that_are_pinned() -> None:
    pinned = (Path(__file__).parents[1] / "package.json").read_text("utf-8")
    for part in about.PARTS:
        assert f'"{part.name.split()[-1]}"' in pinned


# ---------------------------------------------------------------- how browsers keep it


def test_a_file_under_its_hash_is_kept_for_good_and_every_link_carries_it(client: FlaskClient) -> None:
    addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get("/").text)
    assert len(addresses) > 5
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address


@pytest.mark.parametrize("query", ["", "?v=0123456789abcdef"])
def test_a_file_without_its_hash_is_asked_for_again_and_not_sent_twice(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/static/app.css{query}")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.data == STYLES
    again = client.get("/static/app.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_texts_are_packed_for_who_unpacks_them_under_an_etag_of_their_own(client: FlaskClient) -> None:
    plain = client.get("/static/app.css")
    packed = client.get("/static/app.css", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == STYLES
    assert len(packed.data) * 3 < len(STYLES)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "gzip"}).headers


def test_a_changed_file_gets_another_address_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, client: FlaskClient
) -> None:
    has_vendor(monkeypatch, tmp_path)
    before = linked_address(client)
    (tmp_path / "app.css").write_text("body { color: red }")
    assert linked_address(client) != before
    assert client.get(linked_address(client)).data == b"body { color: red }"


def linked_address(client: FlaskClient) -> str:
    found = re.search(r'"(/static/app\.css\?v=[^"]+)"', client.get("/").text)
    assert found
    return found.group(1)


@pytest.mark.parametrize("name", ["../statics.py", "..%2fstatics.py", "", "nothing.css", "vendor"])
def test_nothing_but_files_of_the_folder_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


# ---------------------------------------------------------------- what the terminal says


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stderr", "level"), [(Terminal(), logging.WARNING), (io.StringIO(), logging.INFO)], ids=["terminal", "file"]
)
def test_requests_are_told_to_files_and_not_to_a_terminal_where_the_first_password_stands(
    monkeypatch: pytest.MonkeyPatch, stderr: Any, level: int
) -> None:
    own = logging.getLogger("assembler")
    monkeypatch.setattr(own, "level", own.level)  # put back afterwards
    monkeypatch.setattr(sys, "stderr", stderr)
    log_as_json()
    assert own.level == level


# ---------------------------------------------------------------- the first request


def test_when_the_service_has_settled_in_no_page_waits_for_its_template(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = Settings(data=str(tmp_path / "data"))
    app = create_app(settings)
    monkeypatch.setattr(products, "prepare", lambda: None)
    monkeypatch.setattr(server, "converter", lambda _: "není")
    server.settle_in(app, settings, 1, [], Workshop(0))

    def forbidden(*_: Any, **__: Any) -> None:
        raise AssertionError("a template is compiled again")

    monkeypatch.setattr(app.jinja_env, "compile", forbidden)
    for address in ("/", "/prihlaseni", "/o-sluzbe", "/nic"):
        assert app.test_client().get(address).status_code in (200, 404)
