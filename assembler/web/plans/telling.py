"""Změna slovy: values as people know them („Náklad 2026, Kraj, 120 000 Kč“), and places by names instead of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assembler.differences.change import is_number
from assembler.differences.words import item_of, unit_of
from assembler.forms import naming
from assembler.forms.model import Speak
from assembler.forms.places import class_at, found_at
from assembler.web.editing.words import speaker
from assembler.web.language import N_, _, spoken, way
from assembler.web.pages.changes import excerpt
from assembler.web.pages.words import counted, money
from schemas.base import Part
from schemas.describe import FieldDescription
from schemas.findings import Finding
from schemas.paths import human_path, pointer_of, steps_of

NOTHING = "–"
EMPTY = N_("prázdný text")
WORDS, PLACE_WORDS = 3, 2  # fields that name an item which has no name: as a value, in a path
ITEMS = 3  # of a list that came or went as a whole
SHOWN_NAME = 60  # characters of a name in a path
STEP = " › "


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two contents, with what its identifiers and its amounts are called."""

    raw: object
    targets: naming.Targets
    unit: str
    speak: Speak


def side_of(raw: object) -> Side:
    speak = speaker()
    return Side(raw, naming.targets_of(raw, speak), unit_of(raw), speak)


# ---------------------------------------------------------------- values


def told(value: object, pointer: str, side: Side) -> str:
    """A value at its place in few words."""
    if value is None:
        return NOTHING
    if part := item_of(pointer):
        return item(value, part, side)
    if field := described(pointer):
        return of_field(value, field, side)
    listed = described(pointer.rpartition("/")[0])  # an item of a list of texts, a row of a data table
    return of_field([value], listed, side) if listed else plain(value)


def described(pointer: str) -> FieldDescription | None:
    """The field at a pointer; None where the schema knows none, and inside of a value."""
    *way, key = steps_of(pointer) or [""]
    part = class_at(way)
    return next((field for field in naming.all_fields(part) if field.name == key), None) if part else None


def of_field(value: object, field: FieldDescription, side: Side) -> str:
    if field.part is not None:
        one = [item(each, field.part, side) for each in (value if isinstance(value, list) else [value])]
        return several(one)
    if isinstance(value, dict) and isinstance(value.get("text"), str):  # formatted text
        return excerpt(value["text"]) or spoken(EMPTY)
    if field.kind == "base64":
        return _("obrázek")
    if field.kind == "rows" and isinstance(value, list):
        return several([cells(row) for row in value])
    return word(value, field, side) or plain(value)


def running_text(value: object, pointer: str) -> str:
    """What people have written at a place, plain or formatted; empty for every other value."""
    field = described(pointer) or described(pointer.rpartition("/")[0])  # of a formatted text, its wording changes
    if field is None or field.kind not in ("text", "texts", "rich"):
        return ""
    written = value.get("text") if isinstance(value, dict) else value
    return written if isinstance(written, str) else ""


def word(value: object, field: FieldDescription, side: Side) -> str:
    """By its kind: a day, the label of a choice, the name of what is referred to, an amount with its unit."""
    if field.kind == "money" and is_number(value):
        return money(Decimal(str(value)), side.unit)
    return excerpt(naming.word_of(field, value, side.targets, side.speak))


def plain(value: object) -> str:
    if isinstance(value, bool):
        return _("ano") if value else _("ne")
    if isinstance(value, list | dict):
        return counted(len(value), "item")
    return excerpt(str(value)) or spoken(EMPTY)


def cells(row: object) -> str:
    return excerpt(
        " · ".join(NOTHING if cell is None else str(cell) for cell in (row if isinstance(row, list) else [row]))
    )


def several(names: Sequence[str]) -> str:
    further = len(names) - ITEMS
    shown = "; ".join(names[:ITEMS]) or _("prázdný seznam")
    return _("%(shown)s a %(further)s", shown=shown, further=counted(further, "further")) if further > 0 else shown


# ---------------------------------------------------------------- items


def item(value: object, part: type[Part], side: Side) -> str:
    """„Doprava k lékaři“; „Náklad 2026, Kraj, 120 000 Kč“ where it has no name; „Náklad (nevyplněno)“."""
    if named := name_of(value, part, side):
        return named
    return f"{side.speak(part.noun, one=True)} {words(value, part, side, WORDS) or _('(nevyplněno)')}"


def name_of(value: object, part: type[Part], side: Side) -> str:
    """What an item is called, if it has a field for that."""
    keys = [key for key in (*naming.NAMING, "last_name") if key in part.fields]
    named = isinstance(value, dict) and any(isinstance(value.get(key), str) and value[key].strip() for key in keys)
    return naming.title_of(value, part, side.targets, side.speak) if named else ""


def words(value: object, part: type[Part], side: Side, most: int) -> str:
    """The first filled fields of an item, its year before all."""
    if not isinstance(value, dict):
        return excerpt(str(value))
    fields = sorted(naming.all_fields(part), key=lambda field: field.kind != "year")
    found = [word(value[field.name], field, side) for field in fields if field.name in value]
    return ", ".join([each for each in found if each][:most])


# ---------------------------------------------------------------- places


def place(pointer: str, side: Side) -> str:
    """„Služba Poradna › Náklad 2026, Kraj › Částka“: a human path whose items have names where they have any."""
    steps, shown = steps_of(pointer), way(human_path(pointer, side.raw)).split(STEP)
    here = ""
    for depth, step in enumerate(steps, start=1):
        here = pointer_of(here, step)
        part = item_of(here)
        if part is None:
            continue
        at = len(human_path(here, side.raw).split(STEP)) - 1
        if known := in_path(found_at(side.raw, steps[:depth]), part, side):
            shown[at] = naming.called(shown[at].rpartition(" ")[0], known)
    return STEP.join(shown)


def named(findings: Iterable[Finding], raw: object) -> list[Finding]:
    """Findings of a content, their places by names: „Služba Poradna › Náklad 2026, Kraj“."""
    side, found = side_of(raw), list(findings)
    labels = {each.pointer: place(each.pointer, side) for each in found if each.label}
    return [each.located(labels[each.pointer], each.location) if each.label else each for each in found]


def in_path(value: object, part: type[Part], side: Side) -> str:
    found = (name_of(value, part, side) or words(value, part, side, PLACE_WORDS)) if isinstance(value, dict) else ""
    return found if len(found) <= SHOWN_NAME else found[: SHOWN_NAME - 1].rstrip() + "…"
