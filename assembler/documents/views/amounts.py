"""Částky: sums of costs by year and source, as the tables of a document show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assembler.word.formats import NB, number
from assembler.word.values import Cell, DataTable
from schemas.finance import DEFAULT_SOURCES, Cost, Currency, FundingSource
from schemas.plan import Plan

ZERO = Decimal(0)
HELLERS = 2  # decimals of an amount in crowns that is not whole (ČSN 01 6910, 9.8)
NOTHING = "–"
NO_SOURCE = "zdroj neuveden"


@dataclass(frozen=True, slots=True)
class Money:
    """What amounts of a plan need: its unit, its sources in order, the years of its period."""

    unit: str
    sources: tuple[FundingSource, ...]
    years: tuple[int, ...]  # that a table shows even without an amount

    def as_known(self) -> Money:
        """For tables of those years only in which there is an amount."""
        return replace(self, years=())

    def source(self, source_id: str) -> str:
        return next((source.name for source in self.sources if source.id == source_id), NOTHING)

    def places(self, amounts: Iterable[Decimal | None]) -> int:
        """Desetinná místa: of all amounts of a table as many as one of them needs; crowns have two or none."""
        needed = max((places(amount.normalize()) for amount in amounts if amount), default=0)
        return max(needed, HELLERS) if needed and self.unit == Currency.CZK.label else needed


def places(value: Decimal) -> int:
    """The decimals with which a number is written."""
    return max(0, -int(value.as_tuple().exponent))


def money_of(plan: Plan) -> Money:
    sources = plan.funding_sources or tuple(FundingSource.schema.load(source) for source in DEFAULT_SOURCES)
    return Money((plan.currency or Currency.CZK).label.replace(" ", NB), sources, years_of(plan))


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


def shown(amount: Decimal | None, decimals: int) -> str:
    """An amount without its unit; nothing is a dash."""
    return number(amount, decimals) if amount else NOTHING


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
    names = [(source.id, source.name) for source in money.sources] + [("", NO_SOURCE)]
    rows = [(Cell(name), [sums[key].get(year, ZERO) for year in years]) for key, name in names if key in sums]
    return amount_table(f"Zdroj ({money.unit})", rows, years, money, title)


def amount_table(
    head: str, rows: Sequence[tuple[Cell, Sequence[Decimal]]], years: Sequence[int], money: Money, title: str
) -> DataTable:
    """Names × years with sums on both sides, all amounts with the same decimals; one year is its own sum."""
    decimals = money.places(value for _, values in rows for value in values)
    sums = len(years) > 1

    def amounts(values: Sequence[Decimal]) -> tuple[Cell, ...]:
        whole = (sum(values, ZERO),) if sums else ()
        return tuple(Cell(shown(value, decimals), True) for value in (*values, *whole))

    columns = (Cell(head), *(Cell(year_name(year), True) for year in years), *((Cell("Celkem", True),) if sums else ()))
    totals = [sum(column, ZERO) for column in zip(*(values for _, values in rows), strict=True)]
    body = tuple((name, *amounts(values)) for name, values in rows)
    return DataTable(columns, body, (Cell("Celkem"), *amounts(totals)), title)


def year_name(year: int) -> str:
    return str(year) if year else "bez roku"
