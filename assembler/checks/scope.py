"""Rozsah kontroly: for whom the document is, by which law it is measured, what of the plan it prints."""

from __future__ import annotations

from dataclasses import dataclass

from assembler.options import Variant
from schemas.base import PartOf
from schemas.plan import Plan

DEFAULT_RULESET = "municipal-2015"
NO_RULESET = ""  # the document is not measured by any law (an invitation, a catalogue)

ALL_PARTS = frozenset(name for name, field in Plan.fields.items() if isinstance(field, PartOf))


@dataclass(frozen=True, slots=True)
class Scope:
    """Rozsah kontroly.

    `parts` are the top-level parts of the plan that the document prints, the cover's among them (territory, period,
    project, approvals). What is said of any other part stays unsaid; texts and days of the plan itself (`/date`) are
    always spoken of. `ruleset` is the id of a statutory rule set, or NO_RULESET. A `yearly` document consists of the
    action plan of one year: of `year`, or of the first one in the content.
    """

    variant: Variant = Variant.PUBLIC
    ruleset: str = DEFAULT_RULESET
    parts: frozenset[str] = ALL_PARTS
    yearly: bool = False
    year: int | None = None

    def prints(self, pointer: str) -> bool:
        """Whether the document prints the part in which the pointer lies."""
        top = pointer[1:].partition("/")[0]
        return top in self.parts or top not in ALL_PARTS
