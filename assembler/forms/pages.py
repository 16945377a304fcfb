"""Stránky: the form of a place with the way to it and its neighbours, and the overview of the whole plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assembler.forms.adding import new_at
from assembler.forms.building import Builder, pointer_to
from assembler.forms.codes import Codes, noun_at
from assembler.forms.layout import apart, is_short, on_page
from assembler.forms.model import Control, Crumb, Form, Items, Speak, Steps, Unreadable, czech, described
from assembler.forms.naming import all_fields, called, targets_of, title_of
from assembler.forms.places import ABSENT, NEW, below, class_at, found_at, is_index
from assembler.forms.posted import Posted
from schemas.base import Part, PartsOf
from schemas.describe import FieldDescription
from schemas.findings import Finding, Severity
from schemas.measures import Measure
from schemas.paths import steps_of
from schemas.plan import Plan
from schemas.strategy import Strategy


def form_of(
    content: Any,
    steps: Sequence[str],
    *,
    findings: Sequence[Finding] = (),
    typed: Posted | None = None,
    theirs: Mapping[str, Sequence[str]] | None = None,
    search: str = "",
    page: int = 1,
    speak: Speak = czech,
) -> Form | None:
    """The form of a place; None where the plan has no such place.

    typed: what was posted and is shown again; theirs: what others made of its fields meanwhile, by their names;
    speak: how its words stand on the page (those of the content stay as they are).
    """
    place = placed(content, tuple(steps))
    if place is None:
        return None
    here = pointer_to(tuple(steps))
    near = [each for each in findings if each.pointer == here or each.pointer.startswith(f"{here}/")]
    codes = Codes(content)
    builder = Builder(content, targets_of(content, speak), codes, near, typed, theirs or {}, search, page, speak)
    part = found_at(content, place.steps)
    before, after, position = neighbours(builder, tuple(steps))
    return Form(
        steps=place.steps,
        only=place.only,
        part_class=place.part_class,
        title=title(builder, tuple(steps), place),
        about=speak(about(place)),
        controls=controls(builder, place, part),
        crumbs=crumbs(builder, tuple(steps)),
        new=NEW in steps,
        previous=before,
        following=after,
        position=position,
        findings=[each for each in near if each.pointer == here],
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A part, or one list of a part."""

    steps: Steps
    part_class: type[Part]
    only: str = ""


def placed(content: Any, steps: Steps) -> Place | None:
    part_class = class_at(steps)
    if part_class is not None:
        return Place(steps, part_class) if is_there(content, steps) else None
    holder = class_at(steps[:-1])
    if holder is None or not isinstance(holder.fields.get(steps[-1]), PartsOf) or not is_there(content, steps):
        return None
    return Place(steps[:-1], holder, steps[-1])


def is_there(content: Any, steps: Steps) -> bool:
    """Whether every item of a list on the way is there; parts that are not there yet, can be made."""
    return all(
        found_at(content, steps[: depth + 1]) is not ABSENT for depth, step in enumerate(steps) if is_index(step)
    ) and (NEW not in steps or steps.index(NEW) == len(steps) - 1)


def controls(builder: Builder, place: Place, part: Any) -> list[Control]:
    if part is not ABSENT and not isinstance(part, dict):
        return [unreadable(builder, place, part)]
    fields = [each for each in all_fields(place.part_class) if each.name == place.only] or on_page(place.part_class)
    made = [builder.control(each, below(part, each.name), each.name, (*place.steps, each.name)) for each in fields]
    return [each for each in made if not (isinstance(each, Items) and each.closed and not each.total)]


def unreadable(builder: Builder, place: Place, part: Any) -> Unreadable:
    whole = FieldDescription(
        name="",
        kind="part",
        label=builder.speak(place.part_class.noun, one=True),
        hint="",
        example=None,
        required=False,
        literal=True,
        printed=True,
    )
    return Unreadable(whole, "", pointer_to(place.steps), builder.at(place.steps), told=str(part)[:300])


# ---------------------------------------------------------------- titles and ways


def title(builder: Builder, steps: Steps, place: Place) -> str:
    speak, content = builder.speak, builder.content
    if not steps:
        return basics(speak).label
    if place.only:
        return speak(place.part_class.fields[place.only].label)
    if steps[-1] == NEW:
        return new_at(content, steps, place.part_class, speak)
    if not is_index(steps[-1]):
        return speak(label_of(steps))
    code, name = builder.codes.at(steps), title_of(found_at(content, steps), place.part_class, builder.targets, speak)
    noun = speak(noun_at(content, steps, place.part_class), one=True)
    return called(noun, name, code) if name else f"{noun} {code or int(steps[-1]) + 1}"


def label_of(steps: Steps) -> str:
    """The label of the field at a place."""
    holder = class_at(steps[:-1])
    field = holder.fields.get(steps[-1]) if holder else None
    return field.label if field else steps[-1]


def about(place: Place) -> str:
    if place.only:
        return place.part_class.fields[place.only].hint
    holder = class_at(place.steps[:-1]) if place.steps else None
    field = holder.fields.get(place.steps[-1]) if holder else None
    return field.hint if field else ""


