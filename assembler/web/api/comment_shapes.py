"""The shapes of comments, made from their schema; the rules of shapes.py hold."""

from __future__ import annotations

from assembler.web.api.shapes import Shape, nullable, record, text, whole
from assembler.web.api.store_shapes import ETAG, ID, MOMENT, pages_of
from schemas.comments import Comment
from schemas.describe import FieldDescription, describe
from schemas.json_schema import field_schema

FIELDS = describe(Comment).fields
TEXTS = frozenset({"text"})
FLAGS = frozenset({"flag"})


def sent(field: FieldDescription) -> Shape:
    """A field as it is sent: its label, hint and example, what it may hold."""
    return {"type": "string", **{key: value for key, value in field_schema(field).items() if key != "$ref"}}


def told(field: FieldDescription) -> Shape:
    """A field as it is answered: always there, null where it is empty and no text."""
    always = field.kind in TEXTS or field.kind in FLAGS
    plain: Shape = {"type": {"flag": "boolean", "whole": "integer"}.get(field.kind, "string"), "title": field.label}
    return plain if always else nullable(plain)


ORDER: Shape = record({field.name: sent(field) for field in FIELDS}, tuple(f.name for f in FIELDS if not f.required))
CHANGE: Shape = record({field.name: nullable(sent(field)) for field in FIELDS}, tuple(field.name for field in FIELDS))
COMMENT = record(
    {
        "id": ID,
        "number": whole("Číslo v plánu, přidělené jednou provždy"),
        "etag": ETAG,
        **{field.name: told(field) for field in FIELDS},
        "place_title": text("Jak se část plánu jmenovala, když k ní připomínka přišla"),
        "created_at": MOMENT,
        "changed_at": MOMENT,
        "href": text("Adresa", format="uri-reference"),
    }
)
COMPONENTS: dict[str, Shape] = {
    "Comment": COMMENT,
    "Comments": pages_of("Comment", "Naposledy zapsané první"),
    "CommentOrder": ORDER,
    "CommentChange": CHANGE,
}
