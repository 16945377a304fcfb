"""Co prohlížeč poslal: names of fields with their texts; a list that stood in the form brings its own name, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assembler.forms.places import is_index

Posted = Mapping[str, Sequence[str]]
MOST_ROWS = 5_000


def indices(posted: Posted, name: str) -> list[int]:
    """The rows of a list in the order in which they stood in the form."""
    start = f"{name}/"
    steps = (key[len(start) :].partition("/")[0] for key in posted if key.startswith(start))
    found = dict.fromkeys(int(step) for step in steps if is_index(step))
    return list(found)[:MOST_ROWS]
