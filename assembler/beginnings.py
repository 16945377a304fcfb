"""Začátky: what a new plan may begin with. Pure: contents in, contents out.

blank(title, years)      nothing but its name, and its period where it is known
example(name)            a sample plan, complete, with its pictures
next_period(content)     the last period's plan, made ready to be rewritten for the next one
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from assembler import readers, resources
from assembler.documents.views.codes import coded
from assembler.errors import Refused, UnknownName
from assembler.readers.pictures import embed
from schemas.loading import load
from schemas.measures import Measure

OVER = (  # parts that belong to the period that ends, or to how its plan was made
    "subtitle",
    "version",
    "date",
    "project",
    "foreword",
    "process",
    "action_plans",
    "approvals",
    "previous_plan",
)
OF_MEASURES = ("costs", "cost_note", "stated_total", "starts", "ends", "schedule")
OF_INDICATORS = ("actual", "status")
OF_SERVICES = ("costs",)


def blank(title: str, years: tuple[int, int] | None = None) -> dict[str, Any]:
    """Prázdný plán; `years` are the first and the last one of its period."""
    period = {"period": {"first_year": years[0], "last_year": years[1]}} if years else {}
    return {"title": title, **period}


def example(name: str) -> Any:
    """Ukázkový plán; raises UnknownName."""
    known = resources.examples()
    if name not in known:
        raise UnknownName(f"Ukázka „{name[:60]}“ tu není. K dispozici: {', '.join(known)}.")
    path = known[name]
    raw = readers.by_name(path.name).read(path.read_bytes()).raw
    findings = embed(raw, path.parent)
    if findings:
        raise Refused(findings)
    return raw


def next_period(content: dict[str, Any]) -> dict[str, Any]:
    """Plán na další období: what still holds, ready to be gone over.

    Kept are territory, groups, analyses, SWOT, strategy, services, sources, terms, and that it is a sample, where it
    was one: its data are still invented. Years move on by the length of the
    period; costs, terms and reached values are gone, because they were of the old years. The old measures stand among
    the evaluated ones, where their fulfilment is to be filled in.
    """
    made = {key: value for key, value in copy.deepcopy(content).items() if key not in OVER}
    made["previous_plan"] = evaluated(content)
    if period := following(content.get("period")):
        made["period"] = period
    else:
        made.pop("period", None)
    for measure in below(made.get("strategy"), "measures", "nodes"):
        without(measure, OF_MEASURES)
        for indicator in below(measure, "indicators"):
            without(indicator, OF_INDICATORS)
    for service in below(made.get("network"), "services"):
        without(service, OF_SERVICES)
    return made


def following(period: object) -> dict[str, int] | None:
    """The next period of the same length; None where the old one does not say its years."""
    first, last = (period.get(key) for key in ("first_year", "last_year")) if isinstance(period, dict) else (None, None)
    if not isinstance(first, int) or not isinstance(last, int) or last < first:
        return None
    return {"first_year": last + 1, "last_year": last + (last - first + 1)}


def evaluated(content: dict[str, Any]) -> dict[str, Any]:
    """The measures of the old plan with their codes, to be evaluated."""
    plan = load(content).plan
    if plan is None:  # an unfinished plan: what it says, without computed codes
        measures = below(content.get("strategy"), "measures", "nodes")
        rows = [{"name": each["name"]} for each in measures if isinstance(each.get("name"), str)]
    else:
        items = coded(plan.strategy) if plan.strategy else ()
        rows = [{"code": each.code, "name": each.item.name} for each in items if isinstance(each.item, Measure)]
    return {"title": titled(content), "measures": rows}


def titled(content: dict[str, Any]) -> str:
    """„Komunitní plán 2020–2022“."""
    period = content.get("period")
    ends = [period.get(key) for key in ("first_year", "last_year")] if isinstance(period, dict) else []
    years = "–".join(dict.fromkeys(str(year) for year in ends if year))
    title = content.get("title")
    return " ".join(filter(None, (title if isinstance(title, str) else "", years)))


def below(holder: object, wanted: str, through: str = "") -> Iterator[dict[str, Any]]:
    """The items of the lists named `wanted`, also of holders that lie in lists named `through`."""
    if not isinstance(holder, dict):
        return
    yield from (each for each in listed(holder, wanted) if isinstance(each, dict))
    for inner in listed(holder, through):
        yield from below(inner, wanted, through)


def listed(holder: dict[str, Any], key: str) -> list[Any]:
    value = holder.get(key)
    return value if isinstance(value, list) else []


def without(holder: dict[str, Any], keys: tuple[str, ...]) -> None:
    for key in keys:
        holder.pop(key, None)
