"""Strategická část: a tree of priorities and goals (the names of the levels are content) with measures at its ends."""

from __future__ import annotations

from schemas.base import Part, PartsOf, declare, part
from schemas.fields import Identifier, RichText, Text
from schemas.measures import Measure
from schemas.values import Rich

MAX_DEPTH = 5  # levels of the strategy, measures included


@part("Úroveň", plural="Úrovně", add="Přidat úroveň", new="Nová úroveň")
class Level(Part):
    """Úroveň strategie: its name and the mask of its codes.

    A mask holds {1} … {5} for the order on the levels from the top; {1:A} writes a letter, {1:I} a Roman number.
    """

    name: str = declare(Text("Název", "Jednotné číslo, 1. pád.", "Priorita", required=True))
    plural: str = declare(Text("Název v množném čísle", "Pro nadpisy a přehledy.", "Priority"))
    mask: str = declare(
        Text(
            "Maska kódu",
            "{1} je pořadí na první úrovni, {2} na druhé …",
            "{1}.{2}",
            literal=True,
            printed=False,
            limit=40,
        )
    )


@part("Položka strategie", plural="Položky strategie", add="Přidat položku strategie", new="Nová položka strategie")
class Node(Part):
    """Priorita nebo cíl: an item of the strategy above the measures."""

    id: str = declare(Identifier("Označení", "Podle něj se na položku odkazuje z textu.", "c-dostupnost"))
    code: str = declare(Text("Kód", "Nevyplněný se spočítá z pořadí.", "B.2", literal=True, limit=40))
    name: str = declare(Text("Název", "Stojí v nadpisu.", "Dostupné služby v malých obcích", required=True))
    description: Rich = declare(RichText("Popis", "Čeho chce dosáhnout.", "Pomoc dojede *do každé obce*."))
    reasoning: Rich = declare(RichText("Zdůvodnění", "Z čeho vychází.", "Vychází ze **SWOT** pracovní skupiny."))
    nodes: tuple[Node, ...] = declare(PartsOf("Podřízené položky", "Cíle priority.", lambda: Node, most=1000))
    measures: tuple[Measure, ...] = declare(PartsOf("Opatření", "Opatření v pořadí.", lambda: Measure, most=10_000))


@part("Strategie", plural="Strategie")
class Strategy(Part):
    """Strategická část plánu."""

    id: str = declare(Identifier("Označení", "Pro odkazy z textu na tuto kapitolu.", "strategie"))
    introduction: Rich = declare(RichText("Úvod", "Jak je strategie sestavena.", "Strategie má *tři úrovně*."))
    vision: Rich = declare(RichText("Vize", "Jak to má vypadat na konci období.", "Každý ví, **kde najde pomoc**."))
    levels: tuple[Level, ...] = declare(
        PartsOf("Úrovně", "Shora dolů; poslední jsou opatření.", lambda: Level, most=MAX_DEPTH)
    )
    nodes: tuple[Node, ...] = declare(PartsOf("Položky", "Položky první úrovně.", lambda: Node, most=1000))


DEFAULT_LEVELS: tuple[dict[str, str], ...] = (
    {"name": "Priorita", "plural": "Priority", "mask": "{1}"},
    {"name": "Cíl", "plural": "Cíle", "mask": "{1}.{2}"},
    {"name": "Opatření", "plural": "Opatření", "mask": "{1}.{2}.{3}"},
)

# „Přidat prioritu“, „Nová priorita“: how an item of a level is added. Levels are called as the plan wants, so of the
# usual names only, in small letters.
LEVELS_ADDED: dict[str, tuple[str, str]] = {
    "priorita": ("Přidat prioritu", "Nová priorita"),
    "oblast": ("Přidat oblast", "Nová oblast"),
    "prioritní oblast": ("Přidat prioritní oblast", "Nová prioritní oblast"),
    "téma": ("Přidat téma", "Nové téma"),
    "cíl": ("Přidat cíl", "Nový cíl"),
    "hlavní cíl": ("Přidat hlavní cíl", "Nový hlavní cíl"),
    "obecný cíl": ("Přidat obecný cíl", "Nový obecný cíl"),
    "strategický cíl": ("Přidat strategický cíl", "Nový strategický cíl"),
    "specifický cíl": ("Přidat specifický cíl", "Nový specifický cíl"),
    "dílčí cíl": ("Přidat dílčí cíl", "Nový dílčí cíl"),
    "opatření": ("Přidat opatření", "Nové opatření"),
    "aktivita": ("Přidat aktivitu", "Nová aktivita"),
    "cílová skupina": ("Přidat cílovou skupinu", "Nová cílová skupina"),
}
