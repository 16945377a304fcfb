"""Záznamy o běhu: JSON lines that say what happened and never what the content is."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from assembler.errors import AssemblerError

FRAMES = 30


def log_as_json() -> None:
    """One line a request; on a terminal only faults, so that the address and the first password stay in sight."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("assembler").setLevel(logging.WARNING if sys.stderr.isatty() else logging.INFO)


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
    """What failed and where; an error that was made of another one tells that one, too, as its cause."""
    told = [str(error)] if isinstance(error, AssemblerError) else []
    cause = {"cause": failure(error.__cause__)} if error.__cause__ else {}
    return {
        "error": type(error).__name__,
        "notes": [*told, *getattr(error, "__notes__", [])],
        "trace": places(error.__traceback__),
        **cause,
    }


def places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
