"""Konec dokumentu: implementation, project pipeline, sources and annexes."""

from __future__ import annotations

from typing import TypedDict

from assembler.documents.kind import View
from assembler.documents.views.amounts import Money, shown
from assembler.options import Options, Variant
from assembler.word.values import Cell, DataTable, Joined
from schemas.implementation import Implementation
from schemas.plan import Annex, Plan, Source
from schemas.projects import Pipeline
from schemas.values import Label, Rich


class ImplementationView(TypedDict):
    """Realizace plánu."""

    place: Label
    duties: Rich
    monitoring: Rich
    changes: Rich
    network: Rich
    responsibilities: DataTable | None


class PipelineView(TypedDict):
    """Zásobník projektů."""

    place: Label
    purpose: Rich
    selection: Rich
    projects: DataTable | None


class AnnexView(TypedDict):
    """Příloha."""

    number: Label
    title: str
    text: Rich
    separate: str


def implementation(item: Implementation) -> ImplementationView:
    columns = (Cell("Kdo"), Cell("Za co odpovídá"), Cell("Kdy"))
    rows = tuple((Cell(each.who), Cell(each.what), Cell(each.term)) for each in item.responsibilities)
    return {
        "place": Label("", item.pointer),
        "duties": item.duties,
        "monitoring": item.monitoring,
        "changes": item.changes,
        "network": item.network,
        "responsibilities": DataTable(columns, rows, (), "Odpovědnosti") if rows else None,
    }


def pipeline(item: Pipeline, money: Money, codes: dict[str, Label]) -> PipelineView:
    columns = (
        Cell("Záměr"),
        Cell("Žadatel"),
        Cell("Opatření"),
        Cell(f"Rozpočet ({money.unit})", True),
        Cell("Připravenost"),
        Cell("Poznámka"),
    )
    decimals = money.places(each.budget for each in item.projects)
    rows = tuple(
        (
            Cell(each.name),
            Cell(each.applicant),
            Cell(codes.get(each.measure, Label("", ""))),
            Cell(shown(each.budget, decimals), True),
            Cell(each.readiness.printed if each.readiness else ""),
            Cell(each.note),
        )
        for each in item.projects
    )
    return {
        "place": Label("", item.pointer),
        "purpose": item.purpose,
        "selection": item.selection,
        "projects": DataTable(columns, rows, (), "Zásobník projektů") if rows else None,
    }


def source(item: Source) -> Joined:
    """„Český statistický úřad: Veřejná databáze. ČSÚ, Praha, 2018. https://…“"""
    head = Joined((item.author, item.title), ": ") if item.author else item.title
    printing = Joined(tuple(value for value in (item.publisher, str(item.year or "")) if value))
    return Joined(tuple(value for value in (head, printing, item.url) if value), ". ")


PRIVATE = "neveřejná příloha"


def annexes(plan: Plan, options: Options, view: View) -> list[AnnexView]:
    """The annexes of this variant, numbered."""
    shown_annexes: list[AnnexView] = []
    for item in plan.annexes:
        if item.confidential and options.variant is Variant.PUBLIC:
            view.withheld[item.pointer] = PRIVATE
        else:
            shown_annexes.append(annex(item, len(shown_annexes) + 1))
    return shown_annexes


def annex(item: Annex, number: int) -> AnnexView:
    return {
        "number": Label(str(number), item.pointer),
        "title": item.title,
        "text": item.text,
        "separate": item.separate,
    }
