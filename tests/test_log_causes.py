"""What the log says of an error that was made of another one."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from assembler.errors import TemplateError
from assembler.logs import JsonLines
from assembler.word.compiler import code


def test_the_log_tells_what_a_refusal_of_a_template_was_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine short of memory must not look like a wrong template to who reads the log."""

    def short(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(code, "check_language", short)
    try:
        code.to_code("word/document.xml", "", (), {})
    except TemplateError:
        record = logging.LogRecord("jobs", logging.WARNING, "", 0, "failed", None, sys.exc_info())
    told = json.loads(JsonLines().format(record))
    assert told["error"] == "TemplateError"
    assert told["cause"]["error"] == "MemoryError"
    assert told["cause"]["trace"][-1].endswith(" short")
    assert "cause" not in told["cause"]
