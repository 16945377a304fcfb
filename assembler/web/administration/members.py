"""Členové: who belongs to the municipality and in which role; for administrators."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import Missing, Unfit, WrongState
from assembler.store import accounts, erasing, quota
from assembler.store.models import Membership, User
from assembler.store.roles import Deed, Role
from assembler.store.store import Actor, Transaction
from assembler.web.acting import acting
from assembler.web.errors import WrongParameters
from assembler.web.keeping import store
from schemas.plan import Plan

FIRST_PASSWORD_BYTES = 12
MAX_NAME = 200

pages = Blueprint("members", __name__)


@pages.get("/clenove")
def listing() -> str:
    return page(acting(Deed.MANAGE))


def page(actor: Actor, **more: Any) -> str:
    with store().reading(actor) as tx:
        members, town, used = accounts.members(tx), accounts.municipality(tx).name, quota.used(tx)
    return render_template(
        "members.html",
        members=members,
        town=town,
        used=used,
        quota=tx.quota,
        roles=Role,
        parts=parts(),
        here=actor.user,
        irreplaceable=irreplaceable(members),
        **more,
    )


def irreplaceable(members: list[tuple[Membership, User]]) -> uuid.UUID | None:
    """The user without whom the municipality would have no administrator (accounts.still_administered)."""
    administrators = [user.id for member, user in members if member.role == Role.ADMINISTRATOR]
    return administrators[0] if len(administrators) == 1 else None


def parts() -> dict[str, str]:
    """The parts of a plan that a contributor may edit: pointers and Czech labels."""
    return {f"/{name}": field.label for name, field in Plan.fields.items()}


@pages.post("/clenove")
def add() -> ResponseReturnValue:
    """A member by e-mail; who has no account yet gets one, with a password that is shown once."""
    actor, password = acting(Deed.MANAGE), secrets.token_urlsafe(FIRST_PASSWORD_BYTES)
    try:
        with store().writing(actor) as tx:
            user, new = found_or_added(tx, password)
            accounts.join(tx, user.id, *role_and_parts())
    except (Unfit, WrongParameters, WrongState) as wrong:
        return page(actor, wrong=wrong.message, typed=request.form), 422
    if not new:
        flash(f"{user.name} je mezi členy; přihlašuje se heslem, které už má.")
        return redirect(url_for("members.listing"), 303)
    return page(actor, made=user, password=password)


def found_or_added(tx: Transaction, password: str) -> tuple[User, bool]:
    email = accounts.address(request.form.get("email", ""))
    found = accounts.by_email(tx, email)
    if found is not None:
        if accounts.membership(tx, found.id):
            raise Unfit("Uživatel s tímto e-mailem už mezi členy je. Roli mu změníte v seznamu.")
        return found, False
    name = " ".join(request.form.get("name", "").split())[:MAX_NAME]
    if not name:
        raise Unfit("Napište jméno nového člena.")
    return accounts.add_user(tx, name, email, password), True


@pages.post("/clenove/obec")
def rename() -> ResponseReturnValue:
    """Under which name people know the municipality: on every page, and in what guests are asked."""
    actor = acting(Deed.MANAGE)
    try:
        with store().writing(actor) as tx:
            found = accounts.rename_municipality(tx, " ".join(request.form.get("obec", "").split())[:MAX_NAME])
    except Unfit as wrong:
        return page(actor, wrong=wrong.message), 422
    flash(f"Obec se teď jmenuje {found.name}.")
    return redirect(url_for("members.listing"), 303)


def role() -> Role:
    """Raises WrongParameters."""
    try:
        return Role(request.form.get("role", ""))
    except ValueError:
        raise WrongParameters({"role": "Vyberte roli."}) from None


def role_and_parts() -> tuple[Role, list[str]]:
    """Raises WrongParameters, Unfit for a contributor who could contribute nothing."""
    wanted, chosen = role(), chosen_parts()
    if wanted is Role.CONTRIBUTOR and not chosen:
        raise Unfit("Zaškrtněte aspoň jednu část plánu, kterou má přispěvatel upravovat.")
    return wanted, chosen


def chosen_parts() -> list[str]:
    known = parts()
    return [each for each in request.form.getlist("parts") if each in known]


@pages.post("/clenove/<uuid:user_id>/role")
def change(user_id: uuid.UUID) -> ResponseReturnValue:
    actor = acting(Deed.MANAGE)
    try:
        with store().writing(actor) as tx:
            member_or_missing(tx, user_id)
            accounts.join(tx, user_id, *role_and_parts())
    except WrongState as wrong:
        return page(actor, wrong=wrong.message), 409
    except Unfit as wrong:
        return page(actor, wrong=wrong.message), 422
    flash("Role je změněná.")
    return redirect(url_for("members.listing"), 303)


def member_or_missing(tx: Transaction, user_id: uuid.UUID) -> None:
    """Who is no member is not found, even where an account of that id exists."""
    if accounts.membership(tx, user_id) is None:
        raise Missing(f"member {user_id}")


@pages.post("/clenove/<uuid:user_id>/vymaz")
def erase(user_id: uuid.UUID) -> ResponseReturnValue:
    """Of a member who belongs nowhere else: the name and the e-mail, everywhere and for good."""
    actor = acting(Deed.MANAGE)
    try:
        with store().writing(actor) as tx:
            member_or_missing(tx, user_id)
            erasing.only_here(tx, user_id)
            name = erasing.erase(tx, user_id).name
    except WrongState as wrong:
        return page(actor, wrong=wrong.message), 409
    flash(f"Osobní údaje jsou smazané. Co člen napsal, zůstalo a je u toho „{name}“.")
    return redirect(url_for("members.listing"), 303)


@pages.post("/clenove/<uuid:user_id>/odebrani")
def remove(user_id: uuid.UUID) -> ResponseReturnValue:
    actor = acting(Deed.MANAGE)
    try:
        with store().writing(actor) as tx:
            accounts.leave(tx, user_id)
    except WrongState as wrong:
        return page(actor, wrong=wrong.message), 409
    flash("Člen je odebraný. Co napsal, zůstalo.")
    return redirect(url_for("members.listing"), 303)
