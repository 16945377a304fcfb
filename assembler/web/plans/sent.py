"""What a form of these pages sent: a content, a number of a version, a line of text."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request

from assembler import readers
from assembler.errors import UnknownName
from assembler.readers.source import Source
from assembler.web.errors import Problem, WrongParameters
from assembler.web.language import N_, _, spoken
from assembler.web.pages.views import Line, around, wrong_line
from assembler.workbook import reader as workbook_file

MAX_NOTE = 2_000
CHOOSE = N_("Vyberte soubor s obsahem plánu.")
WORKBOOK = N_("Sešit (.xlsx) se nahrává u plánu přes „Nahrát vyplněný sešit“; tam uvidíte, co se změní.")
NO_PLAN = N_("V souboru není plán: na nejvyšší úrovni mají být jeho části, každá se svým klíčem.")


def content(name: str = "file") -> dict[str, Any]:
    """The content of an uploaded file; raises WrongParameters, Unreadable."""
    file = request.files.get(name)
    if file is None or not file.filename:
        raise WrongParameters({name: spoken(CHOOSE)})
    if is_workbook(name):
        raise WrongParameters({name: spoken(WORKBOOK)})
    try:
        data = file.read()
        raw = readers.of_file(file.filename, data).read(data).raw
    except UnknownName as unknown:
        raise WrongParameters({name: unknown.message}) from None
    if not isinstance(raw, dict):
        raise WrongParameters({name: spoken(NO_PLAN)})
    return raw


def is_workbook(name: str = "file") -> bool:
    return readers.extension_of(file_name(name)) in workbook_file.EXTENSIONS


def workbook(name: str = "file") -> Source:
    """The content of an uploaded workbook, with what its cells leave in doubt; raises Unreadable."""
    return workbook_file.read(request.files[name].read())


def wrong_lines(problem: Problem | None, name: str = "file") -> list[Line]:
    """The lines of an uploaded file around the one where reading stopped; none where that is not what is wrong."""
    file, wrong = request.files.get(name), wrong_line(problem)
    if file is None or wrong is None:
        return []
    file.stream.seek(0)
    return around(file.read(), wrong)


def file_name(name: str = "file") -> str:
    file = request.files.get(name)
    return (file.filename or "")[-200:] if file else ""


def number(name: str) -> int:
    """A number of a version; raises WrongParameters."""
    given = request.values.get(name, "")
    if not given.isascii() or not given.isdecimal() or len(given) > 9:
        raise WrongParameters({name: _("Číslo verze tu chybí. Otevřete plán znovu.")})
    return int(given)


def identifier(name: str) -> uuid.UUID:
    """An id; raises WrongParameters."""
    try:
        return uuid.UUID(request.form.get(name, ""))
    except ValueError:
        raise WrongParameters({name: _("Tento údaj tu chybí. Otevřete stránku znovu.")}) from None


def line(name: str, most: int = MAX_NOTE) -> str:
    return " ".join(request.form.get(name, "").split())[:most]
