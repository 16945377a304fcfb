"""A provider of accounts (OpenID Connect) over HTTP on loopback: small, real, and hostile where a test wants it so."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "assembler", "secret-of-the-client"
PLACES = {
    "authorization_endpoint": "/authorize",
    "token_endpoint": "/token",
    "jwks_uri": "/keys",
    "userinfo_endpoint": "/userinfo",
    "end_session_endpoint": "/logout",
}


def new_key() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": secrets.token_hex(4), "use": "sig"})


@dataclass
class Provider:
    """What it is asked and what it answers; a test sets what is to be wrong."""

    address: str = ""
    key: Any = field(default_factory=new_key)
    published: Any = None  # the keys that it shows; None: its key
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "u-1", "email": "jana@vzorov.cz", "email_verified": True}
    )
    claims: dict[str, Any] = field(default_factory=dict)  # over those of an honest ID token; None: left out
    algorithm: str = "ES256"
    metadata: dict[str, Any] = field(default_factory=dict)  # over its own
    userinfo: dict[str, Any] | None = None
    broken: set[str] = field(default_factory=set)  # places that answer 500
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def described(self) -> dict[str, Any]:
        own = {name: self.address + path for name, path in PLACES.items()}
        algorithms = {"id_token_signing_alg_values_supported": ["none", "HS256", "ES256"]}
        return {"issuer": self.address, **own, **algorithms, **self.metadata}

    def keys(self) -> dict[str, Any]:
        return dict(KeySet(self.published or [self.key]).as_dict(private=False))

    def authorize(self, query: dict[str, str]) -> str:
        """Signs the person in at once; where the browser is sent then."""
        code = secrets.token_hex(8)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """None where the client, the code or its proof (RFC 7636) is not right."""
        wanted = self.codes.pop(form.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if wanted is None or authorization != f"Basic {known}" or form["redirect_uri"] != wanted["redirect_uri"]:
            return None
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if wanted["code_challenge_method"] != "S256" or proof.decode() != wanted["code_challenge"]:
            return None
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token(wanted["nonce"])}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        honest = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.person}
        claims = {name: value for name, value in {**honest, **self.claims}.items() if value is not None}
        if self.algorithm == "none":
            return f"{encoded({'alg': 'none'})}.{encoded(claims)}."
        header = {"alg": self.algorithm, "kid": self.key.kid}
        return jwt.encode(header, claims, self.key, registry=JWSRegistry(algorithms=["HS256", "ES256"]))

    def sign_in(self, address: str) -> str:
        """As a browser that is led to the provider: the address of ours to which it is led back, without its host."""
        with urlopen(address.replace("/authorize?", "/follow?")) as answer:
            back = urlsplit(json.load(answer)["location"])
        return f"{back.path}?{back.query}"


class Answers(BaseHTTPRequestHandler):
    """The provider's side of a connection."""

    provider: Provider

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(where.query).items()}
        pages: dict[str, Callable[[], dict[str, Any]]] = {
            "/.well-known/openid-configuration": self.provider.described,
            "/keys": self.provider.keys,
            "/userinfo": lambda: self.provider.userinfo or self.provider.person,
            "/follow": lambda: {"location": self.provider.authorize(query)},
        }
        self.say(where.path, pages[where.path]())

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(sent).items()}
        told = self.provider.token(form, self.headers.get("Authorization", ""))
        self.say(self.path, told or {"error": "invalid_grant"}, 200 if told else 400)

    def say(self, path: str, body: dict[str, Any], status: int = 200) -> None:
        self.provider.asked.append(path)
        data = json.dumps(body).encode()
        self.send_response(500 if path in self.provider.broken else status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that listens in this block."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Answers,), {"provider": provider}))
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def encoded(part: dict[str, Any]) -> str:
    """A part of a token (RFC 7515)."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def symmetric() -> OctKey:
    """A key that the client knows, too: its secret."""
    return OctKey.import_key(SECRET.ljust(32, "."), {"kid": "client"})
