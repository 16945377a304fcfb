"""Accounts: who someone is and what he may do, in which municipality; secrets are kept as hashes only."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.security import check_password_hash

from assembler.errors import Missing, Unfit, WrongState
from assembler.store import accounts, audit, clock, passwords, tokens
from assembler.store.models import Membership, User
from assembler.store.roles import ALLOWED, Deed, Role, allows, outside
from assembler.store.store import Actor, Store, Transaction
from tests.stores import Office, found_office

pytest_plugins = ["tests.store_fixtures"]

PASSWORD = "dlouhé heslo 123"
DAY = timedelta(days=1)


def deed(store: Store, actor: Actor, what: Callable[[Transaction], Any]) -> Any:
    with store.writing(actor) as tx:
        return what(tx)


def add(store: Store, email: str = "petr@x.example", **more: Any) -> User:
    user: User = deed(store, Actor(), lambda tx: accounts.add_user(tx, "Petr", email, **more))
    return user


# ---------------------------------------------------------------- users


def test_a_user_signs_in_by_e_mail_in_any_case_and_password(store: Store) -> None:
    user = add(store, "Petr.Novák@Dačice.CZ", password=PASSWORD)
    with store.reading() as tx:
        found = accounts.by_password(tx, " petr.novák@dačice.cz ", PASSWORD)
        assert found is not None
        assert found.id == user.id
        assert accounts.by_password(tx, "petr.novák@dačice.cz", PASSWORD + "x") is None
        assert accounts.by_password(tx, "nikdo@x.example", PASSWORD) is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("email", ["known@x.example", "nobody@x.example", "oidc@x.example", "closed@x.example"])
def test_a_refusal_costs_one_hash_whoever_is_named(store: Store, email: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever tries addresses learns nothing from the time that an answer takes: each costs the same hashing."""
    add(store, "known@x.example", password=PASSWORD)
    add(store, "oidc@x.example", oidc=("https://idp.example", "42"))
    closed = add(store, "closed@x.example", password=PASSWORD)
    deed(store, Actor(), lambda tx: accounts.set_active(tx, closed.id, active=False))
    passwords.nobodys.cache_clear()  # another test may have made it with a cheaper method
    compared: list[str] = []

    def counting(known: str, password: str) -> bool:
        compared.append(known.rpartition("$")[0].partition("$")[0])
        return bool(check_password_hash(known, password))

    monkeypatch.setattr(passwords, "check_password_hash", counting)
    with store.reading() as tx:
        assert accounts.by_password(tx, email, "neznámé heslo") is None
    assert compared == [passwords.METHOD]


def test_passwords_are_kept_as_salted_hashes(store: Store) -> None:
    one, other = add(store, "a@x.example", password=PASSWORD), add(store, "b@x.example", password=PASSWORD)
    assert one.password is not None
    assert one.password.startswith("scrypt:32768:8:3$")
    assert one.password != other.password
    assert PASSWORD not in one.password


@pytest.mark.parametrize("password", ["", "krátké", "x" * 201])
def test_a_password_that_is_too_short_or_too_long_is_refused(password: str, store: Store) -> None:
    with pytest.raises(Unfit):
        add(store, password=password)


def test_a_password_beyond_the_limit_matches_nothing(store: Store) -> None:
    assert not passwords.matches(passwords.hashed("x" * 200), "x" * 201)


@pytest.mark.parametrize("email", ["", "x", "a@", "@b", "a b@c", "a@b@c", "x" * 250 + "@b.cz", "a@b\n"])
def test_what_is_no_e_mail_is_refused(email: str, store: Store) -> None:
    if email == "a@b\n":
        assert add(store, email).email == "a@b"  # only its edges are cleaned
        return
    with pytest.raises(Unfit):
        add(store, email)


