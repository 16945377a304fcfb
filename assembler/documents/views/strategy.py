"""Strategická část: the items in the order of the document, the overview, and the cards of measures."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from assembler.documents.views import amounts
from assembler.documents.views.amounts import Money
from assembler.documents.views.codes import Coded, coded, levels_of
from assembler.word.formats import day, number
from assembler.word.values import Cell, DataTable, Joined
from schemas.finance import Cost
from schemas.measures import CustomField, Indicator, Links, Measure
from schemas.strategy import Node, Strategy
from schemas.values import Label, Rich


class StepView(TypedDict):
    """Aktivita opatření."""

    text: str
    responsible: str
    term: str


class RowView(TypedDict):
    """Řádek karty: label and texts."""

    label: str
    text: Joined


class MeasureView(TypedDict):
    """Karta opatření."""

    code: Label
    name: str
    description: Rich
    reasoning: Rich
    rows: list[RowView]  # short rows of the card, only those that are filled
    steps: list[StepView]
    outputs: list[str]
    risks: list[str]
    costs: DataTable | None
    cost_notes: list[Joined]
    indicators: DataTable | None
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
        "nodes": [node(each, money, names) for each in items],
    }


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
    rows = []
    for each in items:
        code, item = Label(each.code, each.item.pointer), each.item
        if isinstance(item, Node):
            rows.append(
                (Cell(code), Cell(Joined((each.level, ": ", item.name), "")), Cell(""), Cell(""), Cell("", True))
            )
        else:
            sums = Cell(cost_words(item), True)
            rows.append((Cell(code), Cell(item.name), Cell(item.guarantor), Cell(term(item)), sums))
    whole = sum((amounts.total(each.item.costs) for each in items if isinstance(each.item, Measure)), Decimal(0))
    total = (Cell("Celkem"), Cell(""), Cell(""), Cell(""), Cell(amounts.shown(whole), True))
    return DataTable(columns, tuple(rows), total, "Přehled strategie")


def cost_words(item: Measure) -> str:
    if item.costs:
        return amounts.shown(amounts.total(item.costs))
    return item.cost_statement.label if item.cost_statement else amounts.NOTHING


def term(item: Measure) -> Joined:
    days = [day(when) for when in (item.starts, item.ends) if when]
    return Joined(tuple(value for value in (" – ".join(days), item.schedule) if value))


def measure(item: Measure, code: str, money: Money, names: Names) -> MeasureView:
    return {
        "code": Label(code, item.pointer),
        "name": item.name,
        "description": item.description,
        "reasoning": item.reasoning,
        "rows": card_rows(item, names),
        "steps": [{"text": each.text, "responsible": each.responsible, "term": each.term} for each in item.steps],
        "outputs": list(item.outputs),
        "risks": list(item.risks),
        "costs": amounts.source_table(item.costs, money, f"Náklady opatření {code}"),
        "cost_notes": cost_notes(item, money),
        "indicators": indicator_table(item.indicators, code) if item.indicators else None,
        "custom": [custom_row(each) for each in item.custom],
    }


def custom_row(each: CustomField) -> RowView:
    return {"label": each.label, "text": Joined((each.text,))}


def card_rows(item: Measure, names: Names) -> list[RowView]:
    """The short rows of a card, in the usual order; empty ones are left out."""
    links = item.links or Links.blank()
    related = tuple(names["measures"].get(each, each) for each in links.measures)
    rows = (
        ("Cílové skupiny", Joined(item.target_groups)),
        ("Garant", one(item.guarantor)),
        ("Realizátoři", Joined(item.implementers, "; ")),
        ("Partneři", Joined(item.partners, "; ")),
        ("Území", one(item.territory)),
        ("Důležitost", one(item.importance.label if item.importance else "")),
        ("Termín", term(item)),
        ("Řešené potřeby", Joined(links.needs, "; ")),
        ("Vychází ze SWOT", Joined(tuple(names["swot"].get(each, each) for each in links.swot), "; ")),
        ("Související opatření", Joined(related)),
        ("Nadřazené dokumenty", Joined(links.documents, "; ")),
    )
    return [{"label": label, "text": text} for label, text in rows if text]


def one(text: str) -> Joined:
    return Joined((text,)) if text else Joined(())


def cost_notes(item: Measure, money: Money) -> list[Joined]:
    """What is said of costs in words: the statement, and what single amounts carry (range, certainty, owner, note)."""
    statement = item.cost_statement.label if item.cost_statement else ""
    notes = [Joined(tuple(value for value in (statement, item.cost_note) if value), "; ")]
    notes += [cost_note(cost, money) for cost in item.costs if remarkable(cost)]
    return [note for note in notes if note]


def remarkable(cost: Cost) -> bool:
    return bool(cost.amount_to or cost.type or cost.certainty or cost.owner or cost.note or not cost.counted)


def cost_note(cost: Cost, money: Money) -> Joined:
    """„2020, Kraj: 250 000–300 000 Kč; investiční; výhled; podle výzvy kraje“"""
    amount = f"{amounts.shown(cost.amount)}{f'–{number(cost.amount_to)}' if cost.amount_to else ''}\u00a0{money.unit}"
    words = (
        cost.type.label if cost.type else "",
        cost.certainty.label if cost.certainty else "",
        Joined(("rozpočet: ", cost.owner), "") if cost.owner else "",
        "nezapočteno do součtu" if not cost.counted else "",
        cost.note,
    )
    head = Joined((f"{cost.year or ''}, ".lstrip(", "), money.source(cost.source), ": ", amount), "")
    return Joined((head, *(word for word in words if word)), "; ")


def indicator_table(indicators: tuple[Indicator, ...], code: str) -> DataTable:
    """The indicators with the columns that at least one of them fills."""
    columns = [each for each in INDICATOR_COLUMNS if any(each[1](indicator) for indicator in indicators)]
    heads = tuple(Cell(title, right) for title, _, right in columns)
    rows = tuple(
        tuple(Cell(value(each) or amounts.NOTHING, right) for _, value, right in columns) for each in indicators
    )
    return DataTable(heads, rows, (), f"Indikátory opatření {code}")


def figure(value: Decimal | None) -> str:
    return number(value) if value is not None else ""


INDICATOR_COLUMNS = (
    ("Indikátor", lambda each: Joined(tuple(v for v in (each.number, each.name) if v), " "), False),
    ("Jednotka", lambda each: each.unit, False),
    ("Výchozí", lambda each: figure(each.baseline), True),
    ("Cílová", lambda each: figure(each.target), True),
    ("Dosažená", lambda each: figure(each.actual), True),
    ("Stav", lambda each: each.status.label if each.status else "", False),
    ("Způsob ověření", lambda each: each.verification, False),
    ("Sleduje", lambda each: each.guarantor, False),
)
