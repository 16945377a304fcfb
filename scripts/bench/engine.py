"""Our engine for a harness of template engines that compares them on a workload of its own.

It loads this file by its path and calls two functions: `load` untimed, `render` timed. The context is the JSON
of plain strings that the harness makes, the template its own for docxtpl.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assembler.word.properties import Properties
from assembler.word.render import render as rendered
from assembler.word.template import Template, compile_template

TEMPLATE = "template-docxtpl.docx"


def load(data_path: str, work: str) -> tuple[Template, dict[str, Any]]:
    """The compiled template and the context."""
    context: dict[str, Any] = json.loads(Path(data_path).read_text(encoding="utf-8"))
    return compile_template((Path(work) / TEMPLATE).read_bytes()), context


def render(state: tuple[Template, dict[str, Any]]) -> bytes:
    """The bytes of one document, as the pipeline asks for them: the lint after it proves the XML."""
    template, context = state
    return rendered(template, context, Properties("Plán")).docx(proved=False)
