"""Signing in and out: cookies, sessions, guessing, forged requests, lost sessions, who may come at all."""

from __future__ import annotations

import http.client
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.settings import Settings
from assembler.store import accounts, clock, sign_ins
from assembler.store.roles import Deed, Role
from assembler.web import keeping
from tests.service import CONTENT, problem, served
from tests.visitors import PASSWORD, TOKEN, Town, Visitor, quick_passwords, service, signed_in, store_of, town

pytest_plugins = ["tests.town_fixtures"]

EMAIL = "spravce@vzorov.cz"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_passwords(monkeypatch)


def cookie(answer: TestResponse) -> str:
    return next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("assembler="))


# ---------------------------------------------------------------- the cookie


def test_no_cookie_is_set_until_someone_is_about_to_sign_in(app: Flask) -> None:
    visitor = Visitor(app)
    assert "Set-Cookie" not in visitor.get("/").headers
    assert "Set-Cookie" not in visitor.client.post("/api/v1/checks", json=CONTENT).headers
    assert "Set-Cookie" in visitor.get("/prihlaseni").headers


def test_scripts_and_other_sites_do_not_get_the_cookie(app: Flask, here: Town) -> None:
    set_cookie = cookie(Visitor(app).sign_in(EMAIL))
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(set_cookie.split("; "))
    assert "Secure" not in set_cookie
    assert "Expires" not in set_cookie


def test_over_https_the_cookie_never_travels_without_it(tmp_path: Path) -> None:
    app = service(tmp_path / "data", address="https://plany.vzorov.cz")
    assert "; Secure" in cookie(Visitor(app).get("/prihlaseni"))
    assert Visitor(app).get("/prihlaseni", headers={"Host": "plany.vzorov.cz"}).status_code == 200


@pytest.mark.parametrize(("proxy", "secure"), [("127.0.0.1", True), ("", False), ("192.0.2.1", False)])
def test_only_the_proxy_of_the_settings_is_believed_to_have_come_by_https(
    tmp_path: Path, proxy: str, secure: bool
) -> None:
    with served(Settings(data=str(tmp_path / "data"), trusted_proxy=proxy)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/prihlaseni", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
    assert ("Secure" in (answer.headers["Set-Cookie"] or "")) == secure


def test_the_secret_of_the_signature_is_for_nobody_else_and_outlives_a_restart(tmp_path: Path) -> None:
    first = service(tmp_path / "data")
    town(first)
    visitor = signed_in(first)
    secret = tmp_path / "data" / keeping.SECRET
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text()) == 2 * keeping.SECRET_BYTES
    again = Visitor(service(tmp_path / "data"))
    again.client.set_cookie("assembler", visitor.client.get_cookie("assembler").value)  # type: ignore[union-attr]
    assert again.get("/plany").status_code == 200


# ---------------------------------------------------------------- sessions


def test_signing_in_gives_a_new_session_and_leaves_nothing_of_the_old_cookie(app: Flask, here: Town) -> None:
    visitor = Visitor(app)
    before = visitor.token()
    with visitor.client.session_transaction() as session:
        session["planted"] = "by someone else"
    visitor.sign_in(EMAIL)
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        first = session["_user_id"]
    assert visitor.token("/ucet") != before
    visitor.post("/odhlaseni")
    visitor.sign_in(EMAIL)
    with visitor.client.session_transaction() as session:
        assert session["_user_id"] != first


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(app: Flask, here: Town) -> None:
    visitor, thief = signed_in(app), Visitor(app)
    thief.client.set_cookie("assembler", visitor.client.get_cookie("assembler").value)  # type: ignore[union-attr]
    assert thief.get("/plany").status_code == 200
    visitor.post("/odhlaseni")
    assert thief.get("/plany").location == "/prihlaseni?next=/plany"


def test_signing_out_everywhere_ends_the_sessions_of_all_devices(app: Flask, here: Town) -> None:
    one, other = signed_in(app), signed_in(app)
    assert one.post("/odhlaseni-vsude").status_code == 303
    assert [each.get("/plany").status_code for each in (one, other)] == [303, 303]


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(app: Flask, here: Town) -> None:
    one, other = signed_in(app), signed_in(app)
    changed = one.post("/ucet/heslo", password=PASSWORD, new_password="ještě tajnější heslo")
    assert changed.status_code == 303
    assert (one.get("/plany").status_code, other.get("/plany").status_code) == (200, 303)
    assert Visitor(app).sign_in(EMAIL).status_code == 401
    assert Visitor(app).sign_in(EMAIL, "ještě tajnější heslo").status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("jiné heslo", "ještě tajnější heslo", "Dosavadní heslo nesouhlasí"), (PASSWORD, "krátké", "12 až 200 znaků")],
)
def test_a_password_is_not_changed_by_who_does_not_know_it_nor_to_a_short_one(
    app: Flask, here: Town, old: str, new: str, told: str
) -> None:
    answer = signed_in(app).post("/ucet/heslo", password=old, new_password=new)
    assert answer.status_code == 422
    assert told in answer.text
    assert Visitor(app).sign_in(EMAIL).status_code == 303


