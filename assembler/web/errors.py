"""The one table from what went wrong to what is answered: problem+json (RFC 9457), or a page for people.

The answer says in Czech what is wrong, where, and what to do; never a place in the program, a path, or a library.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug import exceptions as http

from assembler.differences import difference, in_words
from assembler.errors import (
    AssemblerError,
    Damaged,
    Faulty,
    KeyReused,
    MachineryError,
    Missing,
    QuotaFull,
    Refused,
    Stale,
    StaleComment,
    StorageError,
    StorageFull,
    TemplateError,
    TooMany,
    Unfit,
    UnknownName,
    Unreadable,
    WrongState,
)
from assembler.readers.source import TOO_BIG
from assembler.sentences import Sentence
from assembler.trial import NotUsable
from assembler.web.acting import GivenPassword, NotAllowed, NotSignedIn
from assembler.web.contents import encoded, json_text
from assembler.web.language import MACHINE_PATHS, N_, spoken
from assembler.web.tracing import request_id
from schemas.findings import Severity

PROBLEM_JSON = "application/problem+json"
TYPES = "/api/v1/problems/"  # where each type of problem is described
RETRY_AFTER = 10  # seconds
RETRIED = (429, 503)
KEPT_HEADERS = ("Allow", "Retry-After")

log = logging.getLogger(__name__)


class WrongParameters(AssemblerError):
    """Parameters of the address, or fields of the form, are wrong: `problems` maps their names to sentences."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(N_("Některé údaje o dokumentu nejsou správně."), f"wrong parameters: {', '.join(problems)}")
        self.problems = dict(problems)


class WrongType(AssemblerError):
    """The content comes in a type or an encoding that is not read."""


class NotOffered(AssemblerError):
    """None of the types that the client accepts can be made."""


class ForeignHost(AssemblerError):
    """The request was sent to a name that is not ours."""


class ForeignOrigin(AssemblerError):
    """A page of another site sent the request."""


@dataclass(frozen=True, slots=True)
class Row:
    """How one class of errors is answered; the sentence is for errors that bring none of their own."""

    error: type[Exception]
    status: int
    name: str
    title: str
    sentence: str


