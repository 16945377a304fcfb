"""Refusals: why one value of the content is refused, and how the reason travels through marshmallow's error lists."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from marshmallow import ValidationError

from schemas.findings import Rule, error

NOT_TEXT = error("not_text", "Zde má být text, ne {found}.", "A text is expected here, not {found}.")
FORBIDDEN_CHARACTER = error(
    "forbidden_character",
    "Text obsahuje znak {character} (na {position}. místě), který dokument Word nemůže obsahovat. Smažte ho.",
    "The text holds the character {character} (at position {position}), which a Word document cannot hold.",
)
TOO_LONG = error(
    "too_long",
    "Text má {length} znaků, nejvýše jich může být {limit}. Rozdělte ho.",
    "The text has {length} characters, the limit is {limit}.",
)
EMPTY_REQUIRED = error("empty", "Tento údaj nesmí být prázdný.", "This value must not be empty.")
NOT_IDENTIFIER = error(
    "not_identifier",
    "Označení „{value}“ smí mít jen písmena bez diakritiky, číslice, tečku, pomlčku a podtržítko (nejvýše 64 znaků).",
    "The identifier “{value}” may hold only ASCII letters, digits, dot, hyphen and underscore (at most 64).",
)
NOT_NUMBER = error("not_number", "Zde má být číslo, ne {found}.", "A number is expected here, not {found}.")
NOT_WHOLE = error("not_whole", "Zde má být celé číslo, ne {value}.", "A whole number is expected, not {value}.")
NUMBER_TOO_LONG = error(
    "number_too_long", "Číslo má příliš mnoho číslic (nejvýše {limit}).", "The number has more than {limit} digits."
)
TOO_SMALL = error("too_small", "Hodnota {value} je menší než {limit}.", "{value} is less than {limit}.")
TOO_LARGE = error("too_large", "Hodnota {value} je větší než {limit}.", "{value} is greater than {limit}.")
TOO_PRECISE = error(
    "too_precise",
    "Částka {value} má více než {places} desetinná místa.",
    "The amount {value} has more than {places} decimal places.",
)
NOT_DAY = error(
    "not_day",
    "„{value}“ není datum. Napište je třeba 1. 3. 2020.",
    "“{value}” is not a date; write 1. 3. 2020.",
)
NO_SUCH_DAY = error("no_such_day", "Den „{value}“ v kalendáři není.", "There is no such day as “{value}”.")
NOT_FLAG = error(
    "not_flag", "Zde má být true (ano) nebo false (ne), ne {found}.", "true or false is expected, not {found}."
)
NOT_CHOICE = error(
    "not_choice", "„{value}“ není povolená hodnota. Možnosti: {choices}.", "“{value}” is not one of {choices}."
)
NOT_LIST = error("not_list", "Zde má být seznam, ne {found}.", "A list is expected here, not {found}.")
NOT_PART = error(
    "not_part", "Zde má být skupina údajů (klíč: hodnota), ne {found}.", "An object is expected here, not {found}."
)
UNKNOWN_FORMAT = error(
    "unknown_format",
    "Formátovaný text může mít jen klíče „text“ a „format“ (commonmark, html, plain).",
    "Rich text holds only the keys “text” and “format” (commonmark, html, plain).",
)
TOO_MANY = error(
    "too_many", "Položek je {found}, nejvýše jich může být {limit}.", "{found} items, the limit is {limit}."
)

KINDS_CS: dict[type, str] = {
    dict: "skupina údajů",
    list: "seznam",
    bool: "ano/ne (true/false)",
    int: "číslo",
    float: "číslo",
    Decimal: "číslo",
    str: "text",
    type(None): "prázdná hodnota",
}


def found(value: object) -> str:
    return KINDS_CS.get(type(value), "neznámý údaj")


class Refusal(ValidationError):
    """A value is refused: carries the rule and its values instead of a finished sentence."""

    def __init__(self, rule: Rule, **values: object) -> None:
        super().__init__([Problem(rule, values)])


class Problem:
    """One refused value on its way through marshmallow's error lists."""

    __slots__ = ("rule", "values")

    def __init__(self, rule: Rule, values: Mapping[str, object]) -> None:
        self.rule = rule
        self.values = values
