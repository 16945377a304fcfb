"""Připomínky jako tabulka: XLSX, or CSV that a Czech Excel opens."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response

from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.commenting import showing
from assembler.web.commenting.showing import FIELDS, Shown
from assembler.web.keeping import store
from assembler.web.sheets import NARROW, WIDE, sheet_answer

HEADING = ["Číslo", *(field.label for field in FIELDS.values())]
WIDTHS = [NARROW, *(WIDE if field.multiline else NARROW for field in FIELDS.values())]

pages = Blueprint("comments_sheets", __name__)


@pages.get("/plany/<uuid:plan_id>/pripominky.<any(xlsx, csv):extension>")
def download(plan_id: uuid.UUID, extension: str) -> Response:
    """All comments of a plan, in the order of their numbers."""
    with store().reading(acting(Deed.READ)) as tx:
        rows = [row_of(each) for each in showing.all_shown(tx, plan_id)]
        title = showing.frame(tx, plan_id)["title"]
    return sheet_answer([HEADING, *rows], "Připomínky", WIDTHS, f"{title} – připomínky", extension)


def row_of(each: Shown) -> list[str]:
    texts = each.texts | {"settlement": each.state, "publish": each.texts.get("publish", showing.NO)}
    return [str(each.comment.number), *(texts.get(name, "") for name in FIELDS)]
