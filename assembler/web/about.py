"""O službě: what it is made of, for everyone who gets it into his browser."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, render_template

from assembler.pipeline import VERSION
from assembler.web.language import N_
from assembler.web.statics import vendored

pages = Blueprint("about", __name__)


@dataclass(frozen=True, slots=True)
class Part:
    """A part made by others that browsers get from us."""

    file: str
    name: str
    author: str
    use: str
    home: str
    license: str
    license_address: str


PARTS = (
    Part(
        "gov.css",
        N_("Gov Design System CE, styly 4.2.7"),
        N_("Digitální a informační agentura"),
        N_("Vzhled stránek"),
        "https://designsystem.gov.cz/",
        "EUPL-1.2",
        "https://eur-lex.europa.eu/eli/dec_impl/2017/863/oj",
    ),
    Part(
        "htmx.min.js",
        "htmx 4.0.1",
        N_("Big Sky Software a přispěvatelé"),
        N_("Ukládání formulářů bez načtení celé stránky"),
        "https://htmx.org/",
        "0BSD",
        "https://opensource.org/license/0bsd",
    ),
    Part(
        "prosemirror.js",
        N_("ProseMirror a markdown-it 14.3.3"),
        N_("Marijn Haverbeke, Vitaly Puzrin, Alex Kocharin a přispěvatelé"),
        N_("Psaní formátovaných textů"),
        "https://prosemirror.net/",
        "MIT",
        "https://opensource.org/license/mit",
    ),
    Part(
        "swagger-ui-bundle.js",
        "Swagger UI 5.35.0",
        "SmartBear Software",
        N_("Vyzkoušení rozhraní pro programy"),
        "https://swagger.io/tools/swagger-ui/",
        "Apache-2.0",
        "https://www.apache.org/licenses/LICENSE-2.0",
    ),
)


def register(app: Flask) -> None:
    app.register_blueprint(pages)


@pages.get("/o-sluzbe")
def page() -> str:
    return render_template("about.html", version=VERSION, parts=[each for each in PARTS if vendored(each.file)])
