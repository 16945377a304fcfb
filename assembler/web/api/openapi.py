"""The one door to flask-smorest: every call is declared together with its description (OpenAPI 3.1).

smorest reads and describes the parameters of addresses; bodies are plan content and go to our readers, answers are
plain data whose shapes are JSON Schemas (shapes.py; the tests hold every answer against them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any, NoReturn, TypeVar

import flask_smorest
import marshmallow as ma
from flask import Flask, request
from flask.typing import ResponseReturnValue
from webargs.flaskparser import FlaskParser

from assembler.pipeline import VERSION
from assembler.web.api import comment_shapes, messages, store_shapes
from assembler.web.api.shapes import COMPONENTS, ref
from assembler.web.errors import PROBLEM_JSON, TABLE, WrongParameters
from assembler.web.parameters import Parameters, sentences

PREFIX = "/api/v1"
TITLE = "Sestavování plánů sociálních služeb"
ABOUT = """Obsah plánu (JSON nebo YAML) dovnitř, úřední dokument Word nebo PDF ven, jedním voláním:

    curl -X POST http://127.0.0.1:8080/api/v1/assemblies \\
         -H "Content-Type: application/yaml" --data-binary @plan.yaml -OJ

Chyby mají tvar `application/problem+json` (RFC 9457). Pole `errors` vypisuje všechny chyby najednou, každou
s ukazatelem (JSON Pointer, RFC 6901) do poslaného obsahu. Odpověď 4xx: bez opravy nemá smysl volání opakovat;
5xx: smí se opakovat.
Každá odpověď nese `X-Request-Id`. Požadavky ze stránek jiných webů služba odmítá.

Uložené plány (`/plans`) patří obci. Volání k nim nesou přístupový klíč: `Authorization: Bearer asm_…`; co patří jiné
obci, je 404. Kdo mění, posílá `If-Match` s tím, co viděl; kdo opakuje, posílá `Idempotency-Key`.
"""

TOKEN = "token"  # noqa: S105 - the name of the scheme
SECURED: dict[str, Any] = {"security": [{TOKEN: []}]}  # the session of a browser does, too

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

parser = FlaskParser()


@parser.error_handler
def refuse(error: ma.ValidationError, *_: Any, **__: Any) -> NoReturn:
    raise WrongParameters(sentences(error.messages_dict["query"]))


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer of a call."""

    description: str
    schema: Mapping[str, Any]
    media_type: str = "application/json"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)  # name -> what it says

    def described(self) -> dict[str, Any]:
        headers = {name: {"description": text, "schema": {"type": "string"}} for name, text in self.headers.items()}
        return {
            "schema": dict(self.schema),
            "content_type": self.media_type,
            "description": self.description,
            **({"headers": headers} if headers else {}),
        }


def group(name: str, description: str, prefix: str = PREFIX) -> Any:
    """Calls that belong together: a Flask blueprint that describes itself."""
    return flask_smorest.Blueprint(name, __name__, url_prefix=prefix, description=description)


def call(
    calls: Any,
    rule: str,
    *answers: Answer,
    method: str = "GET",
    parameters: type[Parameters] | None = None,
    body: Mapping[str, Any] | None = None,
    problems: Sequence[int] = (),
    headers: Sequence[Mapping[str, Any]] = (),
    secured: bool = False,
) -> Callable[[View], View]:
    """Declares a call: its address, its answers, its parameters, its headers, the statuses of its problems.

    A view with `parameters` gets them loaded, as one mapping, in its first place.
    """

    def declare(view: View) -> View:
        documented: Any = reading(view, parameters) if parameters else view
        for answer in answers:
            documented = calls.alt_response(answer.status, **answer.described(), success=True)(documented)
        for status in problems:
            documented = calls.alt_response(status, **problem(status))(documented)
        documented = calls.doc(**manual(parameters, body, headers), **(SECURED if secured else {}))(documented)
        calls.route(rule, methods=[method])(documented)
        return view

    return declare


def reading(view: Callable[..., ResponseReturnValue], parameters: type[Parameters]) -> Any:
    """The view, given what stands in the address; smorest copies the description, webargs reads."""

    @wraps(view)
    def read(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        refuse_twice()
        values = parser.parse(parameters, request, location="query", unknown=ma.RAISE)
        return view(values, *args, **kwargs)

    return read


def refuse_twice() -> None:
    """A parameter that is given twice has no meaning."""
    twice = [name for name, values in request.args.lists() if len(values) > 1]
    if twice:
        raise WrongParameters(dict.fromkeys(twice, "Tento údaj je v adrese dvakrát."))


def manual(
    parameters: type[Parameters] | None, body: Mapping[str, Any] | None, headers: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    described: dict[str, Any] = {}
    query = [{"in": "query", "schema": parameters}] if parameters else []
    if query or headers:
        described["parameters"] = [*query, *map(dict, headers)]
    if body:
        described["requestBody"] = dict(body)
    return described


def problem(status: int) -> dict[str, Any]:
    titles = dict.fromkeys(row.title for row in TABLE if row.status == status)
    described = " / ".join(titles) or HTTPStatus(status).phrase
    return {"schema": ref("Problem"), "content_type": PROBLEM_JSON, "description": described}


class Description:
    """The description of the whole API, and where it is served."""

    def __init__(self, app: Flask) -> None:
        app.config.update(
            API_TITLE=TITLE,
            API_VERSION=VERSION,
            OPENAPI_VERSION="3.1.0",
            OPENAPI_URL_PREFIX=PREFIX,
            OPENAPI_JSON_PATH="openapi.json",
            API_SPEC_OPTIONS={
                "info": {"description": ABOUT, "license": {"name": "MIT", "identifier": "MIT"}},
                "webhooks": messages.described(),
            },
        )
        self.api: Any = flask_smorest.Api(app)
        self.api.DEFAULT_ERROR_RESPONSE_NAME = None
        shapes = {**COMPONENTS, **store_shapes.COMPONENTS, **comment_shapes.COMPONENTS, **messages.COMPONENTS}
        for name, shape in shapes.items():
            self.api.spec.components.schema(name, shape)
        self.api.spec.components.security_scheme(TOKEN, {"type": "http", "scheme": "bearer"})

    def add(self, calls: Any) -> None:
        self.api.register_blueprint(calls)
