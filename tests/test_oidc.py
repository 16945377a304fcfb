"""Signing in at the organization: whose account it is, what is believed of a provider, what happens without it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.errors import AssemblerError
from assembler.settings import Settings
from assembler.store import accounts
from assembler.store.roles import Role
from assembler.web import create_app
from assembler.web.accounts import provider as providers
from tests.providers import CLIENT, SECRET, Provider, new_key, providing, symmetric
from tests.visitors import PASSWORD, Town, Visitor, quick_passwords, service, store_of, town

pytest_plugins = ["tests.store_fixtures"]

EMAIL = "jana@vzorov.cz"
BUTTON = "Přihlásit se účtem organizace"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_passwords(monkeypatch)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as made:
        yield made


@pytest.fixture
def app(tmp_path: Path, blank_folder: Path, provider: Provider) -> Flask:
    shutil.copytree(blank_folder, tmp_path / "data")
    oidc = {"oidc_issuer": provider.address, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    return service(tmp_path / "data", **oidc)


@pytest.fixture
def here(app: Flask) -> Town:
    made = town(app)
    made.member(EMAIL, Role.COORDINATOR)
    return made


def begun(visitor: Visitor, target: str = "") -> str:
    """The address at the provider."""
    answer = visitor.get(f"/prihlaseni/organizace?next={target}")
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def sign_in(app: Flask, provider: Provider, target: str = "") -> tuple[Visitor, TestResponse]:
    visitor = Visitor(app)
    return visitor, visitor.get(provider.sign_in(begun(visitor, target)))


def identity(here: Town, email: str = EMAIL) -> tuple[str | None, str | None]:
    with here.store.reading() as tx:
        found = accounts.by_email(tx, email)
    assert found
    return found.oidc_issuer, found.oidc_subject


# ---------------------------------------------------------------- the way there and back


def test_the_sign_in_page_offers_it_only_where_a_provider_is_set(app: Flask, tmp_path: Path) -> None:
    assert BUTTON in Visitor(app).get("/prihlaseni").text
    without = Visitor(service(tmp_path / "other"))
    assert BUTTON not in without.get("/prihlaseni").text
    for address in ("/prihlaseni/organizace", "/prihlaseni/navrat", "/odhlaseni/organizace"):
        assert without.get(address).status_code == 404


def test_a_member_signs_in_at_the_organization_and_comes_to_where_he_was_going(
    app: Flask, here: Town, provider: Provider
) -> None:
    visitor, answer = sign_in(app, provider, "/klice")
    assert (answer.status_code, answer.location) == (303, "/klice")
    assert EMAIL in visitor.get("/ucet").text
    assert identity(here) == (provider.address, "u-1")


def test_the_provider_is_asked_with_a_proof_a_state_and_a_nonce_that_are_new_each_time(
    app: Flask, provider: Provider
) -> None:
    first, second = (parse_qs(urlsplit(begun(Visitor(app))).query) for _ in range(2))
    for each in (first, second):
        assert (each["response_type"], each["code_challenge_method"]) == (["code"], ["S256"])
        assert (each["client_id"], each["scope"]) == ([CLIENT], ["openid email"])
        assert each["redirect_uri"] == ["http://localhost/prihlaseni/navrat"]
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_the_address_of_the_settings_is_where_the_provider_leads_back_to(tmp_path: Path, provider: Provider) -> None:
    oidc = {"oidc_issuer": provider.address, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    app = service(tmp_path / "data", address="https://plany.vzorov.cz", **oidc)
    query = parse_qs(urlsplit(begun(Visitor(app))).query)
    assert query["redirect_uri"] == ["https://plany.vzorov.cz/prihlaseni/navrat"]


@pytest.mark.parametrize("target", ["https://zly.example/", "//zly.example", "/%5Czly.example", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(app: Flask, here: Town, provider: Provider, target: str) -> None:
    assert sign_in(app, provider, target)[1].location == "/plany"


def test_signing_in_gives_a_new_session_and_leaves_nothing_of_the_old_cookie(
    app: Flask, here: Town, provider: Provider
) -> None:
    visitor = Visitor(app)
    visitor.sign_in("spravce@vzorov.cz")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by someone else"
        first = session["_user_id"]
    visitor.get(provider.sign_in(begun(visitor)))
    with visitor.client.session_transaction() as session:
        assert session["_user_id"] != first
        assert set(session) == {"_user_id", "_id", "_fresh", "by_organization"}
    assert EMAIL in visitor.get("/ucet").text


def test_the_cookie_stays_small_however_often_it_is_begun(app: Flask, provider: Provider) -> None:
    visitor = Visitor(app)
    for _ in range(8):
        begun(visitor, "/plany/" + "x" * 300)
    cookie = visitor.client.get_cookie("assembler")
    assert cookie
    assert len(cookie.value) < 3000


# ---------------------------------------------------------------- whose account it is


def test_after_the_first_time_the_subject_decides_whatever_the_email(
    app: Flask, here: Town, provider: Provider
) -> None:
    sign_in(app, provider)
    provider.person = {"sub": "u-1", "email": "spravce@vzorov.cz", "email_verified": True}
    visitor, _ = sign_in(app, provider)
    assert EMAIL in visitor.get("/ucet").text
    assert identity(here, "spravce@vzorov.cz") == (None, None)


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ({"email": "nikdo@vzorov.cz"}, "přidá mezi členy s e-mailem nikdo@vzorov.cz"),
        ({"email_verified": False}, "ověřený e-mail"),
        ({"email_verified": "true"}, "ověřený e-mail"),
        ({"email_verified": None}, "ověřený e-mail"),
        ({"email": ["jana@vzorov.cz"]}, "ověřený e-mail"),
        ({"email": "jana@vzorov.cz\x00"}, "nelze uložit"),
    ],
)
def test_nobody_gets_in_without_a_verified_email_that_an_administrator_has_invited(
    app: Flask, here: Town, provider: Provider, person: dict[str, Any], told: str
) -> None:
    provider.person = {name: value for name, value in {**provider.person, **person}.items() if value is not None}
    provider.userinfo = {"sub": "somebody"}
    visitor, answer = sign_in(app, provider)
    assert answer.status_code == 403
    assert told in answer.text
    assert visitor.get("/plany").location == "/prihlaseni?next=/plany"
    assert identity(here) == (None, None)


def test_an_account_without_any_membership_is_no_invitation(app: Flask, here: Town, provider: Provider) -> None:
    with here.store.writing() as tx:
        accounts.add_user(tx, "Petr", "petr@vzorov.cz", PASSWORD)
    provider.person["email"] = "petr@vzorov.cz"
    assert sign_in(app, provider)[1].status_code == 403


def test_a_member_who_has_an_account_there_is_not_joined_to_another_one(
    app: Flask, here: Town, provider: Provider
) -> None:
    sign_in(app, provider)
    provider.person["sub"] = "u-2"
    assert sign_in(app, provider)[1].status_code == 403
    assert identity(here) == (provider.address, "u-1")


def test_a_closed_account_stays_closed(app: Flask, here: Town, provider: Provider) -> None:
    sign_in(app, provider)
    with here.store.writing() as tx:
        user = accounts.by_email(tx, EMAIL)
        assert user
        accounts.set_active(tx, user.id, active=False)
    assert sign_in(app, provider)[1].status_code == 403
    provider.person["email"] = "spravce@vzorov.cz"  # and its subject does not pass on to another user
    assert sign_in(app, provider)[1].status_code == 403
    assert identity(here, "spravce@vzorov.cz") == (None, None)


def test_an_email_that_stands_only_in_the_userinfo_is_asked_for_there(
    app: Flask, here: Town, provider: Provider
) -> None:
    provider.person, provider.userinfo = {"sub": "u-1"}, provider.person
    assert sign_in(app, provider)[1].status_code == 303
    assert identity(here) == (provider.address, "u-1")


def test_the_userinfo_of_somebody_else_is_not_believed(app: Flask, here: Town, provider: Provider) -> None:
    provider.person, provider.userinfo = {"sub": "u-1"}, {**provider.person, "sub": "u-7"}
    assert sign_in(app, provider)[1].status_code == 403


# ---------------------------------------------------------------- what is not believed

HOSTILE: dict[str, dict[str, Any]] = {
    "another issuer": {"claims": {"iss": "https://zly.example"}},
    "another audience": {"claims": {"aud": "jina-sluzba"}},
    "another audience, for us by its own words": {"claims": {"aud": ["jina-sluzba"], "azp": CLIENT}},
    "two audiences, made for the other": {"claims": {"aud": [CLIENT, "jina-sluzba"], "azp": "jina-sluzba"}},
    "expired": {"claims": {"iat": 1_600_000_000, "exp": 1_600_000_300}},
    "without an end": {"claims": {"exp": None}},
    "not yet": {"claims": {"nbf": int(time.time()) + 86_400}},
    "another nonce": {"claims": {"nonce": "x"}},
    "without a nonce": {"claims": {"nonce": None}},
    "without a subject": {"claims": {"sub": None}},
    "a subject that is none": {"claims": {"sub": 7}},
    "not signed": {"algorithm": "none"},
    "signed by the secret of the client": {"algorithm": "HS256", "key": symmetric(), "published": [symmetric()]},
    "signed by a key that is not published": {"published": [new_key()]},
    "of a description of another issuer": {"metadata": {"issuer": "https://zly.example"}},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_token_is_not_believed_that_is(app: Flask, here: Town, provider: Provider, name: str) -> None:
    visitor = Visitor(app)
    address = begun(visitor)
    for field, value in HOSTILE[name].items():
        setattr(provider, field, value)
    if name.startswith("of a description"):  # else what was read before, holds for an hour
        app.extensions["assembler.oidc"].client.server_metadata["_loaded_at"] = 0
    answer = visitor.get(provider.sign_in(address))
    assert answer.status_code == 401
    assert providers.WRONG in answer.text
    assert visitor.get("/plany").location == "/prihlaseni?next=/plany"
    assert identity(here) == (None, None)


def test_an_answer_with_another_state_or_of_another_browser_is_not_believed(
    app: Flask, here: Town, provider: Provider
) -> None:
    visitor = Visitor(app)
    back = provider.sign_in(begun(visitor))
    for who, address in ((visitor, back + "x"), (Visitor(app), back), (visitor, "/prihlaseni/navrat?code=x")):
        answer = who.get(address)
        assert answer.status_code == 401
        assert providers.STALE in answer.text
    assert "/token" not in provider.asked


def test_an_answer_is_good_once(app: Flask, here: Town, provider: Provider) -> None:
    visitor = Visitor(app)
    back = provider.sign_in(begun(visitor))
    assert [visitor.get(back).status_code for _ in range(2)] == [303, 401]


def test_an_answer_that_names_another_issuer_is_not_believed(app: Flask, here: Town, provider: Provider) -> None:
    visitor = Visitor(app)
    back = provider.sign_in(begun(visitor))
    assert visitor.get(f"{back}&iss=https://zly.example").status_code == 401
    assert "/token" not in provider.asked


def test_who_is_refused_over_there_is_told_so_and_nothing_of_the_address_is_repeated(
    app: Flask, provider: Provider
) -> None:
    visitor = Visitor(app)
    state = parse_qs(urlsplit(begun(visitor)).query)["state"][0]
    back = f"/prihlaseni/navrat?error=access_denied&error_description=<b>Zaplaťte</b>&state={state}"
    answer = visitor.get(back)
    assert answer.status_code == 401
    assert providers.DENIED in answer.text
    assert "Zaplaťte" not in answer.text


def test_a_new_key_of_the_provider_is_fetched_when_it_is_needed(app: Flask, here: Town, provider: Provider) -> None:
    sign_in(app, provider)
    provider.key = new_key()
    assert sign_in(app, provider)[1].status_code == 303


# ---------------------------------------------------------------- without the provider


def test_without_the_provider_a_password_still_does_and_the_service_is_ready(
    app: Flask, here: Town, provider: Provider
) -> None:
    provider.broken = {"/.well-known/openid-configuration"}
    visitor = Visitor(app)
    answer = visitor.get("/prihlaseni/organizace?next=/klice")
    assert answer.status_code == 503
    assert providers.AWAY in answer.text
    assert 'name="next" value="/klice"' in answer.text
    assert visitor.get("/health/ready").status_code == 200
    assert visitor.sign_in(EMAIL).status_code == 303
    provider.broken = set()
    app.extensions["assembler.oidc"].client.away_until = 0  # some seconds later
    assert sign_in(app, provider)[1].status_code == 303


def test_a_provider_that_does_not_answer_is_asked_once_for_all_who_wait(app: Flask, provider: Provider) -> None:
    provider.broken = {"/.well-known/openid-configuration"}
    assert [Visitor(app).get("/prihlaseni/organizace").status_code for _ in range(5)] == [503] * 5
    assert len(provider.asked) == 1


@pytest.mark.parametrize("place", ["/token", "/keys"])
def test_a_provider_that_fails_on_the_way_is_told_as_such(
    app: Flask, here: Town, provider: Provider, place: str
) -> None:
    visitor = Visitor(app)
    back = provider.sign_in(begun(visitor))
    provider.broken = {place}
    answer = visitor.get(back)
    assert answer.status_code == 503
    assert providers.AWAY in answer.text


def test_a_provider_that_nobody_can_reach_keeps_nobody_waiting(tmp_path: Path) -> None:
    oidc = {"oidc_issuer": "http://127.0.0.1:9", "oidc_client_id": CLIENT}
    began = time.monotonic()
    visitor = Visitor(service(tmp_path / "data", **oidc))
    assert visitor.get("/prihlaseni").status_code == 200
    assert visitor.get("/prihlaseni/organizace").status_code == 503
    assert time.monotonic() - began < 2 * providers.SECONDS


@pytest.mark.parametrize(
    "oidc",
    [
        {"oidc_issuer": "https://ucty.vzorov.cz"},
        {"oidc_issuer": "http://ucty.vzorov.cz", "oidc_client_id": CLIENT},
        {"oidc_issuer": "ucty.vzorov.cz", "oidc_client_id": CLIENT},
        {"oidc_issuer": "https://ucty.vzorov.cz", "oidc_client_id": CLIENT, "oidc_scopes": "email"},
    ],
)
def test_half_a_provider_stops_the_start(tmp_path: Path, oidc: dict[str, str]) -> None:
    with pytest.raises(AssemblerError, match="OIDC"):
        create_app(Settings(data=str(tmp_path), **oidc))  # type: ignore[arg-type]


# ---------------------------------------------------------------- the way out, and what was typed


def test_signing_out_here_leads_to_where_one_signs_out_there(app: Flask, here: Town, provider: Provider) -> None:
    visitor, _ = sign_in(app, provider)
    left = visitor.post("/odhlaseni")
    page = visitor.get(left.location).text
    assert "Odhlásili jste se." in page
    assert "U organizace jste zůstali přihlášeni" in page
    out = visitor.get("/odhlaseni/organizace")
    query = parse_qs(urlsplit(out.location).query)
    assert out.location.startswith(f"{provider.address}/logout?")
    assert query == {"client_id": [CLIENT], "post_logout_redirect_uri": ["http://localhost/prihlaseni"]}
    assert visitor.get("/plany").location == "/prihlaseni?next=/plany"


def test_who_came_with_a_password_is_not_sent_to_the_organization(app: Flask, here: Town) -> None:
    visitor = Visitor(app)
    visitor.sign_in(EMAIL)
    assert visitor.post("/odhlaseni").location == "/prihlaseni"


def test_a_provider_without_a_way_out_is_said_so(app: Flask, provider: Provider) -> None:
    provider.metadata = {"end_session_endpoint": None}
    visitor = Visitor(app)
    assert visitor.get("/odhlaseni/organizace").location == "/prihlaseni"
    assert "zůstali přihlášeni; odhlaste se" in visitor.get("/prihlaseni").text


def test_what_was_typed_outlives_a_sign_in_at_the_organization_on_another_tab(
    app: Flask, here: Town, provider: Provider
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(EMAIL)
    token = visitor.token("/plany/novy")
    with here.store.writing() as tx:
        user = accounts.by_email(tx, EMAIL)
        assert user
        accounts.end_sessions(tx, user.id)
    typed = {"csrf_token": token, "way": "blank", "title": "Dlouho psaný"}
    lost = visitor.client.post("/plany/novy", data=typed)
    assert lost.status_code == 401
    assert 'target="_blank"' in lost.text
    kept = {"next": "/plany/novy", "kept": '[["way", "blank"], ["title", "Dlouho psaný"]]', "csrf_token": token}
    visitor.get(provider.sign_in(begun(visitor)))  # on the other tab
    again = visitor.client.post("/prihlaseni", data=kept)
    assert again.status_code == 200
    assert 'name="title" value="Dlouho psaný"' in again.text
    assert store_of(app) is here.store
