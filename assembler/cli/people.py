"""Obce, uživatelé a přístupové klíče from the command line of whoever runs the service."""

from __future__ import annotations

import argparse
import secrets
import sys
import uuid
from datetime import timedelta
from typing import Any

from assembler.cli.failures import DONE
from assembler.cli.files import WrongCall
from assembler.cli.opening import opened
from assembler.cli.telling import answer, answer_json, tell
from assembler.store import accounts, erasing, tokens
from assembler.store.models import Membership, Municipality, Token, User
from assembler.store.roles import Deed, Role
from assembler.store.store import Actor, Store

PASSWORD_BYTES = 12  # of randomness, of a password that we make up
LONGEST = 1_000  # characters that are read


# ---------------------------------------------------------------- municipalities


def add_municipality(given: argparse.Namespace) -> int:
    with opened() as store, store.writing() as tx:
        made = accounts.add_municipality(tx, given.name)
    tell(f"Obec „{made.name}“ je založená.")
    answer(str(made.id))
    return DONE


def list_municipalities(given: argparse.Namespace) -> int:
    with opened() as store, store.reading() as tx:
        found = accounts.municipalities(tx)
    if given.json:
        answer_json([{"id": str(each.id), "name": each.name} for each in found])
    else:
        answer("\n".join(f"{each.id}  {each.name}" for each in found))
    return DONE


def municipality(store: Store, wanted: str | None) -> Municipality:
    """By its name or its number, or the only one; raises WrongCall."""
    with store.reading() as tx:
        all_of_them = accounts.municipalities(tx)
    found = [each for each in all_of_them if wanted is None or wanted in (each.name, str(each.id))]
    if len(found) == 1:
        return found[0]
    if wanted is None:
        raise WrongCall("Obcí tu není právě jedna; určete ji volbou --municipality.")
    raise WrongCall(f"Obec „{wanted[:60]}“ tu " + ("není." if not found else "je víckrát; určete ji číslem."))


# ---------------------------------------------------------------- users


def add_user(given: argparse.Namespace) -> int:
    """Založí účet; kdo ho už má, toho jen přidá do obce."""
    with opened() as store:
        where = municipality(store, given.municipality) if given.municipality else None
        known = user(store, given.email)
        if known is None and not given.name:
            raise WrongCall("U nového uživatele zadejte také --name.")
        if known is not None and where is None:
            raise WrongCall("Účet s tímto e-mailem už tu je. Do obce ho přidáte volbou --municipality.")
        password = None if known else chosen_password(given)
        with store.writing(Actor(where.id if where else None)) as tx:
            made_up = not given.password_stdin  # who tells the password, a person or a program, has chosen it
            member = known or accounts.add_user(tx, given.name, given.email, password, given=made_up)
            if where:
                accounts.join(tx, member.id, Role(given.role))
    tell(f"{member.name} <{member.email}>: " + (f"obec „{where.name}“, role {given.role}." if where else "bez obce."))
    if password and not given.password_stdin:
        tell("Heslo ukazujeme jen teď; po přihlášení si ho uživatel musí změnit.")
        answer(password)
    return DONE


def set_password(given: argparse.Namespace) -> int:
    password = chosen_password(given)
    with opened() as store:
        found = user(store, given.email)
        if found is None:
            raise WrongCall("Účet s tímto e-mailem tu není.")
        with store.writing() as tx:
            accounts.set_password(tx, found.id, password)
    tell("Heslo je nastavené, dosavadní přihlášení skončila.")
    if not given.password_stdin:
        answer(password)
    return DONE


def erase_user(given: argparse.Namespace) -> int:
    """Smaže osobní údaje účtu; nejde to vrátit."""
    with opened() as store:
        found = user(store, given.email)
        if found is None:
            raise WrongCall("Účet s tímto e-mailem tu není.")
        with store.writing() as tx:
            name = erasing.erase(tx, found.id).name
    tell(f"Účet je všude vedený jako „{name}“. Jméno a e-mail zůstávají už jen ve starších zálohách.")
    return DONE


def chosen_password(given: argparse.Namespace) -> str:
    """What stands on the first line of the input, or a new one."""
    if given.password_stdin:
        return sys.stdin.readline(LONGEST).rstrip("\r\n")
    return secrets.token_urlsafe(PASSWORD_BYTES)


def user(store: Store, email: str) -> User | None:
    with store.reading() as tx:
        return accounts.by_email(tx, email)


def list_users(given: argparse.Namespace) -> int:
    with opened() as store, store.reading() as tx:
        found = [(each, accounts.memberships(tx, each.id)) for each in accounts.users(tx)]
    if given.json:
        answer_json([user_as_json(each, places) for each, places in found])
        return DONE
    for each, places in found:
        where = ", ".join(f"{place.name} ({member.role})" for member, place in places) or "bez obce"
        answer(f"{each.email}  {each.name}  {where}" + ("" if each.active else "  zavřený účet"))
    return DONE


def user_as_json(user: User, places: list[tuple[Membership, Municipality]]) -> dict[str, Any]:
    return {
        "id": str(user.id),
        "name": user.name,
        "email": user.email,
        "active": user.active,
        "municipalities": [{"id": str(where.id), "name": where.name, "role": member.role} for member, where in places],
    }


# ---------------------------------------------------------------- access keys


def add_token(given: argparse.Namespace) -> int:
    with opened() as store:
        where, found = municipality(store, given.municipality), user(store, given.email)
        if found is None:
            raise WrongCall("Účet s tímto e-mailem tu není.")
        scopes = [Deed(each) for each in dict.fromkeys(given.scopes)]
        with store.writing(Actor(where.id)) as tx:
            if accounts.membership(tx, found.id) is None:
                raise WrongCall(f"{found.name} do obce „{where.name}“ nepatří.")
            made, key = tokens.issue(tx, found.id, given.name, scopes, timedelta(days=given.days))
    tell(f"Klíč „{made.name}“ platí do {made.expires_at:%Y-%m-%d}. Vypisujeme ho jen teď.")
    answer(key)
    return DONE


def list_tokens(given: argparse.Namespace) -> int:
    with opened() as store:
        where = municipality(store, given.municipality)
        with store.reading(Actor(where.id)) as tx:
            found = tokens.tokens(tx)
            names = accounts.names(tx, [each.user_id for each in found])
    if given.json:
        answer_json([token_as_json(each, names[each.user_id]) for each in found])
        return DONE
    for each in found:
        state = "zrušen" if each.revoked_at else f"do {each.expires_at:%Y-%m-%d}"
        answer(f"{each.id}  {each.name}  {names[each.user_id]}  {' '.join(each.scopes)}  {state}")
    return DONE


def token_as_json(token: Token, user: str) -> dict[str, Any]:
    return {
        "id": str(token.id),
        "name": token.name,
        "user": user,
        "scopes": token.scopes,
        "expires_at": token.expires_at.isoformat(),
        "revoked": token.revoked_at is not None,
    }


def revoke_token(given: argparse.Namespace) -> int:
    try:
        token_id = uuid.UUID(given.id)
    except ValueError:
        raise WrongCall("Číslo klíče je v prvním sloupci výpisu „assembler token list“.") from None
    with opened() as store:
        where = municipality(store, given.municipality)
        with store.writing(Actor(where.id)) as tx:
            tokens.revoke(tx, token_id)
    tell("Klíč je zrušený a už nic nesmí.")
    return DONE