def test_an_e_mail_and_an_account_of_a_provider_belong_to_one_user(store: Store) -> None:
    add(store, "a@x.example", oidc=("https://idp.example", "42"))
    for taken in ({"email": "A@x.example"}, {"email": "b@x.example", "oidc": ("https://idp.example", "42")}):
        with pytest.raises(Unfit, match="už existuje"):
            add(store, **taken)
    add(store, "b@x.example", oidc=("https://other.example", "42"))


def test_a_user_of_a_provider_is_found_by_issuer_and_subject_while_his_account_is_open(store: Store) -> None:
    user = add(store, oidc=("https://idp.example", "42"))
    with store.reading() as tx:
        assert getattr(accounts.by_oidc(tx, "https://idp.example", "42"), "id", None) == user.id
        assert accounts.by_oidc(tx, "https://other.example", "42") is None
    deed(store, Actor(), lambda tx: accounts.set_active(tx, user.id, active=False))
    with store.reading() as tx:
        assert accounts.by_oidc(tx, "https://idp.example", "42") is None


@pytest.mark.parametrize("what", ["set_password", "end_sessions", "set_active"])
def test_what_should_end_sessions_raises_the_generation(what: str, store: Store) -> None:
    user = add(store, password=PASSWORD)
    deeds: dict[str, Callable[[Transaction], User]] = {
        "set_password": lambda tx: accounts.set_password(tx, user.id, "jiné dlouhé heslo"),
        "end_sessions": lambda tx: accounts.end_sessions(tx, user.id),
        "set_active": lambda tx: accounts.set_active(tx, user.id, active=False),
    }
    assert deed(store, Actor(), deeds[what]).generation == user.generation + 1
    with store.reading() as tx:
        signs_in = accounts.by_password(tx, user.email, PASSWORD) is not None
    assert signs_in == (what == "end_sessions")


def test_changes_of_unknown_users_are_refused(store: Store) -> None:
    with pytest.raises(Missing):
        deed(store, Actor(), lambda tx: accounts.end_sessions(tx, uuid.uuid4()))


# ---------------------------------------------------------------- memberships


def test_a_coordinator_of_an_ngo_works_for_several_towns(office: Office, elsewhere: Office, store: Store) -> None:
    jana = add(store)
    for where in (office, elsewhere):
        deed(store, where.actor, lambda tx: accounts.join(tx, jana.id, Role.COORDINATOR))
    with store.reading() as tx:
        assert [(each.role, where.name) for each, where in accounts.memberships(tx, jana.id)] == [
            ("coordinator", "Dačice"),
            ("coordinator", "Písek"),
        ]


def test_a_role_is_changed_and_ended_in_one_municipality_only(office: Office, elsewhere: Office, store: Store) -> None:
    jana = add(store)
    for where in (office, elsewhere):
        deed(store, where.actor, lambda tx: accounts.join(tx, jana.id, Role.READER))
    changed = deed(store, office.actor, lambda tx: accounts.join(tx, jana.id, Role.CONTRIBUTOR, ["/swot"]))
    assert (changed.role, changed.parts) == ("contributor", ["/swot"])
    deed(store, office.actor, lambda tx: accounts.leave(tx, jana.id))
    with store.reading(office.actor) as tx:
        assert accounts.membership(tx, jana.id) is None
        assert [person.id for _, person in accounts.members(tx)] == [office.user.id]
    with store.reading(elsewhere.actor) as tx:
        assert getattr(accounts.membership(tx, jana.id), "role", None) == "reader"
    with pytest.raises(Missing):
        deed(store, office.actor, lambda tx: accounts.leave(tx, jana.id))


def test_a_municipality_keeps_an_administrator(office: Office, store: Store) -> None:
    for last in (
        lambda tx: accounts.leave(tx, office.user.id),
        lambda tx: accounts.join(tx, office.user.id, Role.READER),
    ):
        with pytest.raises(WrongState):
            deed(store, office.actor, last)
    other = add(store)
    deed(store, office.actor, lambda tx: accounts.join(tx, other.id, Role.ADMINISTRATOR))
    deed(store, office.actor, lambda tx: accounts.leave(tx, office.user.id))


