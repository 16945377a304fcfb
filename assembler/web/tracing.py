"""The number and the log line of every request: JSON lines that say what happened and never what the content is."""

from __future__ import annotations

import json
import logging
import time
import traceback
import uuid
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request

from assembler.errors import AssemblerError

SHOWN_PATH = 200  # characters
FRAMES = 30
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


class JsonLines(logging.Formatter):
    """One JSON object a line.

    Of an exception: its class, its notes and the places of its frames; of ours also the text that is meant for the log.
    The texts of others are left out, they may repeat a part of the content.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "data", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line.update(failure(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


def failure(error: BaseException) -> dict[str, Any]:
    told = [str(error)] if isinstance(error, AssemblerError) else []
    return {
        "error": type(error).__name__,
        "notes": [*told, *getattr(error, "__notes__", [])],
        "trace": places(error.__traceback__),
    }


def places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
