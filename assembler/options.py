"""How a document is wanted: its state, its variant, the year of an action plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Stav dokumentu: a draft bears a watermark and says what is missing; an approval copy has no errors."""

    DRAFT = "draft"
    APPROVAL = "approval"


class Variant(StrEnum):
    """Určení dokumentu: the public one prints only what may be published."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Options:
    """How a document is wanted."""

    state: State = State.DRAFT
    variant: Variant = Variant.PUBLIC
    year: int | None = None  # of an action plan; None: the first one
