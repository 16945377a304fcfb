"""Strategická část: the items in the order of the document, the overview, and the cards of measures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

from assembler.documents.views import amounts, heights
from assembler.documents.views.amounts import Money
from assembler.documents.views.codes import Coded, coded, levels_of
from assembler.documents.views.remarks import remarks
from assembler.word.formats import day, number
from assembler.word.values import Cell, DataTable, Joined
from schemas.measures import CustomField, Indicator, Links, Measure
from schemas.strategy import Node, Strategy
from schemas.values import Label, Rich


class StepView(TypedDict):
    """Aktivita opatření."""

    text: str
    responsible: str
    term: str


class RowView(TypedDict):
    """Řádek karty: label and texts, each a paragraph."""

    label: str
    texts: list[Joined]


class MeasureView(TypedDict):
    """Karta opatření."""

    keep: bool  # fits on a page together with the headings that lead to it
    code: Label
    number: str  # the code where it is no link
    name: str
    description: Rich
    reasoning: Rich
    rows: list[RowView]  # short rows of the card, only those that are filled
    steps: list[StepView]
    outputs: list[str]
    risks: list[str]
    costs: DataTable | None
    cost_notes: list[Joined]
    indicators: list[Joined]
    custom: list[RowView]


class NodeView(TypedDict):
    """Položka strategie: a node, or a measure with its card."""

    depth: int
    level: str
    code: Label
    name: str
    description: Rich
    reasoning: Rich
    measure: MeasureView | None


class StrategyView(TypedDict):
    """Strategie."""

    place: Label
    introduction: Rich
    vision: Rich
    overview: DataTable
    levels: Joined
    nodes: list[NodeView]


class Names(TypedDict):
    """What references inside the strategy are shown as."""

    measures: dict[str, Label]  # identifier -> code
    swot: dict[str, str]  # identifier -> text of the item


def strategy(item: Strategy, money: Money, swot: dict[str, str]) -> StrategyView:
    items = list(coded(item))
    names: Names = {"measures": codes_by_id(items), "swot": swot}
    levels = levels_of(item)
    return {
        "place": Label("", item.pointer),
        "introduction": item.introduction,
        "vision": item.vision,
        "overview": overview(items, money),
        "levels": Joined(tuple(level.plural or level.name for level in levels), " – "),
        "nodes": nodes(items, money, names),
    }


def nodes(items: list[Coded], money: Money, names: Names) -> list[NodeView]:
    """All items; a card that does not fit on a page with what stands right above it may be broken."""
    made = [node(each, money, names) for each in items]
    above = 0.0
    for each in made:
        card = each["measure"]
        if card is None:
            above += heights.HEADING + heights.body(each["description"]) + heights.body(each["reasoning"])
        else:
            card["keep"] = above + height(card) <= heights.PAGE
            above = 0.0
    return made


def height(card: MeasureView) -> float:
    """The estimated height of a card in mm."""
    return (
        heights.CARD
        + heights.rich(card["description"])
        + heights.rich(card["reasoning"])
        + sum(heights.listed(row["texts"]) for row in (*card["rows"], *card["custom"]))
        + heights.listed(f"{step['text']}{step['responsible']}{step['term']}{' ' * 22}" for step in card["steps"])
        + sum(
            heights.listed(texts) for texts in (card["outputs"], card["risks"], card["indicators"], card["cost_notes"])
        )
        + (heights.table(len(card["costs"].rows) + 2) if card["costs"] else 0.0)
    )


def codes_by_id(items: list[Coded]) -> dict[str, Label]:
    return {each.item.id: Label(each.code, each.item.pointer) for each in items if each.item.id}


def node(each: Coded, money: Money, names: Names) -> NodeView:
    item = each.item
    return {
        "depth": each.depth,
        "level": each.level,
        "code": Label(each.code, item.pointer),
        "name": item.name,
        "description": item.description,
        "reasoning": item.reasoning,
        "measure": measure(item, each.code, money, names) if isinstance(item, Measure) else None,
    }


def overview(items: list[Coded], money: Money) -> DataTable:
    """Codes and names of all items, for measures the guarantor, term and costs."""
    columns = (Cell("Kód"), Cell("Název"), Cell("Garant"), Cell("Termín"), Cell(f"Náklady ({money.unit})", True))
    totals = {each.item.pointer: amounts.total(each.item.costs) for each in items if isinstance(each.item, Measure)}
    decimals = money.places(totals.values())
    rows = []
    for each in items:
        code, item = Label(each.code, each.item.pointer), each.item
        if isinstance(item, Node):
            name = Joined((each.level, ": ", item.name), "")
            rows.append((Cell(code, strong=True), Cell(name, strong=True), Cell(""), Cell(""), Cell("", True)))
        else:
            sums = Cell(cost_words(item, amounts.shown(totals[item.pointer], decimals)), True)
            rows.append((Cell(code), Cell(item.name), Cell(item.guarantor), Cell(term(item)), sums))
    whole = amounts.shown(sum(totals.values(), Decimal(0)), decimals)
    total = (Cell("Celkem"), Cell(""), Cell(""), Cell(""), Cell(whole, True))
    return DataTable(columns, tuple(rows), total, "Přehled strategie")


def cost_words(item: Measure, total: str) -> str:
    if item.costs:
        return total
    return item.cost_statement.printed if item.cost_statement else amounts.NOTHING


def term(item: Measure) -> Joined:
    """„1. 1. 2025 – 31. 12. 2026, vždy na jaře“; days that run backwards are no range, so each says what it is."""
    days = [day(when) for when in (item.starts, item.ends) if when]
    if item.starts and item.ends and item.starts > item.ends:
        return Joined(tuple(value for value in (f"začátek {days[0]}", f"konec {days[1]}", item.schedule) if value))
    return Joined(tuple(value for value in (" – ".join(days), item.schedule) if value))


def measure(item: Measure, code: str, money: Money, names: Names) -> MeasureView:
    return {
        "keep": True,
        "code": Label(code, item.pointer),
        "number": code,
        "name": item.name,
        "description": item.description,
        "reasoning": item.reasoning,
        "rows": card_rows(item, names),
        "steps": [{"text": each.text, "responsible": each.responsible, "term": each.term} for each in item.steps],
        "outputs": list(item.outputs),
        "risks": list(item.risks),
        "costs": amounts.source_table(item.costs, money, f"Náklady opatření {code}"),
        "cost_notes": cost_notes(item, money),
        "indicators": [indicator(each) for each in item.indicators],
        "custom": [custom_row(each) for each in item.custom],
    }


def custom_row(each: CustomField) -> RowView:
    return {"label": each.label, "texts": [Joined((each.text,))]}


def card_rows(item: Measure, names: Names) -> list[RowView]:
    """The short rows of a card, in the usual order; empty ones are left out."""
    links = item.links or Links.blank()
    related = tuple(names["measures"].get(each, each) for each in links.measures)
    swot = [Joined((names["swot"].get(each, each),)) for each in links.swot]
    rows: tuple[tuple[str, Joined | list[Joined]], ...] = (
        ("Cílové skupiny", Joined(item.target_groups)),
        ("Garant", one(item.guarantor)),
        ("Realizátoři", Joined(item.implementers, "; ")),
        ("Partneři", Joined(item.partners, "; ")),
        ("Území", one(item.territory)),
        ("Důležitost", one(item.importance.printed if item.importance else "")),
        ("Termín", term(item)),
        ("Řešené potřeby", Joined(links.needs, "; ")),
        ("Vychází ze SWOT", swot),
        ("Související opatření", Joined(related)),
        ("Nadřazené dokumenty", Joined(links.documents, "; ")),
    )
    return filled(rows)


def filled(rows: Iterable[tuple[str, Joined | list[Joined]]]) -> list[RowView]:
    """The rows of a card that say something."""
    return [{"label": label, "texts": told if isinstance(told, list) else [told]} for label, told in rows if told]


def one(text: str) -> Joined:
    return Joined((text,)) if text else Joined(())


def cost_notes(item: Measure, money: Money) -> list[Joined]:
    """What is said of costs in words: the statement, the note, and what the amounts carry beside their sums.

    A statement why there are no amounts never stands above a table of them: the finding
    `measure_cost_contradiction` tells its words to whoever prepares the document.
    """
    statement = item.cost_statement.printed if item.cost_statement and not amounts.counted(item.costs) else ""
    return [note for note in (one(statement), one(item.cost_note), *remarks(item.costs, money)) if note]


def indicator(item: Indicator) -> Joined:
    """„Počet podpořených osob (osoby): výchozí 20, cílová 45; ověření: výroční zpráva; sleduje: odbor“"""
    name = Joined(tuple(value for value in (item.number, item.name) if value), " ")
    unit = Joined((" (", item.unit, ")"), "") if item.unit else ""
    values = (
        ("výchozí", item.baseline),
        ("cílová", item.target),
        ("dosažená", item.actual),
    )
    told = (
        ", ".join(f"{word}\u00a0{number(value)}" for word, value in values if value is not None),
        item.status.printed if item.status else "",
        Joined(("ověření: ", item.verification), "") if item.verification else "",
        Joined(("sleduje: ", item.guarantor), "") if item.guarantor else "",
    )
    head = Joined(tuple(value for value in (name, unit) if value), "")
    return Joined((head, Joined(tuple(each for each in told if each), "; ")), ": ")
