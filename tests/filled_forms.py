"""What a browser sends of a form that nobody has touched; every place of a content that has a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from assembler.forms import Form, form_of
from assembler.forms.model import Cells, Control, Fieldset, Grid, Items, Line, Link
from assembler.forms.naming import ALL
from assembler.forms.tables import MARK
from schemas.base import Part, PartsOf
from schemas.plan import Plan

LINE_END = re.compile("\r\n|\r|\n")


def untouched(form: Form) -> dict[str, list[str]]:
    """The names of the fields with their texts; line ends as browsers send them."""
    return {name: [LINE_END.sub("\r\n", text) for text in texts] for name, texts in sent(form.controls)}


def sent(controls: Sequence[Control]) -> Iterator[tuple[str, list[str]]]:
    for control in controls:
        if isinstance(control, Fieldset):
            yield from sent(control.controls)
        elif isinstance(control, Grid):
            yield control.name, [MARK]
            for row in control.rows:
                yield f"{control.name}/{row.index}", [MARK]
                yield from sent(row.cells)
        elif isinstance(control, Cells):
            yield from cells(control)
        elif isinstance(control, Line):
            yield control.name, line(control)


def line(control: Line) -> list[str]:
    if control.draws == "flag":
        return ["ne", *(text for text in control.texts if text == "ano")]
    if control.draws in ("choices", "references"):
        return ["", *control.texts, ""]
    return [*control.texts]


def cells(control: Cells) -> Iterator[tuple[str, list[str]]]:
    yield control.name, [control.pasted or MARK]
    for number, row in enumerate(control.rows):
        for column, text in enumerate(row):
            yield f"{control.name}/{number}/{column}", [text]


def places(part: Any, part_class: type[Part] = Plan, steps: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The places of all parts and lists that the content has."""
    if not isinstance(part, dict):
        return
    yield steps
    for name, nested in ALL[part_class]:
        value = part.get(name)
        if isinstance(part_class.fields[name], PartsOf):
            yield (*steps, name)
            for index, item in enumerate(value if isinstance(value, list) else []):
                yield from places(item, nested, (*steps, name, str(index)))
        else:
            yield from places(value, nested, (*steps, name))


def opened(content: Any, *steps: str, **more: Any) -> Form:
    form = form_of(content, steps, **more)
    assert form is not None, steps
    return form


def drawn(form: Form) -> dict[str, Control]:
    """The controls of a form by their names, those of its fieldsets and tables among them."""
    found: dict[str, Control] = {}

    def add(controls: Sequence[Control]) -> None:
        for control in controls:
            found[control.name] = control
            if isinstance(control, Fieldset):
                add(control.controls)
            if isinstance(control, Grid):
                for row in control.rows:
                    add(row.cells)

    add(form.controls)
    return found


__all__ = ["Items", "Link", "drawn", "opened", "places", "untouched"]
