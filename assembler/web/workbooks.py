"""Sešit verze plánu: what its page and REST hand out."""

from __future__ import annotations

from typing import Any

from flask import Response

from assembler import documents, workbook
from assembler.errors import UnknownName
from assembler.store.models import Revision
from assembler.web.downloads import conditional, saved
from assembler.web.pages.words import czech_moment
from assembler.web.service import service
from assembler.workbook import MEDIA_TYPE, Origin

EXTENSION = "xlsx"
UNTITLED = "Plán bez názvu"


def workbook_answer(revision: Revision, content: dict[str, Any]) -> Response:
    """The workbook of a version, whole or in part, or 304."""
    name = f"{revision.title or UNTITLED} – sešit verze {revision.number}"
    return conditional(saved(made(revision, content), MEDIA_TYPE, name, EXTENSION))


def made(revision: Revision, content: dict[str, Any]) -> bytes:
    """With the sheets of the parts that its kind of document prints, and of all others that hold something."""
    code = content.get("kind")
    try:
        kind = documents.kind(code) if isinstance(code, str) else documents.DEFAULT
    except UnknownName:
        kind = documents.DEFAULT
    origin = Origin(
        plan=str(revision.plan_id),
        title=revision.title or UNTITLED,
        revision=revision.number,
        content=revision.content_hash,
        made=f"z verze uložené {czech_moment(revision.at)}",
        kind=kind.code,
    )
    with service().turn():
        return workbook.write(content, origin, kind.parts)
