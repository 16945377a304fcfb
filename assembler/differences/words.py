"""Rozdíl slovy: what came and went, what was rewritten, and how the budget changed, in one Czech sentence.

What the sentence tells stands in `parts`, `values` and `sums`, for whoever tells it in another language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assembler.differences.change import Change, Kind, is_number, parent
from assembler.differences.nouns import NOUNS, Gender, Noun
from assembler.word.formats import MINUS, count_of, money
from schemas.base import Part, PartOf, PartsOf
from schemas.finance import Currency
from schemas.measures import Measure
from schemas.paths import steps_of
from schemas.plan import Plan
from schemas.strategy import Node

NOTHING = "beze změny"
NESTED = (Node, Measure)  # counted also where they came or went as a part of something
PLACES = 3  # parts of the plan that are named beside a count of values
BUDGET, SERVICES = "rozpočet", "financování služeb"


class Verb(NamedTuple):
    """A verb by the gender of what it happened to: „přibyl cíl“, „přibyla 3 opatření“."""

    stem: str

    def of(self, count: int, gender: Gender) -> str:
        return self.stem + (gender.one if count == 1 else gender.few if 2 <= count <= 4 else gender.many)


class Sum(NamedTuple):
    """A sum of money that changed, or whose unit did."""

    name: str
    before: Decimal
    after: Decimal
    unit_before: str
    unit: str


CAME, WENT, MOVED, REWRITTEN = Verb("přibyl"), Verb("ubyl"), Verb("přesunut"), Verb("upraven")


def in_words(changes: Sequence[Change], old: object, new: object) -> str:
    """„přibyla 3 opatření, ubyl 1 údaj (Podtitul), upraveno 5 údajů (Strategie), rozpočet +120 000 Kč“."""
    told = [phrase(verb, count, part) for verb, count, part in parts(changes)]
    for verb, count, labels in values(changes):
        amount = count_of(count, "údaj", "údaje", "údajů")
        told.append(f"{verb.of(count, Gender.MASCULINE)} {amount}{in_brackets(labels)}")
    return ", ".join([*told, *map(in_money, sums(old, new))]) or NOTHING


def phrase(verb: Verb, count: int, part: type[Part]) -> str:
    noun: Noun = NOUNS[part]
    return f"{verb.of(count, noun.gender)} {count_of(count, noun.one, noun.few, noun.many)}"


def in_brackets(labels: Sequence[str]) -> str:
    return f" ({', '.join(labels)})" if labels else ""


def in_money(of: Sum) -> str:
    if of.unit_before != of.unit:
        return f"{of.name} {money(of.before, of.unit_before)} → {money(of.after, of.unit)}"
    return f"{of.name} {'+' if of.after > of.before else MINUS}{money(abs(of.after - of.before), of.unit)}"


# ---------------------------------------------------------------- parts that came and went


def parts(changes: Sequence[Change]) -> Iterator[tuple[Verb, int, type[Part]]]:
    """How many parts of which class came, went and moved, in the order in which they are told."""
    travels = [each for each in changes if each.kind is Kind.MOVED]
    added = ((each.after, each.new) for each in changes if each.kind is Kind.ADDED)
    removed = ((each.before, each.old) for each in changes if each.kind is Kind.REMOVED)
    came = counts(added, {each.after for each in travels})
    went = counts(removed, {each.before for each in travels})
    moved = Counter(part for each in travels if (part := item_of(each.place)))
    for verb, numbers in ((CAME, came), (WENT, went), (MOVED, moved)):
        yield from ((verb, numbers[part], part) for part in NOUNS if numbers[part])


def counts(values: Iterable[tuple[str | None, object]], elsewhere: set[str | None]) -> Counter[type[Part]]:
    """How many parts of each class came (or went) with values at pointers; those that lie `elsewhere` only moved."""
    return Counter(part for pointer, value in values for part in parts_in(str(pointer), value, elsewhere))


def parts_in(pointer: str, value: object, elsewhere: set[str | None]) -> Iterator[type[Part]]:
    """The class of an item, or of each item of a list, and of what is NESTED below."""
    field = field_at(pointer)
    if part := item_of(pointer):
        yield part
        yield from nested(value, part, pointer, elsewhere)
    elif isinstance(field, PartsOf) and isinstance(value, list):
        for index, below in enumerate(value):
            if (here := f"{pointer}/{index}") not in elsewhere:
                yield from parts_in(here, below, elsewhere)
    elif isinstance(field, PartOf):
        yield from nested(value, field.part_class, pointer, elsewhere)


def nested(value: object, part: type[Part], pointer: str, elsewhere: set[str | None]) -> Iterator[type[Part]]:
    for key, below in value.items() if isinstance(value, dict) else ():
        field = part.fields.get(key)
        if isinstance(field, PartOf) and can_hold(field.part_class):
            yield from parts_in(f"{pointer}/{key}", below, elsewhere)


def can_hold(part: type[Part]) -> bool:
    """Whether parts of NESTED can be such a part, or lie below it."""
    return part in NESTED or any(
        isinstance(field, PartOf) and field.part_class in NESTED for field in part.fields.values()
    )


def item_of(pointer: str) -> type[Part] | None:
    """The class of the item of a list at a pointer; None for everything that is no item."""
    if not pointer.rpartition("/")[2].isdigit():
        return None
    found = field_at(parent(pointer))
    return found.part_class if isinstance(found, PartsOf) else None


def field_at(pointer: str) -> object:
    """The field of the schema at a pointer (an index stands for any item); None where it knows none."""
    part: type[Part] | None = Plan
    field: object = None
    for step in steps_of(pointer):
        if isinstance(field, PartsOf) and step.isdigit():
            field = None
            continue
        field = part.fields.get(step) if part else None
        part = field.part_class if isinstance(field, PartOf) else None
    return field


# ---------------------------------------------------------------- single values: texts, numbers, days


def values(changes: Sequence[Change]) -> Iterator[tuple[Verb, int, list[str]]]:
    """Everything that no count of parts tells: what happened, to how many values, in which parts of the plan.

    Where several things happened in the same parts, these are named once, after the last of them.
    """
    by_verb: dict[Verb, list[list[str]]] = {CAME: [], WENT: [], REWRITTEN: []}
    for each in changes:
        if not is_counted(each):
            by_verb[verb_of(each)].append(steps_of(each.place))
    found = [(verb, len(places), where(places)) for verb, places in by_verb.items() if places]
    following: list[list[str]] = [*(labels for *_, labels in found[1:]), []]
    for (verb, count, labels), next_ones in zip(found, following, strict=False):
        yield verb, count, [] if labels == next_ones else labels


def where(places: Sequence[list[str]]) -> list[str]:
    """The labels of the parts of the plan in which the places lie, the commonest first; „…“ where there are more."""
    labels = Counter(Plan.fields[steps[0]].label for steps in places if steps and steps[0] in Plan.fields)
    named = [label for label, _ in labels.most_common(PLACES)]
    return [*named, "…"] if len(labels) > PLACES else named


def is_counted(change: Change) -> bool:
    """Is it told by the counts of parts?"""
    if change.kind is Kind.CHANGED:
        return False
    return change.kind is Kind.MOVED or any(parts_in(change.place, change.old or change.new, set()))


def verb_of(change: Change) -> Verb:
    """What happened to a value: one that was filled in came, one that was emptied went, whatever became of its key."""
    was, now = is_filled(change.old), is_filled(change.new)
    return REWRITTEN if was == now else CAME if now else WENT


def is_filled(value: object) -> bool:
    """Does a value say anything? Zero and „ne“ do."""
    return value is not None and value not in ("", [], {}) and not (isinstance(value, str) and not value.strip())


# ---------------------------------------------------------------- money


def sums(old: object, new: object) -> Iterator[Sum]:
    """What enters sums, where it changed, or its unit did.

    The budget is that of the measures; the money for services is told beside it, because the two overlap.
    """
    before, after = unit_of(old), unit_of(new)
    for name, part in ((BUDGET, "strategy"), (SERVICES, "network")):
        was, now = total(old, part), total(new, part)
        if was != now or (before != after and was):
            yield Sum(name, was, now, before, after)


def unit_of(content: object) -> str:
    code = content.get("currency") if isinstance(content, dict) else None
    return next((each.label for each in Currency if each.value == code), Currency.CZK.label)


def total(content: object, part: str) -> Decimal:
    below = content.get(part) if isinstance(content, dict) else None
    return sum((amount(cost) for cost in costs_below(below)), Decimal(0))


def costs_below(value: object) -> Iterator[object]:
    """The costs of all measures, or services, at or below a value."""
    if isinstance(value, list):
        for below in value:
            yield from costs_below(below)
    elif isinstance(value, dict):
        costs = value.get("costs")
        yield from costs if isinstance(costs, list) else ()
        for key in ("nodes", "measures", "services"):
            yield from costs_below(value.get(key))


def amount(cost: object) -> Decimal:
    """What a cost adds to the sum; nothing where it is not counted, or no number (a content may be unfinished)."""
    value = cost.get("amount") if isinstance(cost, dict) and cost.get("counted", True) is True else None
    if not is_number(value):
        return Decimal(0)
    exact = Decimal(str(value))
    return exact if exact.is_finite() and abs(exact.adjusted()) <= 20 else Decimal(0)
