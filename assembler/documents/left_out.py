"""Co se netiskne a proč: texts for which the views have no place, each with the true reason.

What depends on the variant (consents, annexes that are not public) the views note in `View.withheld`; here is what
follows from the content alone, looked for only when a text is really missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from assembler.documents.references import parts_of
from assembler.documents.views.analyses import drawable
from assembler.documents.views.codes import coded
from assembler.documents.views.media import why_not
from schemas.analyses import Chart, Table
from schemas.base import Part
from schemas.finance import Cost, FundingSource
from schemas.media import Image
from schemas.plan import Foreword, Plan
from schemas.publicity import FundedProject
from schemas.strategy import Level
from schemas.swot import Quadrant
from schemas.territory import Territory

ONLY_BLANKS = "obsahuje jen mezery"
ONLY_PICTURE = "u znaku, portrétu a log se tiskne jen obrázek sám"
NO_VALUES = "graf nemá kategorie a řady, proto se nekreslí"
NO_COLUMNS = "tabulka nemá sloupce, proto se netiskne"
ROW_TOO_LONG = "řádek má víc hodnot, než má tabulka sloupců"
NO_MUNICIPALITIES = "území nemá seznam obcí, k němuž by zdroj patřil"
NO_ITEMS_OF_LEVEL = "na této úrovni strategie není žádná položka"
NO_ITEMS_OF_QUADRANT = "pole SWOT nemá žádnou položku"
NOTHING_PAID = "v dokumentu se z tohoto zdroje nic neplatí"


@dataclass(frozen=True)
class LeftOut:
    """What a plan gives no reason to print; `parts` are those that the kind of document prints."""

    plan: Plan
    parts: frozenset[str]

    def why(self, pointer: str) -> str:
        """The reason why the text at the pointer stands nowhere; empty where the content gives none."""
        steps = pointer.split("/")[1:]
        inside_out = reversed(list(way(self.plan, steps)))
        found = (RULES[type(part)](self, part, steps[depth:]) for depth, part in inside_out if type(part) in RULES)
        return next(filter(None, found), "")

    @cached_property
    def paying(self) -> frozenset[str]:
        """The identifiers of the sources from which anything in the document is paid."""
        printed = (part for part in parts_of(self.plan) if isinstance(part, Cost))
        return frozenset(cost.source for cost in printed if cost.pointer.split("/")[1] in self.parts)

    @cached_property
    def levels(self) -> frozenset[str]:
        """The names of the levels on which the strategy has items."""
        return frozenset(each.level for each in coded(self.plan.strategy)) if self.plan.strategy else frozenset()


def way(plan: Plan, steps: list[str]) -> Iterator[tuple[int, Part]]:
    """The parts through which the steps lead, each with the number of steps that lead to it."""
    here: Any = plan
    for depth, step in enumerate(steps):
        if isinstance(here, Part):
            yield depth, here
        here = here[int(step)] if isinstance(here, tuple) else getattr(here, step, None)


# ---------------------------------------------------------------- rules: a part, and the steps on from it


def image(_: LeftOut, item: Image, rest: list[str]) -> str:
    return why_not(item) or (ONLY_BLANKS if rest == ["alt"] and not item.alt.strip() else "")


def with_picture(_: LeftOut, __: Foreword | Territory | FundedProject, rest: list[str]) -> str:
    """Titles and sources of pictures that stand in no text."""
    return ONLY_PICTURE if rest[0] in ("arms", "photo", "logos") and rest[-1] in ("caption", "source") else ""


def territory(left_out: LeftOut, item: Territory, rest: list[str]) -> str:
    alone = rest == ["source"] and not item.municipalities
    return NO_MUNICIPALITIES if alone else with_picture(left_out, item, rest)


def chart(_: LeftOut, item: Chart, __: list[str]) -> str:
    return "" if drawable(item) else NO_VALUES


def table(_: LeftOut, item: Table, rest: list[str]) -> str:
    if not item.columns:
        return NO_COLUMNS
    return ROW_TOO_LONG if rest[0] == "rows" and int(rest[2]) >= len(item.columns) else ""


def level(left_out: LeftOut, item: Level, _: list[str]) -> str:
    return "" if item.name in left_out.levels else NO_ITEMS_OF_LEVEL


def quadrant(_: LeftOut, item: Quadrant, __: list[str]) -> str:
    return "" if item.items else NO_ITEMS_OF_QUADRANT


def source(left_out: LeftOut, item: FundingSource, _: list[str]) -> str:
    return "" if item.id in left_out.paying else NOTHING_PAID


RULES: Mapping[type[Part], Callable[[LeftOut, Any, list[str]], str]] = MappingProxyType(
    {
        Image: image,
        Foreword: with_picture,
        FundedProject: with_picture,
        Territory: territory,
        Chart: chart,
        Table: table,
        Level: level,
        Quadrant: quadrant,
        FundingSource: source,
    }
)
