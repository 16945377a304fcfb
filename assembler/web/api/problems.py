"""What the types of problems mean: each type is the address of its own description (RFC 9457, 3.1.1)."""

from __future__ import annotations

from flask import jsonify
from flask.typing import ResponseReturnValue

from assembler.errors import UnknownName
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref, several
from assembler.web.errors import TABLE, TYPES

calls = group("problems", "Druhy potíží")


def types() -> dict[str, dict[str, object]]:
    """The types by their names; several rows of the table may be of one type."""
    found: dict[str, dict[str, object]] = {}
    for row in TABLE:
        statuses = sorted({other.status for other in TABLE if other.name == row.name})
        described: dict[str, object] = {
            "type": TYPES + row.name,
            "title": row.title,
            "statuses": statuses,
            "detail": row.sentence,
        }
        found.setdefault(row.name, described)
    return found


@call(calls, "/problems", Answer("Druhy potíží", several(ref("ProblemType"))))
def problems() -> ResponseReturnValue:
    """Druhy potíží, které mohou přijít v odpovědi"""
    return jsonify(list(types().values()))


@call(calls, "/problems/<name>", Answer("Druh potíže", ref("ProblemType")), problems=(404,))
def problem(name: str) -> ResponseReturnValue:
    """Co znamená jeden druh potíže"""
    if name not in types():
        raise UnknownName("Takový druh potíže nemáme. Jejich seznam je na adrese /api/v1/problems.")
    return jsonify(types()[name])
