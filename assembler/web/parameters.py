"""How a document is wanted, as it is written in an address or in the form: described once, for both and for OpenAPI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from assembler import documents, resources
from assembler.errors import UnknownName
from assembler.options import Options, State, Variant
from assembler.products import Order
from assembler.web.errors import WrongParameters
from assembler.web.language import N_

STANDARD = "standard"
FIRST_YEAR, LAST_YEAR = 1900, 2200
MAX_NAME = 100
NOT_ONE_OF: dict[str, Any] = {"unknown": "Možnosti: {choices}."}
NOT_A_YEAR = f"Rok napište čtyřmi číslicemi ({FIRST_YEAR} až {LAST_YEAR})."


class Parameters(ma.Schema):
    """Parameters of an address; an unknown one is refused, it would otherwise be a wish that nobody hears."""

    error_messages = {"unknown": N_("Tento údaj neznáme.")}  # noqa: RUF012 - marshmallow's own shape

    class Meta:
        unknown = ma.RAISE


def described(text: str, **more: Any) -> dict[str, Any]:
    return {"description": text, **more}


class CheckParameters(Parameters):
    """What a check needs to know."""

    kind = fields.String(
        load_default=None,
        validate=validate.Length(max=MAX_NAME, error=N_("Takový druh dokumentu neznáme.")),
        metadata=described(
            f"Druh dokumentu; bez něj ten, který uvádí obsah (kind), jinak {documents.DEFAULT.code}",
            enum=[each.code for each in documents.KINDS],
        ),
    )
    variant = fields.Enum(
        Variant,
        by_value=True,
        load_default=Variant.PUBLIC,
        error_messages=NOT_ONE_OF,
        metadata=described("Určení: veřejný dokument tiskne jen to, co se smí zveřejnit"),
    )


class OrderParameters(CheckParameters):
    """What an assembly needs to know."""

    template = fields.String(
        load_default=STANDARD,
        validate=validate.Length(max=MAX_NAME, error=N_("Takovou šablonu neznáme.")),
        metadata=described("Název šablony tohoto druhu dokumentu"),
    )
    state = fields.Enum(
        State,
        by_value=True,
        load_default=State.DRAFT,
        error_messages=NOT_ONE_OF,
        metadata=described("Stav: výtisk ke schválení (approval) se sestaví jen z obsahu bez chyb"),
    )
    year = fields.Integer(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": NOT_A_YEAR},
        validate=validate.Range(FIRST_YEAR, LAST_YEAR, error=NOT_A_YEAR),
        metadata=described("Rok akčního plánu; bez něj první v obsahu"),
    )


def order_of(
    values: Mapping[str, Any], raw: object, find_template: Callable[[str, str], object] = resources.template
) -> Order:
    """The order from loaded parameters and the raw content, which may name its kind.

    `find_template` takes the code of a kind and the name of a template and raises UnknownName where there is none.
    Raises WrongParameters for a kind or a template that does not exist.
    """
    kind = known("kind", lambda: documents.wanted(values["kind"], raw))
    template: str = values.get("template", STANDARD)
    known("template", lambda: find_template(kind.code, template))
    options = Options(values.get("state", State.DRAFT), values["variant"], values.get("year"))
    return Order(kind, template, options)


def known(name: str, find: Any) -> Any:
    try:
        return find()
    except UnknownName as unknown:
        raise WrongParameters({name: unknown.message}) from None


def sentences(messages: Mapping[str, Any]) -> dict[str, str]:
    """marshmallow's messages of a flat schema as one sentence a parameter."""
    return {name: " ".join(map(str, told)) for name, told in messages.items()}