TABLE: tuple[Row, ...] = (  # the first row that fits
    Row(Refused, 422, "refused", "Obsah má chyby", "Opravte uvedené chyby obsahu a zkuste to znovu."),
    Row(WrongParameters, 422, "parameters", "Chybné údaje o dokumentu", "Opravte uvedené údaje a zkuste to znovu."),
    Row(TemplateError, 422, "template", "Šablona má chybu", "Opravte šablonu na uvedeném místě."),
    Row(Unreadable, 400, "unreadable", "Obsah nelze přečíst", "Soubor není platný JSON ani YAML."),
    Row(UnknownName, 404, "not-found", "Nenalezeno", "Nic takového tu není."),
    Row(WrongType, 415, "wrong-type", "Typ obsahu neumíme číst", "Pošlete JSON nebo YAML v kódování UTF-8."),
    Row(NotOffered, 406, "not-offered", "Takový výsledek neumíme", "Umíme DOCX, PDF, ODT, ZIP a zprávu JSON."),
    Row(ForeignHost, 400, "foreign-host", "Neznámá adresa služby", "Použijte adresu, kterou služba vypsala."),
    Row(ForeignOrigin, 403, "foreign-origin", "Požadavek z jiného webu", "Otevřete stránku této služby přímo."),
    Row(
        Faulty,
        500,
        "faulty",
        "Dokument se nepodařilo sestavit",
        "Je to chyba programu, ne obsahu. Nic se neztratilo; správci sdělte číslo požadavku.",
    ),
    Row(NotSignedIn, 401, "not-signed-in", "Přihlaste se", "Přihlaste se, nebo pošlete platný přístupový klíč."),
    Row(GivenPassword, 403, "given-password", "Nejdříve si změňte heslo", "Změňte si ho na stránce Můj účet."),
    Row(NotAllowed, 403, "not-allowed", "Na to nemáte oprávnění", "Požádejte správce obce."),
    Row(Missing, 404, "not-found", "Nenalezeno", "Nic takového tu není."),
    Row(Unfit, 422, "unfit", "Údaj nelze uložit", "Opravte uvedený údaj a zkuste to znovu."),
    Row(Stale, 412, "stale", "Plán mezitím uložil někdo jiný", "Nic se nepřepsalo; porovnejte obě znění."),
    Row(
        StaleComment,
        412,
        "stale-comment",
        "Připomínku mezitím změnil někdo jiný",
        "Nic se nepřepsalo; načtěte ji znovu a změnu zopakujte.",
    ),
    Row(WrongState, 409, "wrong-state", "Teď to udělat nejde", "Načtěte stránku znovu a podívejte se, co se změnilo."),
    Row(KeyReused, 422, "key-reused", "Klíč opakování už patří jinému požadavku", "Pošlete jiný Idempotency-Key."),
    Row(TooMany, 429, "too-many", "Příliš mnoho požadavků", "Počkejte chvíli a zkuste to znovu."),
    Row(
        QuotaFull,
        507,
        "quota-full",
        "Místo pro soubory obce je plné",
        "Nic se neuložilo; správce služby může obci přidat místo.",
    ),
    Row(StorageFull, 507, "storage-full", "Na disku došlo místo", "Nic se neuložilo; správce musí místo uvolnit."),
    Row(StorageError, 503, "storage", "Úložiště teď nepracuje", "Nic se neuložilo; zkuste to za chvíli znovu."),
    Row(Damaged, 500, "damaged", "Uložená data jsou poškozená", "Správce má obnovit zálohu."),
    Row(MachineryError, 503, "machinery", "Pomocný program teď nepracuje", "Zkuste to za chvíli znovu."),
    Row(AssemblerError, 422, "content", "Dokument z tohoto obsahu nejde sestavit", "Upravte obsah."),
    Row(http.NotFound, 404, "not-found", "Nenalezeno", "Na této adrese nic není. Zkontrolujte ji."),
    Row(http.MethodNotAllowed, 405, "method", "Takto se tato adresa nepoužívá", "Zkontrolujte metodu požadavku."),
    Row(
        http.PreconditionRequired,
        428,
        "no-condition",
        "Chybí, z čeho změna vychází",
        "Pošlete v If-Match ETag znění, ze kterého změna vychází. Dává ho GET téže adresy.",
    ),
    Row(http.TooManyRequests, 429, "too-many", "Příliš mnoho pokusů", "Počkejte několik minut a zkuste to znovu."),
    Row(http.RequestEntityTooLarge, 413, "too-big", "Obsah je příliš velký", "Požadavek překročil povolenou velikost."),
    Row(http.RequestedRangeNotSatisfiable, 416, "range", "Taková část souboru není", "Stáhněte celý soubor."),
    Row(http.RequestHeaderFieldsTooLarge, 431, "long-headers", "Hlavičky jsou příliš dlouhé", "Zkraťte je."),
    Row(http.NotImplemented, 501, "not-implemented", "Takový přenos neumíme", "Pošlete obsah obvyklým způsobem."),
    Row(
        http.InternalServerError,
        500,
        "internal",
        "Chyba programu",
        "Nic se neztratilo; správci sdělte číslo požadavku.",
    ),
    Row(CSRFError, 400, "form-token", "Stránka je příliš dlouho otevřená", "Načtěte ji znovu a odešlete ještě jednou."),
    Row(http.HTTPException, 400, "bad-request", "Požadavku nerozumíme", "Zkontrolujte, jak je požadavek sestaven."),
    Row(Exception, 500, "internal", "Chyba programu", "Nic se neztratilo; správci sdělte číslo požadavku."),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Potíž: what is answered."""

    row: Row
    status: int
    detail: str
    errors: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    conflict: dict[str, Any] | None = None  # of two who saved: both texts

    @property
    def title(self) -> str:
        return self.row.title

    def as_dict(self, instance: str) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": TYPES + self.row.name,
            "title": self.row.title,
            "status": self.status,
            "detail": self.detail,
            "instance": f"urn:uuid:{instance}",
        }
        if self.errors:
            body["errors"] = self.errors
        if self.conflict:
            body["conflict"] = self.conflict
        return body


def register(app: Flask) -> None:
    """To be called after the API is registered: flask-smorest brings a handler of its own, which this one replaces."""
    app.register_error_handler(http.HTTPException, answer)
    app.register_error_handler(Exception, answer)


def answer(error: Exception) -> ResponseReturnValue:
    """The answer to whatever was raised."""
    if isinstance(error, http.HTTPException) and (error.code or 500) < 400:
        return error  # a redirect
    problem = problem_of(error)
    record(error, problem, request_id())
    response = as_json(problem) if wants_json() else as_page(problem)
    response.status_code = problem.status
    response.headers.update(problem.headers)
    return response


def problem_of(error: Exception) -> Problem:
    row = row_of(error)
    told = error.message if isinstance(error, AssemblerError) else row.sentence
    if isinstance(error, http.RequestEntityTooLarge):
        most = current_app.config["MAX_CONTENT_LENGTH"] // 1_000_000
        told = Sentence("Požadavek smí mít nejvýše %(most)s MB.", most=most)
    status = (error.code or row.status) if isinstance(error, http.HTTPException) else row.status
    both = conflict_of(error) if isinstance(error, Stale) else None
    return Problem(row, status, told, errors_of(error), headers_of(error, row), both)


def conflict_of(stale: Stale) -> dict[str, Any]:
    """Both texts as the difference of them: `old` is what is kept, `new` what was refused."""
    changes = difference(stale.theirs, stale.yours)
    return {
        "expected": stale.expected,
        "current": stale.current,
        "words": in_words(changes, stale.theirs, stale.yours),
        "changes": [each.as_dict(stale.theirs, stale.yours) for each in changes],
    }


def row_of(error: Exception) -> Row:
    if isinstance(error, Unreadable) and error.finding.code == TOO_BIG.code:
        error = http.RequestEntityTooLarge()
    return next(row for row in TABLE if isinstance(error, row.error))


def errors_of(error: Exception) -> list[dict[str, Any]]:
    """Every single thing that is wrong, each with its place."""
    if isinstance(error, Refused):
        return [each.as_dict() for each in error.findings if each.severity is Severity.ERROR]
    if isinstance(error, Unreadable):
        return [error.finding.as_dict()]
    if isinstance(error, WrongParameters):
        return [single("parameter", sentence, {"parameter": name}) for name, sentence in error.problems.items()]
    if isinstance(error, NotUsable):
        return [single("template", each.message, {"location": {"place": each.place}}) for each in error.faults]
    if isinstance(error, TemplateError):
        return [single("template", error.message, {"location": {"place": error.place}})]
    return []


def single(code: str, sentence: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {"severity": "error", "code": code, "pointer": "", "label": "", "detail": sentence, **more}


def headers_of(error: Exception, row: Row) -> dict[str, str]:
    headers = {"Retry-After": str(RETRY_AFTER)} if row.status in RETRIED else {}
    if isinstance(error, Stale | StaleComment):
        headers["ETag"] = f'"{error.etag}"'
    if row.error is NotSignedIn:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, http.HTTPException):
        given = dict(error.get_headers())
        headers |= {name: given[name] for name in KEPT_HEADERS if name in given}
    return headers


def record(error: Exception, problem: Problem, instance: str) -> None:
    """What is our fault, or a machine's, goes to the log."""
    if problem.status >= 500:
        log.error("failed", exc_info=error, extra={"data": {"request_id": instance, "problem": problem.row.name}})


def wants_json() -> bool:
    return request.path.startswith(MACHINE_PATHS) or "json" in request.headers.get("Accept", "")


def as_json(problem: Problem) -> Response:
    """Numbers of the content keep the digits that they have."""
    body = problem.as_dict(request_id())
    if not request.path.startswith(MACHINE_PATHS):  # a script of a page asks, and shows what is answered
        body |= {"title": spoken(problem.title), "detail": spoken(problem.detail)}
    text = encoded(lambda unicode: json_text(body, "\n", unicode) + "\n")
    return Response(text, content_type=PROBLEM_JSON)


def as_page(problem: Problem) -> Response:
    return current_app.make_response(render_template("error.html", problem=problem, request_id=request_id()))
