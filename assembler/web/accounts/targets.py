"""Where to go after signing in: somewhere here, never to another site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request, url_for

LONGEST = 500


def safe(target: str) -> str:
    """The address if it is a path of ours, else the list of plans.

    Browsers take \\ for / and leave tabs and line ends out, so that "/\\t/evil" is "//evil", another server.
    """
    parts = urlsplit(target) if target.isprintable() and "\\" not in target and len(target) <= LONGEST else None
    if parts and target.startswith("/") and not target.startswith("//") and not parts.scheme and not parts.netloc:
        return target
    return url_for("plans.listing")


def here() -> str:
    """The path and the query of this request."""
    return request.full_path.removesuffix("?")
