"""Sešit plánu: the content of a version as an XLSX that people fill in; over REST it is only taken home."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask.typing import ResponseReturnValue

from assembler.store import plans
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.api.documents import DOWNLOAD
from assembler.web.api.listing import number
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import FILE
from assembler.web.keeping import store
from assembler.web.parameters import Parameters
from assembler.web.workbooks import workbook_answer
from assembler.workbook import MEDIA_TYPE

calls = group("api_workbooks", "Sešity")


class WorkbookParameters(Parameters):
    """Of which version."""

    revision = number("Jiná verze než poslední")


@call(
    calls,
    "/plans/<uuid:plan_id>/workbook",
    Answer("Sešit", FILE, MEDIA_TYPE, headers=DOWNLOAD),
    Answer("Část souboru", FILE, MEDIA_TYPE, status=206),
    Answer("Máte totéž", {}, status=304),
    parameters=WorkbookParameters,
    problems=(401, 403, 404, 416, 422, 503),
    secured=True,
)
def workbook_of_plan(values: Mapping[str, Any], plan_id: uuid.UUID) -> ResponseReturnValue:
    """Obsah plánu jako sešit XLSX k vyplnění

    Sešit nese verzi, ze které vznikl; vyplněný se nahrává na stránce plánu, kde je před převzetím vidět, co se změní.
    """
    with store().reading(acting(Deed.READ)) as tx:
        revision = plans.revision(tx, plan_id, values["revision"])
        content = plans.content(tx, revision)
    return workbook_answer(revision, content)
