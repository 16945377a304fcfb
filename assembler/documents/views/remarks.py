"""Poznámky k částkám: kind, certainty, owner and note of costs, said once for all years that share them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assembler.documents.views.amounts import Money, shown
from assembler.word.formats import number, years
from assembler.word.values import Joined
from schemas.finance import Cost


def remarks(costs: Iterable[Cost], money: Money) -> list[Joined]:
    """One line for each source and set of words; „Kraj 2020–2022: provozní; výhled; podle výzvy kraje“."""
    groups: dict[tuple[object, ...], list[Cost]] = {}
    for cost in costs:
        words = (cost.type, cost.certainty, str(cost.owner), str(cost.note), cost.counted)
        if any(words[:-1]) or not cost.counted or cost.amount_to is not None:
            own = cost.pointer if cost.amount_to is not None or not cost.counted else ""  # its amount is told, too
            groups.setdefault((cost.source, *words, own), []).append(cost)
    return [remark(group, money) for group in groups.values()]


def remark(group: Sequence[Cost], money: Money) -> Joined:
    cost = group[0]
    owners, notes = tuple(each.owner for each in group), tuple(each.note for each in group)
    words = (
        amount_words(cost, money),
        cost.type.printed if cost.type else "",
        cost.certainty.printed if cost.certainty else "",
        Joined(("rozpočet: ", cost.owner), "", also=owners) if cost.owner else "",
        "nezapočteno do součtu" if not cost.counted else "",
        Joined((cost.note,), also=notes) if cost.note else "",
    )
    head = Joined(tuple(value for value in (money.source(cost.source), years_of(group)) if value), " ")
    return Joined((head, Joined(tuple(word for word in words if word), "; ")), ": ")


def amount_words(cost: Cost, money: Money) -> str:
    """The amount, where the table of sums does not show it: a range, or one that is not counted."""
    decimals = money.places((cost.amount, cost.amount_to))
    if cost.amount_to is not None:
        return f"{shown(cost.amount, decimals)}–{number(cost.amount_to, decimals)}\u00a0{money.unit}"
    return "" if cost.counted else f"{shown(cost.amount, decimals)}\u00a0{money.unit}"


def years_of(group: Sequence[Cost]) -> str:
    """„2020–2022“, „2020, 2022“"""
    found = sorted({cost.year for cost in group if cost.year})
    if len(found) > 1 and found[-1] - found[0] == len(found) - 1:
        return years(found[0], found[-1])
    return ", ".join(map(str, found))
