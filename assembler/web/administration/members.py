"""Členové: who belongs to the municipality and in which role; for administrators."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.checks.shapes import EMAIL
from assembler.errors import Missing, Unfit, WrongState
from assembler.forms.layout import apart, on_page
from assembler.store import accounts, erasing, quota
from assembler.store.models import Membership, User
from assembler.store.roles import Deed, Role
from assembler.store.store import Actor, Transaction
from assembler.web.acting import acting
from assembler.web.errors import WrongParameters
from assembler.web.keeping import store
from assembler.web.language import N_, _
from assembler.web.pages.words import role_name
from schemas.plan import Plan

FIRST_PASSWORD_BYTES = 12
MAX_NAME = 200
BASIC, PAGES = N_("Základní údaje (titulní strana a nastavení)"), N_("Části plánu")

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
        groups=grouped(),
        here=actor.user,
        irreplaceable=irreplaceable(members),
        confirms=any(user.id == actor.user and user.password for _, user in members),
        **more,
    )


def irreplaceable(members: list[tuple[Membership, User]]) -> uuid.UUID | None:
    """The user without whom the municipality would have no administrator (accounts.still_administered)."""
    administrators = [user.id for member, user in members if member.role == Role.ADMINISTRATOR]
    return administrators[0] if len(administrators) == 1 else None


def parts() -> dict[str, str]:
    """The parts of a plan that a contributor may edit: pointers and Czech labels, in the order of the plan."""
    return {pointer: label for within in grouped().values() for pointer, label in within.items()}


def grouped() -> dict[str, dict[str, str]]:
    """The same under their headings: what the form of the basic data holds, and what has pages of its own."""
    headings = {BASIC: on_page(Plan), PAGES: apart(Plan)}
    return {heading: {f"/{each.name}": each.label for each in fields} for heading, fields in headings.items()}


@pages.post("/clenove")
def add() -> ResponseReturnValue:
    """A member by e-mail; who has no account yet gets one, with a password that is shown once."""
    actor, password = acting(Deed.MANAGE), secrets.token_urlsafe(FIRST_PASSWORD_BYTES)
    try:
        with store().writing(actor) as tx:
            wanted = role_and_parts(**email())
            user, new = found_or_added(tx, password)
            accounts.join(tx, user.id, *wanted)
    except WrongParameters as wrong:
        return page(actor, told=wrong.problems, typed=request.form), 422
    except (Unfit, WrongState) as wrong:
        return page(actor, refusal=wrong.message, typed=request.form), 422
    if not new:
        told = _(
            "%(name)s je mezi členy, role: %(role)s; přihlašuje se heslem, které už má.",
            name=user.name,
            role=role_name(wanted[0]),
        )
        flash(told)
        return redirect(url_for("members.listing"), 303)
    return page(actor, made=user, role=wanted[0], edits=wanted[1], password=password)


def found_or_added(tx: Transaction, password: str) -> tuple[User, bool]:
    """Raises WrongParameters."""
    email = accounts.address(request.form.get("email", ""))
    found = accounts.by_email(tx, email)
    if found is not None:
        if accounts.membership(tx, found.id):
            raise WrongParameters(
                {"email": _("Uživatel s tímto e-mailem už mezi členy je. Roli mu změníte v seznamu.")}
            )
        return found, False
    name = " ".join(request.form.get("name", "").split())[:MAX_NAME]
    if not name:
        raise WrongParameters({"name": _("Napište jméno nového člena.")})
    return accounts.add_user(tx, name, email, password, given=True), True


def email() -> dict[str, str]:
    """What is wrong with the address: a new member has one on the internet, not „spravce@localhost“."""
    given = request.form.get("email", "").strip()
    return {} if EMAIL.fullmatch(given) else {"email": _("E-mail má mít tvar jmeno@domena.cz.")}


@pages.post("/clenove/obec")
def rename() -> ResponseReturnValue:
    """Under which name people know the municipality: on every page, and in what guests are asked."""
    actor = acting(Deed.MANAGE)
    try:
        with store().writing(actor) as tx:
            found = accounts.rename_municipality(tx, " ".join(request.form.get("obec", "").split())[:MAX_NAME])
    except Unfit as wrong:
        return page(actor, refusal=wrong.message), 422
    flash(_("Obec se teď jmenuje %(name)s.", name=found.name))
    return redirect(url_for("members.listing"), 303)


def role_and_parts(before: Sequence[str] = (), **told: str) -> tuple[Role, list[str]]:
    """What the form asks for; `before` are the parts that the member has until now.

    Raises WrongParameters, with what is `told` of other fields, also for who could contribute nothing, and where parts
    are ticked that the role would drop without a word. Those of before may go: who takes a role away takes them, too.
    """
    wanted, chosen = request.form.get("role", ""), chosen_parts()
    if wanted not in [*Role]:
        told["role"] = _("Vyberte roli.")
    elif wanted == Role.CONTRIBUTOR and not chosen:
        told["parts"] = _("Zaškrtněte aspoň jednu část plánu, kterou má přispěvatel upravovat.")
    elif wanted != Role.CONTRIBUTOR and set(chosen) - set(before):
        told["parts"] = _(
            "Části plánu se určují jen přispěvateli, vybraná je ale role %(role)s. "
            "Vyberte roli přispěvatel, nebo zaškrtnutí u částí zrušte.",
            role=role_name(wanted),
        )
    if told:
        raise WrongParameters(told)
    return Role(wanted), chosen if wanted == Role.CONTRIBUTOR else []


def chosen_parts() -> list[str]:
    known = parts()
    return [each for each in request.form.getlist("parts") if each in known]


@pages.post("/clenove/<uuid:user_id>/role")
def change(user_id: uuid.UUID) -> ResponseReturnValue:
    actor = acting(Deed.MANAGE)
    try:
        with store().writing(actor) as tx:
            wanted = role_and_parts(member_or_missing(tx, user_id).parts)
            accounts.join(tx, user_id, *wanted)
            name = accounts.user(tx, user_id).name
    except WrongState as wrong:
        return page(actor, refusal=wrong.message), 409
    except WrongParameters as wrong:
        return page(actor, told=wrong.problems, refused=user_id, typed=request.form), 422
    flash(_("Role je změněná. %(name)s: %(role)s.", name=name, role=role_name(wanted[0])))
    return redirect(url_for("members.listing"), 303)


def member_or_missing(tx: Transaction, user_id: uuid.UUID) -> Membership:
    """Who is no member is not found, even where an account of that id exists."""
    found = accounts.membership(tx, user_id)
    if found is None:
        raise Missing(f"member {user_id}")
    return found


@pages.post("/clenove/<uuid:user_id>/heslo")
def new_password(user_id: uuid.UUID) -> ResponseReturnValue:
    """For a member who has forgotten the own one: shown once, and changed by him when he signs in."""
    actor, password = acting(Deed.MANAGE), secrets.token_urlsafe(FIRST_PASSWORD_BYTES)
    try:
        confirm(actor, user_id)
        with store().writing(actor) as tx:
            member_or_missing(tx, user_id)
            renewed = accounts.reset_password(tx, user_id, password)
    except WrongParameters as wrong:
        return page(actor, told=wrong.problems, refused=user_id), 422
    except WrongState as wrong:
        return page(actor, refusal=wrong.message), 409
    return page(actor, renewed=renewed, password=password)


def confirm(actor: Actor, user_id: uuid.UUID) -> None:
    """Raises Missing, WrongState for one's own account, WrongParameters where the administrator's password is wrong."""
    with store().reading(actor) as tx:
        member_or_missing(tx, user_id)
        if actor.user is None or actor.user == user_id:
            raise WrongState("Své heslo si změníte na stránce Můj účet.")
        email = accounts.user(tx, actor.user).email
        if accounts.by_password(tx, email, request.form.get("password", "")) is None:
            raise WrongParameters({"password": _("Vaše heslo nesouhlasí. Členovo heslo se nezměnilo.")})


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
        return page(actor, refusal=wrong.message), 409
    flash(_("Osobní údaje jsou smazané. Co člen napsal, zůstalo a je u toho „%(name)s“.", name=name))
    return redirect(url_for("members.listing"), 303)


@pages.post("/clenove/<uuid:user_id>/odebrani")
def remove(user_id: uuid.UUID) -> ResponseReturnValue:
    actor = acting(Deed.MANAGE)
    try:
        with store().writing(actor) as tx:
            accounts.leave(tx, user_id)
    except WrongState as wrong:
        return page(actor, refusal=wrong.message), 409
    flash(_("Člen je odebraný. Co napsal, zůstalo."))
    return redirect(url_for("members.listing"), 303)