@pytest.mark.parametrize("later", [sign_ins.IDLE, sign_ins.LONGEST])
def test_a_session_ends_by_itself(app: Flask, here: Town, monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    visitor = signed_in(app)
    began = clock.now()
    monkeypatch.setattr(clock, "now", lambda: began + later + timedelta(seconds=1))
    assert visitor.get("/plany").status_code == 303


def test_a_session_that_is_used_lives_on_but_not_for_ever(
    app: Flask, here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, began = signed_in(app), clock.now()
    step = sign_ins.IDLE * 0.9
    for count in range(1, 20):
        monkeypatch.setattr(clock, "now", lambda at=began + count * step: at)
        alive = visitor.get("/plany").status_code == 200
        assert alive == (count * step < sign_ins.LONGEST)


def test_who_is_removed_or_closed_is_out_at_once(app: Flask, here: Town) -> None:
    user = here.member("jana@vzorov.cz", Role.READER)
    visitor = signed_in(app, "jana@vzorov.cz")
    with here.store.writing(here.actor) as tx:
        accounts.leave(tx, user)
    assert visitor.get("/plany").location == "/obec?next=/plany"
    with here.store.writing() as tx:
        accounts.set_active(tx, user, active=False)
    assert visitor.get("/plany").location == "/prihlaseni?next=/plany"
    assert Visitor(app).sign_in("jana@vzorov.cz").status_code == 401


# ---------------------------------------------------------------- guessing


def test_nobody_learns_which_accounts_there_are(app: Flask, here: Town) -> None:
    wrong, unknown = Visitor(app).sign_in(EMAIL, "špatné heslo"), Visitor(app).sign_in("x@y.cz", "špatné heslo")
    assert wrong.status_code == unknown.status_code == 401

    texts = {TOKEN.sub("", wrong.text.replace(EMAIL, "")), TOKEN.sub("", unknown.text.replace("x@y.cz", ""))}
    assert len(texts) == 1
    assert "E-mail nebo heslo nesouhlasí" in wrong.text


def test_an_account_is_tried_ten_times_then_no_longer(app: Flask, here: Town) -> None:
    visitor = Visitor(app)
    token = visitor.token()

    def attempt(email: str, password: str) -> TestResponse:
        fields = {"csrf_token": token, "email": email, "password": password}
        return visitor.client.post("/prihlaseni", data=fields)

    assert [attempt(EMAIL, "špatné heslo").status_code for _ in range(10)] == [401] * 10
    refused = attempt(f" {EMAIL.upper()}", PASSWORD)  # also with the right password, and however it is written
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 300
    assert "Příliš mnoho pokusů" in refused.text
    assert attempt("jiny@vzorov.cz", "x").status_code == 401


def test_an_address_tries_fifty_times_whatever_accounts_it_tries(
    app: Flask, here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "by_password", lambda *_: None)  # hashing takes its time on purpose
    visitor = Visitor(app)
    token = visitor.token()
    answers = [
        visitor.client.post("/prihlaseni", data={"csrf_token": token, "email": f"{n}@vzorov.cz"}).status_code
        for n in range(51)
    ]
    assert answers == [401] * 50 + [429]


def test_who_has_taken_over_a_session_does_not_guess_the_password(app: Flask, here: Town) -> None:
    visitor = signed_in(app)
    token = visitor.token("/ucet")
    fields = {"csrf_token": token, "password": "x", "new_password": "y" * 12}
    answers = [visitor.client.post("/ucet/heslo", data=fields).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


# ---------------------------------------------------------------- forged requests


def test_a_request_without_the_token_changes_nothing_and_loses_nothing(app: Flask, here: Town) -> None:
    visitor = signed_in(app)
    answer = visitor.client.post("/plany/novy", data={"way": "blank", "title": 'Plán "s uvozovkami" <b>'})
    assert answer.status_code == 400
    assert "Odeslat znovu" in answer.text
    assert 'value="Plán &#34;s uvozovkami&#34; &lt;b&gt;"' in answer.text
    assert "Zatím tu žádný plán není" in visitor.get("/plany").text
    again = visitor.post("/plany/novy", "/plany/novy", way="blank", title='Plán "s uvozovkami" <b>')
    assert again.status_code == 303


def test_the_api_does_not_act_for_a_cookie_without_the_token(app: Flask, here: Town) -> None:
    visitor = signed_in(app)
    problem(visitor.client.post("/api/v1/checks", json=CONTENT), 400, "form-token")
    headers = {"X-CSRFToken": visitor.token("/ucet")}
    assert visitor.client.post("/api/v1/checks", json=CONTENT, headers=headers).status_code == 200


def test_another_site_cannot_sign_anyone_in_or_out(app: Flask, here: Town) -> None:
    visitor = signed_in(app)
    for address in ("/prihlaseni", "/odhlaseni", "/odhlaseni-vsude"):
        headers = {"Origin": "https://zly.example"}
        assert visitor.client.post(address, data={"csrf_token": "x"}, headers=headers).status_code == 403
    assert visitor.client.post("/prihlaseni", data={"email": EMAIL, "password": PASSWORD}).status_code == 400
    assert visitor.get("/plany").status_code == 200


# ---------------------------------------------------------------- where to go


@pytest.mark.parametrize(
    "target",
    [
        *("https://zly.example/", "//zly.example", "/\\zly.example", "\\\\zly.example", "/\t/zly.example"),
        *("javascript:alert(1)", "zly.example", "/plany\r\nSet-Cookie: a=b", "/x\x00", "", "/" + "x" * 600),
    ],
)
def test_signing_in_leads_to_no_other_site_and_into_no_header(app: Flask, here: Town, target: str) -> None:
    answer = Visitor(app).sign_in(EMAIL, next=target)
    assert answer.location == "/plany"
    assert len(answer.headers.getlist("Set-Cookie")) == 1


def test_signing_in_leads_back_to_where_one_was(app: Flask, here: Town) -> None:
    visitor = Visitor(app)
    sent = visitor.get("/plany?odlozene=ano&dal=")
    assert sent.status_code == 303
    form = visitor.get(sent.location)
    assert 'name="next" value="/plany?odlozene=ano&amp;dal="' in form.text
    assert visitor.sign_in(EMAIL, next="/plany?odlozene=ano&dal=").location == "/plany?odlozene=ano&dal="
    assert visitor.get("/prihlaseni?next=/klice").location == "/klice"


def test_what_was_typed_outlives_a_session_that_ended(app: Flask, here: Town) -> None:
    visitor = signed_in(app)
    token = visitor.token("/plany/novy")
    with here.store.writing() as tx:
        accounts.end_sessions(tx, here.user)
    lost = visitor.client.post("/plany/novy", data={"csrf_token": token, "way": "blank", "title": "Dlouho psaný"})
    assert lost.status_code == 401
    assert "o vyplněné údaje nepřijdete" in lost.text
    kept = '[["way", "blank"], ["title", "Dlouho psaný"]]'
    again = visitor.sign_in(EMAIL, next="/plany/novy", kept=kept)
    assert again.status_code == 200
    assert 'name="title" value="Dlouho psaný"' in again.text
    assert 'action="/plany/novy"' in again.text


@pytest.mark.parametrize("kept", ["{", "[1]", '{"a": 1}', "[[1,2,3]]", '[["a","b"]]' * 2, "null"])
def test_kept_fields_that_we_did_not_write_do_no_harm(app: Flask, here: Town, kept: str) -> None:
    assert Visitor(app).sign_in(EMAIL, next="/plany/novy", kept=kept).status_code == 200


# ---------------------------------------------------------------- several municipalities


def test_who_works_for_several_towns_chooses_and_sees_one_at_a_time(app: Flask, here: Town) -> None:
    there = town(app, "Zálesí", "spravce@zalesi.cz")
    for each in (here, there):
        each.member("jana@centrum.cz", Role.COORDINATOR)
        each.plan({"title": f"Plán {'Vzorov' if each is here else 'Zálesí'}"})
    visitor = signed_in(app, "jana@centrum.cz")
    assert visitor.get("/plany").location == "/obec?next=/plany"
    for chosen, title, other in ((here, "Plán Vzorov", "Plán Zálesí"), (there, "Plán Zálesí", "Plán Vzorov")):
        assert visitor.post("/obec", "/obec", municipality=str(chosen.id), next="/plany").location == "/plany"
        listed = visitor.get("/plany").text
        assert title in listed
        assert other not in listed


@pytest.mark.parametrize("wanted", ["foreign", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_municipality_to_which_one_does_not_belong_is_not_there(app: Flask, here: Town, wanted: str) -> None:
    there = town(app, "Zálesí", "spravce@zalesi.cz")
    visitor = signed_in(app)
    answer = visitor.post("/obec", "/obec", municipality=str(there.id) if wanted == "foreign" else wanted)
    assert answer.status_code == 404
    assert "Vzorov" in visitor.get("/plany").text


# ---------------------------------------------------------------- keys, and a service that others reach


def test_a_key_that_does_not_hold_is_not_helped_by_a_cookie(app: Flask, here: Town) -> None:
    visitor = signed_in(app)
    for wrong in ("Bearer asm_x", "Bearer", "Basic eDp5", "nonsense"):
        answer = visitor.get("/api/v1/plans", headers={"Authorization": wrong})
        problem(answer, 401, "not-signed-in")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_does_what_its_scopes_say_and_no_pages_of_keys(app: Flask, here: Town) -> None:
    headers = {"Authorization": f"Bearer {here.key(Deed.READ)}"}
    client = app.test_client()
    assert client.get("/plany", headers=headers).status_code == 200
    assert client.post("/plany/novy", headers=headers, data={"way": "blank", "title": "x"}).status_code == 403
    everything = {"Authorization": f"Bearer {here.key(*Deed)}"}
    assert client.get("/klice", headers=everything).status_code == 403
    assert client.post("/klice", headers=everything, data={"name": "x"}).status_code == 403


@pytest.mark.parametrize("address", ["/", "/api/v1/kinds", "/api/v1/docs", "/vysledek/x", "/api/v1/openapi.json"])
def test_a_service_that_others_reach_asks_everyone_to_sign_in(tmp_path: Path, address: str) -> None:
    app = service(tmp_path / "data", host="0.0.0.0")
    made = town(app)
    answer = Visitor(app).get(address)
    assert (answer.status_code, answer.headers.get("Location", "")[:17]) in ((303, "/prihlaseni?next="), (401, ""))
    allowed = app.test_client().get(address, headers={"Authorization": f"Bearer {made.key(Deed.READ)}"})
    assert allowed.status_code == signed_in(app).get(address).status_code
    assert allowed.status_code in (200, 404)


def test_a_service_that_others_reach_lets_keys_assemble_by_their_scope(tmp_path: Path) -> None:
    app = service(tmp_path / "data", host="0.0.0.0")
    made = town(app)
    client = app.test_client()
    problem(client.post("/api/v1/checks", json=CONTENT), 401, "not-signed-in")
    reading, making = ({"Authorization": f"Bearer {made.key(deed)}"} for deed in (Deed.READ, Deed.ASSEMBLE))
    problem(client.post("/api/v1/checks", json=CONTENT, headers=reading), 403, "not-allowed")
    assert client.post("/api/v1/checks", json=CONTENT, headers=making).status_code == 200
    assert client.get("/health/live").status_code == 200


# ---------------------------------------------------------------- the folder


def test_what_needs_no_store_works_where_its_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    app = service(tmp_path / "file" / "data")
    visitor = Visitor(app)
    visitor.client.set_cookie("assembler", "from another time")
    assert visitor.get("/").status_code == 200
    assert visitor.client.post("/api/v1/checks", json=CONTENT).status_code == 200
    assert visitor.get("/plany").status_code == 303
    told = visitor.get("/prihlaseni")
    assert told.status_code == 503
    assert "Nic se neuložilo" in told.text


def test_the_first_account_is_made_once(app: Flask) -> None:
    store = store_of(app)
    with store.writing() as tx:
        made = accounts.first(tx)
    assert made
    user, municipality, password = made
    visitor = Visitor(app)
    assert visitor.sign_in(user.email, password).status_code == 303
    assert municipality.name in visitor.get("/plany").text
    with store.writing() as tx:
        assert accounts.first(tx) is None


def test_a_page_comes_for_a_key_too_and_sets_no_cookie(app: Flask, here: Town) -> None:
    """Its forms bring no token: a key needs none, and there is no session that could hold one."""
    page = Visitor(app).client.get(
        f"/plany/{here.plan().id}", headers={"Authorization": f"Bearer {here.key(Deed.READ)}"}
    )
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
