"""Words for findings: numbers and days as Czech writes them, names of parts, names of the levels of the strategy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from schemas.finance import Currency
from schemas.findings import Verbatim
from schemas.measures import Measure
from schemas.plan import Plan
from schemas.strategy import Node

NBSP = "\u00a0"


def number(value: Decimal | int) -> Verbatim:
    """1 250 000,5: thousands by no-break spaces, a decimal comma, no idle zeros (ČSN 01 6910)."""
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Verbatim(text.replace(",", NBSP).replace(".", ","))


def amount(value: Decimal) -> Verbatim:
    """An amount of money: whole, or with two decimals."""
    whole, comma, decimals = number(value).partition(",")
    return Verbatim(f"{whole},{decimals:0<2}" if comma else whole)


def money(low: Decimal, high: Decimal, plan: Plan) -> Verbatim:
    """An amount or a range of amounts in the unit of the plan."""
    told = amount(low) if low == high else f"{amount(low)}–{amount(high)}"
    return Verbatim(f"{told}{NBSP}{(plan.currency or Currency.CZK).label}")


def day(value: date) -> Verbatim:
    return Verbatim(f"{value.day}.{NBSP}{value.month}.{NBSP}{value.year}")


def title(part: Measure | Node) -> str:
    """The name with the code before it, where the content gives one; computed codes are not known here."""
    return f"{part.code} {part.name}".strip()


def level_names(plan: Plan) -> dict[str, Any]:
    """The names of the levels in the shape of raw content, as `schemas.paths` reads them."""
    levels = plan.strategy.levels if plan.strategy else ()
    return {"strategy": {"levels": [{"name": level.name} for level in levels]}}


def folded(text: str) -> str:
    """The text as one compares it: no case, single spaces, no full stop at its end."""
    return " ".join(text.casefold().split()).rstrip(".")
