"""The page of the API: the list of calls, and Swagger UI to try them where the set-up has brought it."""

from __future__ import annotations

from flask import Blueprint, Flask, current_app, render_template

from assembler.web.api.openapi import PREFIX
from assembler.web.statics import vendored

SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js")

page = Blueprint("try_out", __name__, url_prefix=PREFIX)


def register(app: Flask) -> None:
    app.register_blueprint(page)


@page.get("/docs")
def docs() -> str:
    return render_template("api_docs.html", form=vendored(*SWAGGER), calls=listed())


def listed() -> list[tuple[str, str, str]]:
    """Method, address and title of every call."""
    spec = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return [
        (method.upper(), address, operation.get("summary", ""))
        for address, operations in spec["paths"].items()
        for method, operation in operations.items()
        if method != "parameters"
    ]
