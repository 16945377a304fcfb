"""Part: a frozen dataclass of the content, with the marshmallow schema derived from its declared fields.

    @part("Zkratka", plural="Zkratky")
    class Abbreviation(Part):
        short: str = declare(Text("Zkratka", "Jak se píše v textu.", "ORP", required=True))

The dataclass is what the rest of the program sees (typed, immutable); the schema reads raw content into it and refuses
unknown keys by name. One definition, both ways.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar, cast, dataclass_transform

import marshmallow as mm

from schemas.fields import HouseField, Straight, each
from schemas.findings import error
from schemas.refusals import NOT_LIST, NOT_PART, TOO_MANY, Problem, Refusal, found

MAX_ITEMS = 20_000  # items of one list

UNKNOWN_KEY = error(
    "unknown_key",
    "Klíč „{key}“ tu neznáme{nearest}.",
    "The key “{key}” is unknown here{nearest_en}.",
)


def declare(field: HouseField) -> Any:
    """One field of a part; what it is empty comes from the house field."""
    return dataclasses.field(default=field.empty, metadata={"field": field})


class Part:
    """A part of the content. `pointer` tells where it stood in the delivered content (RFC 6901; "" for the plan)."""

    noun: ClassVar[str]  # „Opatření“: what one is called
    noun_plural: ClassVar[str]
    add: ClassVar[str]  # „Přidat opatření“, „Nové opatření“: of items of lists, others have none
    new: ClassVar[str]
    fields: ClassVar[dict[str, HouseField]]
    required: ClassVar[frozenset[str]]
    straights: ClassVar[dict[str, Straight]]
    empty: ClassVar[dict[str, Any]]  # what each field is where the content says nothing
    schema: ClassVar[mm.Schema]
    pointer: str = ""

    @classmethod
    def straight(cls, raw: dict[str, Any]) -> Self:
        """The part of content that has no faults, several times as fast as by the schema.

        Raises ValidationError at the first fault; the schema, which notes what it does, then tells them all.
        """
        if not cls.required <= raw.keys() <= cls.fields.keys():
            raise Refusal(UNKNOWN_KEY)
        made = object.__new__(cls)
        values = made.__dict__  # set one by one, the fields of a frozen part cost more than all their values
        values.update(cls.empty)
        straights = cls.straights
        for name, value in raw.items():
            values[name] = straights[name](value, name, raw)
        return made

    @classmethod
    def blank(cls) -> Self:
        """A part that says nothing (required texts are empty, too)."""
        made: Any = cls
        return cast(Self, made(**cls.empty))

    def at(self, *steps: object) -> str:
        """The pointer of a field (or of an item of a list field) of this part."""
        return "/".join((self.pointer, *map(str, steps)))


P = TypeVar("P", bound=type[Part])


class PartSchema(mm.Schema):
    """Reads an object into its part; every problem of every field at once."""

    part_class: ClassVar[type[Part]]
    error_messages = {"unknown": Problem(UNKNOWN_KEY, {})}  # type: ignore[dict-item]  # noqa: RUF012 - marshmallow's own shape

    class Meta:
        unknown = mm.RAISE

    @mm.post_load
    def build(self, data: dict[str, Any], **_: object) -> Part:
        return self.part_class(**data)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(declare,))
def part(noun: str, *, plural: str, add: str = "", new: str = "") -> Callable[[P], P]:
    """Make a class of declared fields a part, with its Czech noun (singular and plural) and how an item is added."""

    def decorate(cls: P) -> P:
        made = dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        made.noun = noun
        made.noun_plural = plural
        made.add, made.new = add, new
        made.fields = {f.name: f.metadata["field"] for f in dataclasses.fields(made)}  # type: ignore[arg-type]
        made.required = frozenset(name for name, field in made.fields.items() if field.required)
        made.straights = {name: field.straight for name, field in made.fields.items()}
        made.empty = {name: field.empty for name, field in made.fields.items()}
        schema_class = type(f"{made.__name__}Schema", (PartSchema,), {**made.fields, "part_class": made})
        made.schema = schema_class()
        return cast(P, made)

    return decorate


class PartOf(HouseField):
    """One nested part."""

    kind = "part"

    def __init__(self, label: str, hint: str, part_class: Callable[[], type[Part]]) -> None:
        super().__init__(label, hint, None)
        self._part_class = part_class

    @cached_property
    def part_class(self) -> type[Part]:
        return self._part_class()

    def _refuse_null(self) -> None:
        raise Refusal(NOT_PART, found=found(None))

    def _deserialize(self, value: object, *_: object, **__: object) -> Any:
        return self.load_one(value)

    def load_one(self, value: object) -> Any:
        return self.part_class.schema.load(an_object(value))

    @property
    def straight(self) -> Straight:
        return self.read_straight

    def read_straight(self, value: object, *_: object) -> Any:
        return self.part_class.straight(an_object(value))


def an_object(value: object) -> dict[str, Any]:
    if type(value) is not dict:
        raise Refusal(NOT_PART, found=found(value))
    return value


class PartsOf(PartOf):
    """A list of nested parts."""

    kind = "parts"
    empty = ()

    def __init__(self, label: str, hint: str, part_class: Callable[[], type[Part]], *, most: int = MAX_ITEMS) -> None:
        super().__init__(label, hint, part_class)
        self.most = most

    def _refuse_null(self) -> None:
        raise Refusal(NOT_LIST, found=found(None))

    def _deserialize(self, value: object, *_: object, **__: object) -> tuple[Any, ...]:
        return tuple(each(self.bounded(value), self.load_one))

    def read_straight(self, value: object, *_: object) -> tuple[Any, ...]:
        read = self.part_class.straight
        return tuple([read(an_object(item)) for item in self.bounded(value)])

    def bounded(self, value: object) -> list[Any]:
        if type(value) is not list:
            raise Refusal(NOT_LIST, found=found(value))
        if len(value) > self.most:
            raise Refusal(TOO_MANY, found=len(value), limit=self.most)
        return value
