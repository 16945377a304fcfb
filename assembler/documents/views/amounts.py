"""Částky: sums of costs by year and source, as the tables of a document show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assembler.word.formats import number
from assembler.word.values import Cell, DataTable
from schemas.finance import DEFAULT_SOURCES, Cost, FundingSource
from schemas.plan import Plan

ZERO = Decimal(0)
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Money:
    """What amounts of a plan need: its unit, its sources in order, the years of its period."""

    unit: str
    sources: tuple[FundingSource, ...]
    years: tuple[int, ...]

    def source(self, source_id: str) -> str:
        return next((source.name for source in self.sources if source.id == source_id), NOTHING)


def money_of(plan: Plan) -> Money:
    sources = plan.funding_sources or tuple(FundingSource.schema.load(source) for source in DEFAULT_SOURCES)
    unit = plan.currency.label if plan.currency else "Kč"
    return Money(unit, sources, years_of(plan))


def years_of(plan: Plan) -> tuple[int, ...]:
    """The years of the plan's period; without a period those of its costs are taken where they are needed."""
    period = plan.period
    if period is None or period.first_year is None or period.last_year is None:
        return ()
    return tuple(range(period.first_year, min(period.last_year, period.first_year + 30) + 1))


def counted(costs: Iterable[Cost]) -> list[Cost]:
    """The costs that enter sums."""
    return [cost for cost in costs if cost.counted and cost.amount is not None]


def total(costs: Iterable[Cost]) -> Decimal:
    return sum((cost.amount for cost in counted(costs) if cost.amount is not None), ZERO)


def shown(amount: Decimal | None) -> str:
    """An amount without its unit; nothing is a dash."""
    return number(amount) if amount else NOTHING


def by_source_and_year(costs: Sequence[Cost]) -> dict[str, dict[int, Decimal]]:
    sums: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for cost in counted(costs):
        sums[cost.source][cost.year or 0] += cost.amount or ZERO
    return sums


def source_table(costs: Sequence[Cost], money: Money, title: str) -> DataTable | None:
    """Sources × years with sums on both sides; None when there is nothing to sum up."""
    sums = by_source_and_year(costs)
    if not sums:
        return None
    years = sorted({*money.years, *(year for row in sums.values() for year in row)})
    rows = tuple(
        (Cell(source.name), *amounts([sums[source.id].get(year, ZERO) for year in years]))
        for source in money.sources
        if source.id in sums
    )
    columns = (Cell(f"Zdroj ({money.unit})"), *(Cell(year_name(year), True) for year in years), Cell("Celkem", True))
    totals = [sum((row.get(year, ZERO) for row in sums.values()), ZERO) for year in years]
    return DataTable(columns, rows, (Cell("Celkem"), *amounts(totals)), title)


def amounts(values: Sequence[Decimal]) -> tuple[Cell, ...]:
    """The values and their sum as cells."""
    return (*(Cell(shown(value), True) for value in values), Cell(shown(sum(values, ZERO)), True))


def year_name(year: int) -> str:
    return str(year) if year else "bez roku"