def crumbs(builder: Builder, steps: Steps) -> list[Crumb]:
    """What lies above a place, from the top; lists that stand on the page of their part have no crumb."""
    found = []
    for depth in range(1, len(steps)):
        way = steps[:depth]
        is_list = class_at(way) is None
        if is_list and depth > 1:
            continue
        found.append(Crumb(crumb_title(builder, way, is_list), way))
    return found


def crumb_title(builder: Builder, way: Steps, is_list: bool) -> str:
    part_class = class_at(way)
    if is_list or part_class is None or not is_index(way[-1]):
        return builder.speak(label_of(way))
    item = found_at(builder.content, way)
    code, name = builder.codes.at(way), title_of(item, part_class, builder.targets, builder.speak)
    noun = builder.speak(part_class.noun, one=True)
    return " ".join(word for word in (code, name) if word) or f"{noun} {int(way[-1]) + 1}"


def neighbours(builder: Builder, steps: Steps) -> tuple[Crumb | None, Crumb | None, str]:
    """The items before and after an item, and where it stands: „3 z 12“."""
    if not steps or not is_index(steps[-1]):
        return None, None, ""
    items, index = found_at(builder.content, steps[:-1]), int(steps[-1])
    if not isinstance(items, list):
        return None, None, ""

    def crumb(place: int) -> Crumb | None:
        way = (*steps[:-1], str(place))
        return Crumb(crumb_title(builder, way, False), way) if 0 <= place < len(items) else None

    position = builder.speak("%(number)s z %(count)s") % {"number": index + 1, "count": len(items)}
    return crumb(index - 1), crumb(index + 1), position


def pages_of(content: Any, pointers: Sequence[str]) -> list[tuple[Steps, str]]:
    """Where places of the content are edited: the page of each, and the name of its field there."""
    builder = Builder(content, targets_of(content), Codes(content))
    return [page_of(content, builder, each) for each in pointers]


def page_of(content: Any, builder: Builder, pointer: str) -> tuple[Steps, str]:
    steps = tuple(steps_of(pointer))
    page: Steps = ()
    for depth in range(1, len(steps) + 1):
        way = steps[:depth]
        holder = class_at(way[:-1])
        about = next((each for each in all_fields(holder) if each.name == way[-1]), None) if holder else None
        if about is None or about.part is None:
            continue
        value = found_at(content, way)
        if about.kind == "part":
            beside = builder.is_beside(about.part, value) if page else is_short(about.part)
            page = page if beside else way
        elif not isinstance(value, list) or builder.is_grid(about, value) or depth == len(steps):
            page = page or way
            break
        else:
            page = steps[: depth + 1]
    inside = steps[len(page) :] if class_at(page) is not None else steps[len(page) - 1 :]
    return page, "/".join(inside)


# ---------------------------------------------------------------- the whole plan


@dataclass(frozen=True, slots=True)
class Chapter:
    """Část plánu: a line of the overview."""

    about: FieldDescription
    steps: Steps
    filled: bool
    count: int | None  # items of a list
    inside: Sequence[tuple[str, int]]  # the lists of a part, by their labels
    errors: int
    warnings: int
    infos: int


def overview(content: Any, findings: Sequence[Finding], speak: Speak = czech) -> list[Chapter]:
    """The parts of a plan, in the order of the schema; first what needs no page of its own."""
    whole = content if isinstance(content, dict) else {}
    chapters = [chapter(each, below(whole, each.name), findings, speak) for each in apart(Plan)]
    own = {each.about.name for each in chapters}
    rest = [each for each in findings if each.pointer.split("/")[1:2] == [] or each.pointer.split("/")[1] not in own]
    filled = any(name in whole for name in Plan.fields if name not in own)
    return [Chapter(basics(speak), (), filled, None, (), *counts(rest)), *chapters]


def basics(speak: Speak) -> FieldDescription:
    """What of the plan needs no page of its own."""
    return FieldDescription(
        name="",
        kind="part",
        label=speak("Základní údaje"),
        hint=speak("Název, období, datum a místo vydání, volby."),
        example=None,
        required=True,
        literal=True,
        printed=True,
    )


def chapter(about: FieldDescription, value: Any, findings: Sequence[Finding], speak: Speak) -> Chapter:
    pointer = f"/{about.name}"
    inside = [each for each in findings if each.pointer == pointer or each.pointer.startswith(f"{pointer}/")]
    count = (len(value) if isinstance(value, list) else 0) if about.kind == "parts" else None
    lists = [(speak(label), number) for label, number in lists_in(about, value)]
    return Chapter(described(about, speak), (about.name,), bool(value), count, lists, *counts(inside))


def lists_in(about: FieldDescription, value: Any) -> list[tuple[str, int]]:
    """„Služby: 36“; of the strategy its measures, wherever they are."""
    if about.kind == "parts" or about.part is None:
        return []
    if about.part is Strategy:
        measures = sum(each.part_class is Measure for each in Codes({about.name: value}).all())
        return [(Measure.noun_plural, measures)]
    items = [(each.label, below(value, each.name)) for each in all_fields(about.part) if each.kind == "parts"]
    return [(label, len(each)) for label, each in items if isinstance(each, list) and each]


def counts(findings: Sequence[Finding]) -> tuple[int, int, int]:
    errors, warnings, infos = (sum(each.severity is one for each in findings) for one in Severity)
    return errors, warnings, infos