def test_memberships_need_a_municipality_and_a_user(office: Office, store: Store) -> None:
    with pytest.raises(Missing):
        deed(store, Actor(), lambda tx: accounts.join(tx, office.user.id, Role.READER))
    with pytest.raises(Missing):
        deed(store, office.actor, lambda tx: accounts.join(tx, uuid.uuid4(), Role.READER))


def test_an_empty_store_gets_its_first_administrator_once(store: Store) -> None:
    made = deed(store, Actor(), accounts.first)
    assert made is not None
    user, municipality, password = made
    with store.reading(Actor(municipality.id)) as tx:
        assert getattr(accounts.by_password(tx, user.email, password), "id", None) == user.id
        assert getattr(accounts.membership(tx, user.id), "role", None) == "administrator"
    assert deed(store, Actor(), accounts.first) is None


# ---------------------------------------------------------------- roles


def test_roles_allow_what_their_people_do() -> None:
    assert {role.value: sorted(deed.value for deed in deeds) for role, deeds in ALLOWED.items()} == {
        "administrator": ["assemble", "create", "manage", "read", "write"],
        "coordinator": ["assemble", "create", "read", "write"],
        "contributor": ["assemble", "read", "write"],
        "reader": ["read"],
        "secretary": ["assemble", "read"],
    }
    assert set(ALLOWED) == set(Role)


def test_a_token_does_no_more_than_its_scopes_and_no_more_than_its_user() -> None:
    assert allows(Role.COORDINATOR, Deed.WRITE, ["read", "write"])
    assert not allows(Role.COORDINATOR, Deed.WRITE, ["read"])
    assert not allows(Role.READER, Deed.WRITE, ["read", "write"])
    assert not allows(Role.ADMINISTRATOR, Deed.READ, [])


def test_a_contributor_stays_within_his_parts() -> None:
    parts = ["/swot", "/strategy/nodes/1"]
    assert outside(["/swot/0/title", "/swot", "/strategy/nodes/1/measures/0"], parts) == []
    assert outside(["/swotty", "/strategy/nodes/10", "/strategy", ""], parts) == [
        "/swotty",
        "/strategy/nodes/10",
        "/strategy",
        "",
    ]
    assert outside(["/swot"], []) == ["/swot"]


# ---------------------------------------------------------------- API tokens


def issue(office: Office, lifetime: timedelta = DAY, scopes: tuple[Deed, ...] = (Deed.READ,)) -> tuple[Any, str]:
    made: tuple[Any, str] = deed(
        office.store, office.actor, lambda tx: tokens.issue(tx, office.user.id, "sklad dat", scopes, lifetime)
    )
    return made


def test_a_token_is_known_by_its_key_and_kept_as_its_hash(office: Office, store: Store) -> None:
    token, key = issue(office)
    with store.reading() as tx:
        found = tokens.holder(tx, key)
        stored = tx.db.execute(text("SELECT * FROM tokens")).one()
    assert found is not None
    assert [each.id for each in found[:2]] == [token.id, office.user.id]
    assert (found[0].scopes, found[2].role) == (["read"], "administrator")
    assert not any(key in str(value) for value in stored)


@pytest.mark.parametrize("key", ["", "asm_x", "\0", "\ud800", "x" * 100_000])
def test_a_key_that_is_none_opens_nothing(key: str, office: Office, store: Store) -> None:
    issue(office)
    with store.reading() as tx:
        assert tokens.holder(tx, key) is None


