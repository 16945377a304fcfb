"""Who may ask and what answers allow.

A foreign page could send requests through the visitor's browser, to a service that only his machine reaches or in the
name of his session. Two checks stop that, for forms and for the API alike, whether someone has signed in or not:

- `Host` must be a name of ours: a foreign name that was made to point to 127.0.0.1 (DNS rebinding) is refused.
- Every browser since 2020 sends `Origin` with a POST, and a page cannot change it; a foreign one is refused, as is
  `Sec-Fetch-Site: cross-site` where Origin is missing. Programs such as curl send neither.

Sessions are defended by tokens besides (accounts/csrf.py).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from assembler.web.errors import ForeignHost, ForeignOrigin
from assembler.web.service import service

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SAME_SITE = frozenset({"same-origin", "none"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: browsers would then send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def register(app: Flask) -> None:
    app.before_request(check_host)
    app.before_request(check_origin)
    app.after_request(add_headers)


def check_host() -> None:
    """Raises ForeignHost unless the request was sent to a name of ours, on any port."""
    given = request.headers.get("Host", "").lower()
    if without_port(given) not in LOCAL | trusted():
        raise ForeignHost("Služba se pod touto adresou neotevírá. Použijte adresu, kterou vypsala při spuštění.")


def without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def trusted() -> frozenset[str]:
    settings = service().settings
    names = [*settings.trusted_hosts.lower().split(","), urlsplit(settings.address).hostname or ""]
    return frozenset(name.strip() for name in names) - {""}


def check_origin() -> None:
    """Raises ForeignOrigin for a request that another site's page makes a browser send."""
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin is None:
        own = request.headers.get("Sec-Fetch-Site", "none") in SAME_SITE
    else:
        own = urlsplit(origin).netloc.lower() == request.headers["Host"].lower()
    if not own:
        raise ForeignOrigin("Požadavek přišel ze stránky jiného webu, proto jsme ho odmítli.")


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
