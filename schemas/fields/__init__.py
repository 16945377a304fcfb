"""House fields: how one value of the content is read, refused and described.

Each field carries what a coordinator reads beside it (label, hint, example); loader, form, JSON Schema, glossary
and the list of names for template authors are all read from here. marshmallow stays behind this door and `base.py`.
"""

from schemas.fields.choices import Day, Flag, OneOf
from schemas.fields.house import FORBIDDEN, MAX_COLUMNS, MAX_DIGITS, MAX_ROWS, MAX_TEXT, HouseField, Straight, clean
from schemas.fields.lists import Choices, Numbers, References, Rows, Texts, each, read_cell
from schemas.fields.numbers import Money, Number, Whole, Year, as_decimal
from schemas.fields.texts import Base64, Identifier, Reference, RichText, Text

__all__ = [
    "FORBIDDEN",
    "MAX_COLUMNS",
    "MAX_DIGITS",
    "MAX_ROWS",
    "MAX_TEXT",
    "Base64",
    "Choices",
    "Day",
    "Flag",
    "HouseField",
    "Identifier",
    "Money",
    "Number",
    "Numbers",
    "OneOf",
    "Reference",
    "References",
    "RichText",
    "Rows",
    "Straight",
    "Text",
    "Texts",
    "Whole",
    "Year",
    "as_decimal",
    "clean",
    "each",
    "read_cell",
]
