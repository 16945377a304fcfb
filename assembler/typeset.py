"""Plan -> the same plan with its texts repaired by the typographer, each text knowing its place.

Repairs happen on the leaves, where the pointer is known; what was changed is listed, and can be switched off for
the plan or for a field (`typography`). Codes, addresses and quotations that
the schema calls literal stay as typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from assembler.word.richtext import Typographer
from assembler.word.typography import Style, repair
from schemas.base import Part, PartOf, PartsOf
from schemas.fields import Choices, HouseField, Numbers, References, RichText, Rows, Text, Texts
from schemas.plan import Plan, TimeSeparator, Typography
from schemas.values import ONE_LETTER, Leaf, Rich

P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Repair:
    """A text that the typographer changed."""

    pointer: str
    before: str
    after: str

    @property
    def visible(self) -> bool:
        """Is it more than spaces that became no-break spaces?"""
        return self.before != self.after.replace("\u00a0", " ")


@dataclass(slots=True)
class Typeset:
    """A plan ready to be printed."""

    plan: Plan
    repairs: list[Repair]
    leaves: list[tuple[str, str]]  # (pointer of the part, field) of every text that a document may print
    rich: list[Rich]  # every formatted text that is not empty
    typographer: Callable[[str], Typographer]


def typeset(plan: Plan) -> Typeset:
    """The plan with Leaf texts; cost grows in a straight line, equal texts are repaired once."""
    press = Press(plan.typography or Typography.blank())
    printed = press.part(plan)
    return Typeset(printed, press.repairs, press.leaves, press.rich, press.typographer)


@dataclass(slots=True)
class Press:
    """The typesetting of one plan."""

    options: Typography
    repairs: list[Repair] = field(default_factory=list)
    leaves: list[tuple[str, str]] = field(default_factory=list)
    rich: list[Rich] = field(default_factory=list)
    style: Style = field(init=False)
    kept: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.style = Style("dot" if self.options.time_separator is TimeSeparator.DOT else "colon")
        self.kept = self.options.keep

    def typographer(self, pointer: str) -> Typographer:
        """How a formatted text is repaired; the repairs are gathered when it is written."""
        if not self.repairing(pointer):
            return Typographer("as is", str)
        return Typographer(f"repaired {self.style.time_separator}", self.mend_rich)

    def mend_rich(self, text: str) -> str:
        return repair(text, self.style)

    def repairing(self, pointer: str) -> bool:
        if not self.kept:  # as it is nearly always
            return self.options.repair
        return self.options.repair and not any(pointer == kept or pointer.startswith(f"{kept}/") for kept in self.kept)

    def part(self, part: P) -> P:
        """A copy of the part with its texts set."""
        made = object.__new__(type(part))
        values: dict[str, Any] = made.__dict__  # a frozen part is copied, never changed
        values.update(part.__dict__)
        pointer = part.pointer
        for name, set_value in setters(type(part)):
            if value := values[name]:
                values[name] = set_value(self, pointer, name, value)
        return made

    def leaf(self, owner: str, name: str, text: str, literal: bool, mend: Callable[[str, Style], str] = repair) -> Leaf:
        self.leaves.append((owner, name))
        if not literal:
            mended = mend(text, self.style) if self.repairing(f"{owner}/{name}") else text
            if mended != text:
                self.repairs.append(Repair(f"{owner}/{name}", text, mended))
                text = mended
        return Leaf(text, owner, name)


Setter = Callable[[Press, str, str, Any], Any]
KNOWN: dict[type[Part], tuple[tuple[str, Setter], ...]] = {}


def setters(part_class: type[Part]) -> tuple[tuple[str, Setter], ...]:
    """The fields of a part that hold texts or parts, each with its way of being set."""
    if part_class not in KNOWN:
        KNOWN[part_class] = tuple(
            (name, setter) for name, house in part_class.fields.items() if (setter := setter_of(house))
        )
    return KNOWN[part_class]


def setter_of(house: HouseField) -> Setter | None:
    if isinstance(house, PartsOf):
        return set_parts
    if isinstance(house, PartOf):
        return set_part
    if isinstance(house, RichText):
        return set_rich
    if isinstance(house, Rows):
        return set_rows
    if isinstance(house, Numbers | Choices | References) or not house.printed:
        return None
    if isinstance(house, Texts):
        return set_texts_literally if house.literal else set_texts
    if isinstance(house, Text):
        return set_text if not house.literal else set_sentence if house.multiline else set_text_literally
    return None


def set_parts(press: Press, _: str, __: str, value: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(press.part(item) for item in value)


def set_part(press: Press, _: str, __: str, value: Part) -> Part:
    return press.part(value)


def set_rich(press: Press, owner: str, name: str, value: Rich) -> Rich:
    press.leaves.append((owner, name))
    press.rich.append(value)
    return value


def set_rows(press: Press, owner: str, name: str, value: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    return tuple(
        tuple(
            press.leaf(owner, f"{name}/{r}/{c}", cell, False) if isinstance(cell, str) and cell else cell
            for c, cell in enumerate(row)
        )
        for r, row in enumerate(value)
    )


def set_texts(press: Press, owner: str, name: str, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(press.leaf(owner, f"{name}/{i}", text, False) if text else text for i, text in enumerate(value))


def set_texts_literally(press: Press, owner: str, name: str, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(press.leaf(owner, f"{name}/{i}", text, True) if text else text for i, text in enumerate(value))


def bound(text: str, _: Style) -> str:
    return ONE_LETTER.sub("\\1\u00a0", text)


def set_text(press: Press, owner: str, name: str, value: str) -> Leaf:
    return press.leaf(owner, name, value, False)


def set_text_literally(press: Press, owner: str, name: str, value: str) -> Leaf:
    return press.leaf(owner, name, value, True)


def set_sentence(press: Press, owner: str, name: str, value: str) -> Leaf:
    """A sentence that stays to the letter: only a word of one letter is kept from the end of a line."""
    return press.leaf(owner, name, value, False, bound)
