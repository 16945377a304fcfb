"""Přihlášení účtem organizace: to the provider and back, and whose account here it is.

Nobody gets an account or a role by signing in. An account of the provider belongs to a user by its issuer and subject;
the first time it is joined to the user whom an administrator has made a member under the same, verified e-mail.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from assembler.errors import AssemblerError, Unfit
from assembler.settings import Settings
from assembler.store import accounts as kept
from assembler.store.models import User
from assembler.store.store import Actor
from assembler.web.accounts.expired import sign_in_page
from assembler.web.accounts.organization import Account, Away, Untrusted
from assembler.web.accounts.routes import ORGANIZATION, accounts, begin
from assembler.web.accounts.targets import safe
from assembler.web.cookies import sign
from assembler.web.keeping import keeping, store
from assembler.web.language import N_, _
from assembler.web.service import LOOPBACK
from assembler.web.tracing import request_id

if TYPE_CHECKING:
    from assembler.web.accounts.provider import Provider

NAME = "assembler.oidc"
TARGET = "organization_target"  # of the session: where to go after signing in
NOT_INVITED = N_(
    "Tento účet organizace tu zatím nemá přístup. Požádejte správce obce, ať vás přidá mezi členy s e-mailem %(email)s."
)
NO_EMAIL = N_("Organizace nám neřekla váš ověřený e-mail, proto nevíme, kdo jste. Řekněte to správci služby.")
STILL_THERE = N_("U organizace jste zůstali přihlášeni; odhlaste se i na její stránce.")

log = logging.getLogger(__name__)


def register(app: Flask, settings: Settings) -> None:
    """To be called before the blueprint of the accounts is registered."""
    app.extensions[NAME] = made(settings)
    app.jinja_env.globals["organization"] = organization


def made(settings: Settings) -> Provider | None:
    """The provider of the settings, if there is one; nobody is asked yet. Raises AssemblerError for half of one."""
    if not settings.oidc_issuer:
        return None
    parts = urlsplit(settings.oidc_issuer)
    encrypted = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not encrypted or not settings.oidc_client_id or "openid" not in settings.oidc_scopes.split():
        raise AssemblerError(
            "K nastavení ASSEMBLER_OIDC_ISSUER (adresa https://…) patří ASSEMBLER_OIDC_CLIENT_ID "
            "a mezi ASSEMBLER_OIDC_SCOPES musí být openid.",
            "the settings of the OIDC provider do not fit together",
        )
    from assembler.web.accounts.provider import Provider  # Authlib and Requests, a fifth of a second of the start

    return Provider(settings)


def organization() -> Provider | None:
    """The provider of the current application, if one is set."""
    found: Provider | None = current_app.extensions[NAME]
    return found


def the_provider() -> Provider:
    """Raises NotFound where none is set."""
    found = organization()
    if found is None:
        raise NotFound
    return found


def outside(endpoint: str) -> str:
    """The address of a page of ours as the provider knows it: of the settings, else as the browser sees it."""
    base = keeping().settings.address or request.host_url
    return base.rstrip("/") + url_for(endpoint)


@accounts.get("/prihlaseni/organizace")
def organization_sign_in() -> ResponseReturnValue:
    there, target = the_provider(), safe(request.args.get("next", ""))
    sign(current_app)
    session[TARGET] = target
    try:
        return there.begin(outside("accounts.organization_return"))
    except Away as away:
        return refused(away, target, 503)


@accounts.get("/prihlaseni/navrat")
def organization_return() -> ResponseReturnValue:
    there = the_provider()
    sign(current_app)
    target = safe(str(session.pop(TARGET, "")))
    try:
        user = user_of(there.returned())
    except Away as away:
        return refused(away, target, 503)
    except Untrusted as untrusted:
        return refused(untrusted, target, 401)
    except Unfit as unknown:
        return refused(unknown, target, 403)
    begin(user)
    session[ORGANIZATION] = True
    return redirect(target, 303)


def refused(error: Away | Untrusted | Unfit, target: str, status: int) -> ResponseReturnValue:
    """The sign-in page once more, with the reason; an e-mail and a password still do."""
    log.warning("not signed in", exc_info=error)
    return sign_in_page(target, trouble=error.message), status


def user_of(account: Account) -> User:
    """Whose it is; raises Unfit where it is nobody's and nobody was invited by its e-mail."""
    with store().writing(Actor(request=request_id())) as tx:
        identity = (account.issuer, account.subject)
        found = kept.by_oidc(tx, *identity) or kept.join_oidc(tx, identity, account.email)
    if found is None:
        raise Unfit(_(NOT_INVITED, email=account.email) if account.email else NO_EMAIL, "an account without a user")
    return found


@accounts.get("/odhlaseni/organizace")
def organization_sign_out() -> ResponseReturnValue:
    """On to the page of the provider where one signs out there, too."""
    address = the_provider().sign_out_address(outside("accounts.sign_in_form"))
    if not address:
        sign(current_app)
        flash(_(STILL_THERE))
    return redirect(address or url_for("accounts.sign_in_form"), 303)
