"""Síť služeb: the table of the network, and a card for each service with what the table does not say."""

from __future__ import annotations

from typing import TypedDict

from assembler.documents.views import amounts, pages
from assembler.documents.views.amounts import Money
from assembler.documents.views.remarks import remarks
from assembler.documents.views.strategy import RowView, filled, one
from assembler.word.formats import day, number
from assembler.word.values import Cell, DataTable, Joined
from schemas.services import Capacity, CapacityUnit, Contact, Network, Service
from schemas.values import Label, Rich


class ServiceView(TypedDict):
    """Karta služby."""

    name: str
    place: Label
    provider: Joined
    mission: Rich
    rows: list[RowView]
    costs: DataTable | None


class NetworkView(TypedDict):
    """Síť služeb."""

    place: Label
    introduction: Rich
    table: DataTable | None
    wide: bool  # the table needs a page lying down
    services: list[ServiceView]
    conclusion: Rich


def network(item: Network, money: Money) -> NetworkView:
    table = network_table(item.services) if item.services else None
    return {
        "place": Label("", item.pointer),
        "introduction": item.introduction,
        "table": table,
        "wide": pages.wide(table),
        "services": [service(each, money) for each in item.services],
        "conclusion": item.conclusion,
    }


COLUMNS = (
    Cell("Služba"),
    Cell("Poskytovatel"),
    Cell("Druh služby"),
    Cell("Forma"),
    Cell("Cílové skupiny"),
    Cell("Jednotka kapacity"),
    Cell("Registrovaná", True),
    Cell("V\u00a0síti kraje", True),
    Cell("Pro území", True),
)


def network_table(services: tuple[Service, ...]) -> DataTable:
    """One row for each capacity of each service: capacity is three numbers, never one.

    A short table drops its empty columns where that spares a page lying down.
    """
    rows = [network_row(each, capacity) for each in services for capacity in (each.capacities or (Capacity.blank(),))]
    whole = DataTable(COLUMNS, tuple(rows), (), "Síť sociálních služeb")
    short = pages.told(whole)
    return short if pages.upright(short) else whole


def network_row(item: Service, capacity: Capacity) -> tuple[Cell, ...]:
    return (
        Cell(item.name),
        Cell(item.provider),
        Cell(item.type),
        Cell(", ".join(form.printed for form in item.forms)),
        Cell(Joined(item.target_groups)),
        Cell(UNITS.get(capacity.unit, amounts.NOTHING)),
        *capacities(capacity),
    )


UNITS: dict[CapacityUnit | None, str] = {unit: unit.printed for unit in CapacityUnit}


def capacities(item: Capacity) -> tuple[Cell, ...]:
    """The three numbers of a capacity, which are of one unit and so have the same decimals."""
    values = (item.registered, item.network, item.local)
    decimals = max((amounts.places(value) for value in values if value is not None), default=0)
    return tuple(Cell(amounts.NOTHING if value is None else number(value, decimals), True) for value in values)


def service(item: Service, money: Money) -> ServiceView:
    ico = Joined(("IČO\u00a0", item.ico), "") if item.ico else ""
    provider = Joined(tuple(value for value in (item.provider, ico) if value))
    contact = item.contact or Contact.blank()
    rows: tuple[tuple[str, Joined | list[Joined]], ...] = (
        ("Identifikátor", one(item.identifier)),
        ("Věk", one(item.ages)),
        ("Místo poskytování", one(item.address)),
        ("Území působnosti", one(item.territory)),
        ("Provozní doba", one(item.hours)),
        ("Poskytuje se od", one(day(item.since) if item.since else "")),
        ("Úhrady", one(item.fees)),
        ("Přístupnost", one(item.accessibility)),
        ("Podpora", one(item.support.printed if item.support else "")),
        ("Kontakt", Joined(tuple(value for value in (contact.phone, contact.email, contact.web) if value))),
        ("Financování", remarks(item.costs, money)),
    )
    return {
        "name": item.name,
        "place": Label("", item.pointer),
        "provider": provider,
        "mission": item.mission,
        "rows": filled(rows),
        "costs": amounts.source_table(item.costs, money, f"Financování služby {item.name}"),
    }