@pytest.mark.parametrize("end", ["revoked", "expired", "account closed", "no longer a member"])
def test_a_token_ends_with_its_time_its_user_and_his_membership(
    end: str, office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add(store)
    deed(store, office.actor, lambda tx: accounts.join(tx, other.id, Role.COORDINATOR))
    token, key = deed(store, office.actor, lambda tx: tokens.issue(tx, other.id, "x", [Deed.READ], DAY))
    ends: dict[str, Callable[[Transaction], Any]] = {
        "revoked": lambda tx: tokens.revoke(tx, token.id),
        "expired": lambda _: monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + DAY),
        "account closed": lambda tx: accounts.set_active(tx, other.id, active=False),
        "no longer a member": lambda tx: accounts.leave(tx, other.id),
    }
    with store.reading() as tx:
        assert tokens.holder(tx, key) is not None
    deed(store, office.actor, ends[end])
    with store.reading() as tx:
        assert tokens.holder(tx, key) is None


def test_tokens_are_bounded_and_for_members_only(office: Office, elsewhere: Office, store: Store) -> None:
    for lifetime, scopes in ((timedelta(days=401), (Deed.READ,)), (timedelta(0), (Deed.READ,)), (DAY, ())):
        with pytest.raises(Unfit):
            issue(office, lifetime, scopes)
    with pytest.raises(Missing):
        deed(store, office.actor, lambda tx: tokens.issue(tx, elsewhere.user.id, "x", [Deed.READ], DAY))


def test_tokens_are_listed_and_revoked_in_their_municipality_only(
    office: Office, elsewhere: Office, store: Store
) -> None:
    token, key = issue(office)
    with pytest.raises(Missing):
        deed(store, elsewhere.actor, lambda tx: tokens.revoke(tx, token.id))
    with store.reading(elsewhere.actor) as tx:
        assert tokens.tokens(tx) == []
        assert tokens.holder(tx, key) is not None
    with store.reading(office.actor) as tx:
        assert [each.id for each in tokens.tokens(tx)] == [token.id]


# ---------------------------------------------------------------- audit trail


def test_the_trail_tells_who_did_what_in_the_municipality_and_no_secret(
    office: Office, elsewhere: Office, store: Store
) -> None:
    _, key = issue(office)
    plan = office.plan({"title": "Tajný název"})
    with store.reading(office.actor) as tx:
        page = audit.newest_first(tx, limit=2)
        entries = [*page.items, *audit.newest_first(tx, cursor=page.cursor).items]
        assert [each.deed for each in audit.newest_first(tx, subject=str(plan.id)).items] == ["plan.create"]
    assert [each.deed for each in entries] == ["plan.create", "token.issue", "membership.set"]
    assert {(each.user_id, each.request) for each in entries[:2]} == {(office.user.id, "test")}
    told = " ".join(str(vars(each)) for each in entries)
    assert "Tajný" not in told
    assert key not in told
    with store.reading(elsewhere.actor) as tx:
        assert [each.deed for each in audit.newest_first(tx).items] == ["membership.set"]


def test_a_refused_deed_leaves_no_trace(office: Office, store: Store) -> None:
    with pytest.raises(Unfit):
        issue(office, timedelta(0))
    with store.reading(office.actor) as tx:
        assert [each.deed for each in audit.newest_first(tx).items] == ["membership.set"]


def test_two_administrators_cannot_leave_at_once(store: Store) -> None:
    for number in range(8):
        office = found_office(store, f"Obec{number}")
        other = add(store, f"other{number}@x.example")
        deed(store, office.actor, lambda tx, other=other: accounts.join(tx, other.id, Role.ADMINISTRATOR))  # type: ignore[misc]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda user: leaves(office, user), (office.user.id, other.id)))  # noqa: B023 - used at once
        with store.reading(office.actor) as tx:
            left = tx.db.query(Membership).filter_by(municipality_id=office.municipality.id).count()
        assert left == 1


def leaves(office: Office, user: uuid.UUID) -> bool:
    try:
        deed(office.store, office.actor, lambda tx: accounts.leave(tx, user))
    except WrongState:
        return False
    return True
