"""Průběh plánování a vyhodnocení předchozího plánu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypedDict

from assembler.documents.kind import View
from assembler.documents.views.lists import overview
from assembler.documents.views.people import GroupView, group
from assembler.options import Options
from assembler.word.formats import day, number
from assembler.word.values import Cell, DataTable, Joined
from schemas.plan import Plan
from schemas.previous_plan import EvaluatedMeasure, PreviousPlan
from schemas.process import Meeting, Process, PublicEvent, Survey, TimetableItem
from schemas.values import Label, Rich


class MeetingsView(TypedDict):
    """Jednání jedné skupiny."""

    group: str
    table: DataTable


class SurveyView(TypedDict):
    """Šetření."""

    name: str
    respondents: str
    method: str
    term: str
    returned: str
    findings: Rich


class ProcessView(TypedDict):
    """Průběh plánování."""

    place: Label
    narrative: Rich
    principles: list[str]
    groups: list[GroupView]
    meetings: list[MeetingsView]
    events: DataTable | None
    surveys: list[SurveyView]
    timetable: DataTable | None


class PreviousView(TypedDict):
    """Vyhodnocení předchozího plánu."""

    place: Label
    title: str
    summary: Rich
    measures: DataTable | None
    lessons: Rich


def process(plan: Plan, options: Options, view: View) -> ProcessView | None:
    if plan.process is None and not plan.groups:
        return None
    item = plan.process or Process.blank()
    names = {each.id: each.name for each in plan.groups}
    return {
        "place": Label("", item.pointer or "/process"),
        "narrative": item.narrative,
        "principles": list(item.principles),
        "groups": [group(each, options, view) for each in plan.groups],
        "meetings": meetings(item.meetings, names),
        "events": events(item.events),
        "surveys": [survey(each) for each in item.surveys],
        "timetable": timetable(item.timetable),
    }


def events(items: Iterable[PublicEvent]) -> DataTable | None:
    rows = [
        (each.name, day(each.date) if each.date else "", each.place, each.description, count(each.attendance))
        for each in items
    ]
    return overview(("Akce", "Datum", "Místo", "Obsah", "Účast"), rows, "Veřejné akce", ("Účast",))


def timetable(items: Iterable[TimetableItem]) -> DataTable | None:
    rows = [(each.stage, each.term, each.activity, each.output) for each in items]
    return overview(("Etapa", "Termín", "Činnost", "Výstup"), rows, "Harmonogram přípravy")


def count(value: int | None) -> str:
    return number(value) if value is not None else "–"


MEETING_COLUMNS = (Cell("Č."), Cell("Kdy"), Cell("Kde"), Cell("Program a\u00a0závěry"), Cell("Účast", True))


def meetings(items: Sequence[Meeting], names: Mapping[str, str]) -> list[MeetingsView]:
    """A table for each group, the groups in the order of their first meetings."""
    by_group: dict[str, list[tuple[Cell, ...]]] = {}
    for item in items:
        by_group.setdefault(item.group, []).append(meeting(item))
    return [
        {
            "group": names.get(group, ""),
            "table": DataTable(MEETING_COLUMNS, tuple(rows), (), f"Jednání: {names.get(group, '')}".strip(": ")),
        }
        for group, rows in by_group.items()
    ]


def meeting(item: Meeting) -> tuple[Cell, ...]:
    hours = Joined(tuple(value for value in (item.starts, item.ends) if value), "–")
    when = (day(item.date) if item.date else "", hours)
    return (
        Cell(f"{item.number}." if item.number else ""),
        Cell(Joined(tuple(value for value in when if value), "\n")),
        Cell(item.place),
        Cell(Joined(tuple(value for value in (item.programme, item.conclusions) if value), " ")),
        Cell(count(item.attendance), True),
    )


def survey(item: Survey) -> SurveyView:
    share = f" ({number(Decimal(100 * item.returned) / item.sent, 0)}\u00a0%)" if item.sent and item.returned else ""
    sent = f" z\u00a0{count(item.sent)}" if item.sent is not None else ""
    return {
        "name": item.name,
        "respondents": item.respondents,
        "method": item.method,
        "term": item.term,
        "returned": f"{count(item.returned)}{sent}{share}" if item.returned is not None else count(item.sent),
        "findings": item.findings,
    }


def previous(item: PreviousPlan, codes: Mapping[str, str]) -> PreviousView:
    """codes: identifiers of measures -> their codes in this plan."""
    return {
        "place": Label("", item.pointer),
        "title": item.title,
        "summary": item.summary,
        "measures": evaluated(item.measures, codes),
        "lessons": item.lessons,
    }


def evaluated(items: Iterable[EvaluatedMeasure], codes: Mapping[str, str]) -> DataTable | None:
    rows = [
        (
            each.code,
            each.name,
            each.status.printed if each.status else "",
            each.evidence,
            codes.get(each.carried_to, "ano") if each.carried_over else "ne",
        )
        for each in items
    ]
    return overview(("Kód", "Opatření", "Plnění", "Doklad", "Pokračuje"), rows, "Plnění opatření")
