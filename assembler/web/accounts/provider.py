"""The provider of accounts of an organization (OpenID Connect): the one door to Authlib.

    Provider(settings).begin(target)        an answer that leads the browser to the provider
    Provider(settings).returned()           who comes back from there; raises Untrusted, Away

Authorization code with PKCE (RFC 7636), state and nonce, bound to this browser by its signed cookie. What comes back is
believed if it is signed by a key of the issuer of the settings, for us, now, and for this very sign-in.
"""

from __future__ import annotations

import time
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.base_client import MismatchingStateError, OAuthError  # type: ignore[import-untyped]
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App  # type: ignore[import-untyped]
from flask import request, session
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import ConnectionError, RequestException

from assembler.settings import Settings
from assembler.web.accounts.organization import Account, Away, Untrusted
from assembler.web.language import N_

SECONDS = 5  # for each question to the provider
FRESH = 3600  # seconds that we believe what it says of itself, and its keys
PAUSE = 10  # seconds for which one that has not answered is not asked again
LEEWAY = 60  # seconds by which clocks may differ
SIGNED_BY = ("RS256", "ES256", "PS256", "RS384", "ES384", "PS384", "RS512", "ES512", "PS512")  # never none, never HS…
STATES = "_state_"  # where Authlib keeps what a sign-in has begun with
NAME = "organization"
FAULTS = (AuthlibBaseError, JoseError, LookupError, TypeError, ValueError, RuntimeError, AttributeError)

AWAY = N_("Přihlášení účtem organizace teď nefunguje. Přihlaste se e-mailem a heslem, nebo to zkuste za chvíli znovu.")
STALE = N_("Toto přihlášení už neplatí, nebo začalo v jiném prohlížeči. Zkuste to znovu.")
DENIED = N_("Organizace vás nepřihlásila, nebo jste přihlášení zrušili.")
WRONG = N_("Odpovědi organizace nelze věřit, proto jsme vás nepřihlásili. Řekněte to správci služby.")


class Client(FlaskOAuth2App):  # type: ignore[misc]
    """Authlib's client of one issuer, which believes nothing that another one says of itself."""

    server_metadata: dict[str, Any]

    def __init__(self, issuer: str, **more: Any) -> None:
        where = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        super().__init__(FlaskIntegration(NAME), NAME, server_metadata_url=where, **more)
        self.issuer = issuer
        self.away_until = 0.0
        self._lock = Lock()

    def load_server_metadata(self) -> dict[str, Any]:
        """What the provider says of itself. Raises RequestException, and what `described` raises.

        One asks for all, and who does not answer is not asked again at once: requests that wait for it are threads
        that others need.
        """
        with self._lock:
            if time.monotonic() < self.away_until:
                raise ConnectionError("it has just not answered")
            try:
                return self.described()
            except RequestException:
                self.away_until = time.monotonic() + PAUSE
                raise

    def described(self) -> dict[str, Any]:
        """Raises ValueError where the description is of another issuer (OpenID Connect Discovery 1.0, 4.3)."""
        if time.time() - self.server_metadata.get("_loaded_at", 0.0) > FRESH:
            self.server_metadata = {}
        found: dict[str, Any] = super().load_server_metadata()
        if found.get("issuer") != self.issuer:
            self.server_metadata = {}
            raise ValueError("the description is of another issuer")
        offered = found.get("id_token_signing_alg_values_supported", SIGNED_BY)
        found["id_token_signing_alg_values_supported"] = [each for each in SIGNED_BY if each in offered]
        return found


class Provider:
    """The provider of the settings."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self.client_id = settings.oidc_client_id
        self.client = Client(
            settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            client_kwargs={
                "scope": settings.oidc_scopes,
                "code_challenge_method": "S256",
                "default_timeout": SECONDS,
            },
        )

    def begin(self, back: str) -> ResponseReturnValue:
        """To the provider, from where it leads to the address `back`. Raises Away."""
        for each in [name for name in session if name.startswith(STATES)]:
            del session[each]  # one sign-in at a time: cookies are small
        try:
            answer: ResponseReturnValue = self.client.authorize_redirect(back)
        except (RequestException, *FAULTS) as failed:
            raise Away(AWAY, f"{type(failed).__name__}: {failed}") from failed
        return answer

    def returned(self) -> Account:
        """Who comes back with this request. Raises Untrusted, Away."""
        try:
            return self.account(self.token())
        except RequestException as failed:
            raise Away(AWAY, f"{type(failed).__name__}: {failed}") from failed
        except MismatchingStateError as failed:
            raise Untrusted(STALE) from failed
        except FAULTS as failed:
            denied = isinstance(failed, OAuthError) and "error" in request.args
            raise Untrusted(DENIED if denied else WRONG, f"{type(failed).__name__}: {failed}") from failed

    def token(self) -> dict[str, Any]:
        """What the code of this request is worth, its ID token checked."""
        claims = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client_id},
        }
        if request.args.get("iss", self.issuer) != self.issuer:  # RFC 9207: an answer of another provider
            raise ValueError("another issuer has answered")
        token: dict[str, Any] = self.client.authorize_access_token(claims_options=claims, leeway=LEEWAY)
        return token

    def account(self, token: dict[str, Any]) -> Account:
        """The account of a checked token; an e-mail that stands only in the userinfo is asked for there."""
        claims = token["userinfo"]
        subject = claims["sub"]
        if not isinstance(subject, str) or not subject:
            raise ValueError("no subject")
        if "email" not in claims and "userinfo_endpoint" in self.client.load_server_metadata():
            asked = self.client.userinfo(token=token)
            claims = asked if asked.get("sub") == subject else {}  # OpenID Connect Core 1.0, 5.3.2
        email = claims.get("email") if claims.get("email_verified") is True else ""
        return Account(self.issuer, subject, email if isinstance(email, str) else "")

    def sign_out_address(self, back: str) -> str:
        """Where one signs out at the provider (RP-Initiated Logout 1.0); empty where that is not offered."""
        try:
            there = self.client.load_server_metadata().get("end_session_endpoint")
        except (RequestException, *FAULTS):
            return ""
        if not isinstance(there, str):
            return ""
        query = urlencode({"client_id": self.client_id, "post_logout_redirect_uri": back})
        return f"{there}{'&' if '?' in there else '?'}{query}"
