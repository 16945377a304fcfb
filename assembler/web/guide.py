"""Příručka: the coordinator's guide as a page of the service, for everyone."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Flask, Response, render_template
from markupsafe import Markup

from assembler import resources
from assembler.convert import pandoc
from assembler.errors import Missing, UnknownName
from assembler.web.downloads import conditional

PNG = "image/png"

pages = Blueprint("guide", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(pages)


@pages.get("/prirucka")
def page() -> str:
    return render_template("guide.html", guide=html())


@lru_cache(maxsize=1)
def html() -> Markup:
    """It comes with the program and is as trusted as its code."""
    return Markup(pandoc.page(resources.guide()))  # noqa: S704


@pages.get("/obrazky/<name>.png")
def picture(name: str) -> Response:
    try:
        data = resources.guide_picture(name)
    except UnknownName as unknown:
        raise Missing(unknown.message) from None
    return conditional(Response(data, mimetype=PNG))
