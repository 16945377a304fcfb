"""Připomínky jako tabulka: XLSX, or CSV that a Czech Excel opens. A text is a text, whatever sign it begins with."""

from __future__ import annotations

import csv
import io
import uuid

from flask import Blueprint, Response

from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.commenting import showing
from assembler.web.commenting.showing import FIELDS, Shown
from assembler.web.downloads import conditional, saved
from assembler.web.keeping import store
from assembler.workbook import MEDIA_TYPE

CSV_TYPE = "text/csv"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # OWASP: what a program for sheets takes for the beginning of a formula
HEADING = ["Číslo", *(field.label for field in FIELDS.values())]

pages = Blueprint("comments_sheets", __name__)


@pages.get("/plany/<uuid:plan_id>/pripominky.<any(xlsx, csv):extension>")
def download(plan_id: uuid.UUID, extension: str) -> Response:
    """All comments of a plan, in the order of their numbers."""
    with store().reading(acting(Deed.READ)) as tx:
        rows = [row_of(each) for each in showing.all_shown(tx, plan_id)]
        title = showing.frame(tx, plan_id)["title"]
    name = f"{title} – připomínky"
    if extension == "csv":
        return conditional(saved(as_csv([HEADING, *rows]), CSV_TYPE, name, extension))
    from assembler.web.commenting.xlsx import as_xlsx  # openpyxl, a tenth of a second of the start

    return conditional(saved(as_xlsx([HEADING, *rows]), MEDIA_TYPE, name, extension))


def row_of(each: Shown) -> list[str]:
    texts = each.texts | {"settlement": each.state, "publish": each.texts.get("publish", showing.NO)}
    return [str(each.comment.number), *(texts.get(name, "") for name in FIELDS)]


def as_csv(rows: list[list[str]]) -> bytes:
    """With semicolons, and with the mark by which Excel knows UTF-8."""
    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows([[harmless(text) for text in row] for row in rows])
    return made.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
