"""Spojení: edits put into the newest content; where someone else has changed the same field meanwhile, nobody wins."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assembler.forms import values
from assembler.forms.identifiers import all_of, identifiable
from assembler.forms.model import Speak, czech
from assembler.forms.naming import title_of
from assembler.forms.places import ABSENT, NEW, class_at, found_at, put
from assembler.forms.reading import Deed, Edit, arranged
from assembler.forms.tables import pasted_shown


@dataclass(frozen=True, slots=True)
class Merged:
    """The content with the edits, or what others have made of the same fields meanwhile, told in lines."""

    content: Any
    conflicts: Mapping[str, Sequence[str]]


def merged(
    content: Any, steps: Sequence[str], edits: Sequence[Edit], yielded: Collection[str] = (), speak: Speak = czech
) -> Merged:
    """The newest content with the edits at the place of their part; `yielded` are those that their author gave up."""
    part = found_at(content, steps)
    conflicts = {}
    for edit in edits:
        theirs = found_at(part, edit.steps)
        if edit.name in yielded:
            continue
        if theirs == edit.old or theirs == edit.new:
            part = put(part, edit.steps, edit.new)
        else:
            conflicts[edit.name] = told(edit, theirs, speak)
    return Merged(with_part(content, steps, {} if part is ABSENT else part, bool(edits)), conflicts)


def with_part(content: Any, steps: Sequence[str], part: Any, touched: bool) -> Any:
    if not touched:
        return content
    if steps and steps[-1] == NEW:
        part_class = class_at(steps)
        assert part_class is not None  # noqa: S101 - a form was made of it
        items = found_at(content, steps[:-1])
        part = identifiable(part, part_class, all_of(content))
        return put(content, steps[:-1], [*(items or []), part])
    if not part and found_at(content, steps) is ABSENT:
        return content
    return put(content, steps, part)


def done(content: Any, steps: Sequence[str], deed: Deed, base: Any) -> Any | None:
    """The content after a deed on a list of parts; None where the item can no longer be found there.

    `base` is the list as the author of the deed saw it.
    """
    place = [*steps, *deed.name.split("/")]
    items = found_at(content, place)
    if not isinstance(items, list) or not isinstance(base, list) or deed.index >= len(base):
        return None
    item = base[deed.index]
    index = deed.index if deed.index < len(items) and items[deed.index] == item else None
    if index is None:
        index = next((number for number, each in enumerate(items) if each == item), None)
    if index is None:
        return None
    changed = arranged(items, deed.verb, index)
    if deed.verb == "copy":
        part_class = class_at([*place, NEW])
        assert part_class is not None  # noqa: S101 - lists of parts only
        changed[index + 1] = identifiable(changed[index + 1], part_class, all_of(content))
    return put(content, place, changed or ABSENT)


# ---------------------------------------------------------------- theirs, for people


def told(edit: Edit, theirs: Any, speak: Speak) -> list[str]:
    """What a field holds now, line by line; of a formatted text its source and its format, as in its field."""
    nothing = speak("(nevyplněno)")
    if theirs is ABSENT:
        return [nothing]
    if edit.about.kind == "parts" and edit.about.part is not None and isinstance(theirs, list):
        return [title_of(each, edit.about.part) or nothing for each in theirs] or [nothing]
    if edit.about.kind == "rows":
        return (pasted_shown(theirs) or nothing).split("\n")
    labels = {option.code: speak(option.label) for option in edit.about.options}
    texts = values.shown(edit.about, theirs)
    if edit.about.kind == "rich" and texts is not None:
        return texts if texts[0].strip() else [nothing]
    shown = texts if texts is not None else [values.told(theirs)]
    return [line for text in shown for line in labels.get(text, text).split("\n")] or [nothing]
