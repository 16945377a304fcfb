"""The number and the log line of every request, which says what happened and never what the content is."""

from __future__ import annotations

import logging
import time
import uuid
from typing import Any

from flask import Flask, Response, g, request

SHOWN_PATH = 200  # characters
log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(end)


def begin() -> None:
    g.request_id = str(uuid.uuid4())
    g.began = time.perf_counter()


def request_id() -> str:
    """The number of this request; it stands in the answer and in the log."""
    found: str = g.request_id
    return found


def end(response: Response) -> Response:
    response.headers["X-Request-Id"] = request_id()
    log.info("request", extra={"data": summary(response)})
    return response


def summary(response: Response) -> dict[str, Any]:
    return {
        "request_id": request_id(),
        "method": request.method,
        "path": request.path[:SHOWN_PATH],
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.began) * 1000),
    }
