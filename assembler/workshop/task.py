"""What goes to a hand, and what comes back from it; all of it plain values that can be sent to another process."""

from __future__ import annotations

from dataclasses import dataclass

from assembler.products import Order, Pages, Product
from assembler.settings import Settings


@dataclass(frozen=True, slots=True)
class Task:
    """Úkol: what products.assemble is given, but for the places in the delivered file."""

    raw: object
    order: Order
    pages: Pages
    settings: Settings


@dataclass(frozen=True, slots=True)
class Step:
    """The work has come to this step."""

    name: str


@dataclass(frozen=True, slots=True)
class Made:
    product: Product


@dataclass(frozen=True, slots=True)
class Failed:
    """What was raised; its frames are told in its notes."""

    error: Exception


Told = Step | Made | Failed
