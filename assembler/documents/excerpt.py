"""Výňatek: a kind of document that prints one part of a plan only, for a look at how its page will look.

The view is made of the whole plan, so codes, sums and references stay what they are in the whole document; of what the
template would print, all but the part is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assembler import documents
from assembler.documents import action_plan
from assembler.documents.kind import Kind, View
from assembler.options import Options
from schemas.paths import pointer_of
from schemas.plan import Plan
from schemas.values import NO_TEXT, Label, Rich

Context = dict[str, Any]
ALWAYS = frozenset({"cover", "approved", "undecided", "lists", "year", "parent", "unit"})  # what a template relies on
PRINTED_BY = {  # part of a plan -> the name of what prints it, where it has another one
    "groups": "process",
    "previous_plan": "previous",
    "funding_sources": "financing",
}
YEARLY = "action_plans"
OWN = frozenset({"introduction", "overview", "items", "financing", "network", "outlook", "evaluation"})  # of a year


@dataclass(slots=True)
class Excerpt:
    """A kind that prints one place; once it has made its view, `heading` is that of the place, if it has its own."""

    steps: Sequence[str]
    whole: Kind
    heading: str = ""

    @property
    def kind(self) -> Kind:
        return replace(self.whole, view=self.view)

    def view(self, plan: Plan, options: Options) -> View:
        made = self.whole.view(plan, options)
        context = dict(made.context)
        named = self.names()
        kept = {name: value if name in ALWAYS | named else blank(value) for name, value in context.items()}
        kept["lists"] = blank(context["lists"]) if "lists" in context else None
        kept["measures_in_contents"] = True  # so that the card has its line in the outline of the PDF
        for name in named & context.keys() & NARROWED.keys():
            if isinstance(kept[name], Mapping | list):
                kept[name], self.heading = NARROWED[name](kept[name], self.steps)
        made.context = {name: value for name, value in kept.items() if name in context}
        return made

    def names(self) -> set[str]:
        """Of the context, what prints the place; of the basics of a plan the first pages alone."""
        if not self.steps:
            return {"legal_basis"}
        if self.steps[0] == YEARLY:
            return {*OWN}
        return {PRINTED_BY.get(self.steps[0], self.steps[0])}


def kind_of(steps: Sequence[str], usual: Kind) -> Kind:
    """The kind of document that prints a part: the usual one of the plan, if it can."""
    if steps and steps[0] == YEARLY:
        return action_plan.KIND
    able = [each for each in (usual, *documents.KINDS) if not steps or steps[0] in each.parts]
    return able[0] if able else usual


# ---------------------------------------------------------------- nothing of a value


def blank(value: Any) -> Any:
    """As if the plan said nothing: an empty text or list, no group, no."""
    if isinstance(value, bool):
        return False
    if isinstance(value, str):
        return ""
    if isinstance(value, Rich):
        return NO_TEXT
    if isinstance(value, list):
        return []
    if isinstance(value, Mapping) and all(isinstance(each, bool) for each in value.values()):
        return dict.fromkeys(value, False)
    return None


def without(view: Mapping[str, Any], *names: str) -> Context:
    return {name: blank(value) if name in names else value for name, value in view.items()}


# ---------------------------------------------------------------- one item of a chapter


def index_after(steps: Sequence[str], name: str) -> int | None:
    """The index of the item of a list on the way to a place."""
    if name not in steps:
        return None
    below = [*steps[[*steps].index(name) + 1 :], ""][0]
    return int(below) if below.isdecimal() else None


def one_of(items: list[Any], steps: Sequence[str], name: str) -> list[Any]:
    """The item of the place; all of them where the place is in none."""
    index = index_after(steps, name)
    return items if index is None else items[index : index + 1]


def leads_to(label: Any, steps: Sequence[str]) -> bool:
    """Whether a part, by its label, is the place or lies above it."""
    here = ""
    for step in steps:
        here = pointer_of(here, step)
    return isinstance(label, Label) and f"{here}/".startswith(f"{label.owner}/")


def strategy(view: Mapping[str, Any], steps: Sequence[str]) -> tuple[Any, str]:
    """The way from the top to an item, each with its heading only, and the item itself."""
    way = [each for each in view["nodes"] if leads_to(each["code"], steps)]
    if not way:
        return {**view, "nodes": []}, ""
    above = [without(each, "description", "reasoning") for each in way[:-1]]
    rows = tuple(row for row in view["overview"].rows if leads_to(row[0].text, steps))
    short = replace(view["overview"], rows=rows, total=())  # the sum of all would be no sum of these
    chapter = without(view, "introduction", "vision")
    return {**chapter, "overview": short, "nodes": [*above, way[-1]]}, str(way[-1]["name"])


def network(view: Mapping[str, Any], steps: Sequence[str]) -> tuple[Any, str]:
    found = [each for each in view["services"] if leads_to(each["place"], steps)]
    if not found:
        return {**view, "services": []}, ""
    alone = without(view, "introduction", "table", "wide", "conclusion")
    return {**alone, "services": found}, str(found[0]["name"])


def analyses(view: list[Any], steps: Sequence[str]) -> tuple[Any, str]:
    found = one_of(view, steps, "analyses")
    if index_after(steps, "chapters") is None or not found:
        return found, ""
    chapters = one_of(found[0]["chapters"], steps, "chapters")
    alone = without(found[0], "summary")
    return [{**alone, "chapters": chapters}], str(chapters[0]["heading"]) if chapters else ""


def process(view: Mapping[str, Any], steps: Sequence[str]) -> tuple[Any, str]:
    """Of a group its members alone."""
    if index_after(steps, "groups") is None:
        return {**view}, ""
    rest = [name for name in view if name not in ("place", "groups")]
    return {**without(view, *rest), "groups": one_of(view["groups"], steps, "groups")}, ""


def items(view: list[Any], steps: Sequence[str]) -> tuple[Any, str]:
    """Of one year's plan one measure, at its own heading."""
    found = one_of(view, steps, "items")
    alone = index_after(steps, "items") is not None and found
    return found, str(found[0]["name"]) if alone else ""


NARROWED: dict[str, Callable[[Any, Sequence[str]], tuple[Any, str]]] = {
    "strategy": strategy,
    "network": network,
    "analyses": analyses,
    "process": process,
    "items": items,
    "swot": lambda view, steps: (one_of(view, steps, "swot"), ""),
    "annexes": lambda view, steps: ([each for each in view if leads_to(each["number"], steps)] or view, ""),
}
