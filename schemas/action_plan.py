"""Akční plán: what is done in one year; measures are referred to, never copied."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from schemas.base import Part, PartsOf, declare, part
from schemas.fields import Identifier, Money, OneOf, Reference, RichText, Text, Texts, Year
from schemas.finance import Cost
from schemas.values import Choice, Rich


class ActivityStatus(Choice):
    """Stav aktivity."""

    PLANNED = "planned", "plánováno"
    RUNNING = "running", "probíhá"
    DONE = "done", "splněno"
    POSTPONED = "postponed", "odloženo"
    DROPPED = "dropped", "zrušeno"


@part("Aktivita roku", plural="Aktivity roku", add="Přidat aktivitu roku", new="Nová aktivita roku")
class Activity(Part):
    """Aktivita akčního plánu."""

    text: str = declare(Text("Text", "Co se v tomto roce udělá.", "Výběr vozidla pro sociální dopravu", required=True))
    responsible: str = declare(Text("Odpovídá", "Kdo ji provede.", "vedoucí pečovatelské služby"))
    term: str = declare(Text("Termín", "Do kdy.", "do 30. 6. 2020"))
    output: str = declare(Text("Výstup", "Co z ní vzejde.", "podepsaná kupní smlouva"))
    status: ActivityStatus | None = declare(OneOf("Stav", "Při vyhodnocení.", ActivityStatus, ActivityStatus.RUNNING))


@part(
    "Položka akčního plánu",
    plural="Položky akčního plánu",
    add="Přidat položku akčního plánu",
    new="Nová položka akčního plánu",
)
class ActionItem(Part):
    """Opatření v akčním plánu roku."""

    measure: str = declare(Reference("Opatření", "Označení opatření plánu.", "o-doprava", to="Measure"))
    name: str = declare(Text("Název", "Jen není-li opatření v plánu.", "Příprava dalšího plánu"))
    aim: Rich = declare(RichText("Záměr roku", "Čeho se má v roce dosáhnout.", "Vůz vyjede *v září*."))
    activities: tuple[Activity, ...] = declare(PartsOf("Aktivity", "Co se udělá.", lambda: Activity, most=500))
    costs: tuple[Cost, ...] = declare(PartsOf("Náklady", "Částky roku po zdrojích.", lambda: Cost, most=500))
    stated_total: Decimal | None = declare(Money("Uvedený součet", "Převzatý; jen se porovná.", 640000))
    outputs: tuple[str, ...] = declare(Texts("Výstupy", "Co v roce vznikne.", ["nové vozidlo"], item="Výstup"))


@part("Akční plán", plural="Akční plány", add="Přidat akční plán", new="Nový akční plán")
class ActionPlan(Part):
    """Akční plán na jeden rok."""

    id: str = declare(Identifier("Označení", "Pro odkazy z textu.", "ap-2020"))
    year: int | None = declare(Year("Rok", "Na který rok plán je.", 2020))
    title: str = declare(
        Text("Název", "Nevyplněný se sestaví z území a roku.", "Akční plán sociálních služeb na rok 2020")
    )
    legal_basis: str = declare(
        Text(
            "Právní základ",
            "Věta o zákonu, která platí pro akční plán; věta celého plánu se v něm netiskne.",
            "Akční plán vychází ze střednědobého plánu podle zákona č. 108/2006 Sb., o sociálních službách.",
            multiline=True,
        )
    )
    introduction: Rich = declare(RichText("Úvod", "Jak plán vznikl a co obsahuje.", "Plán vybírá *dvanáct* opatření."))
    items: tuple[ActionItem, ...] = declare(PartsOf("Položky", "Opatření roku v pořadí.", lambda: ActionItem))
    network: Rich = declare(RichText("Síť služeb", "Změny sítě v tomto roce.", "Přibude **jedna** odlehčovací služba."))
    outlook: Rich = declare(RichText("Výhled", "Co bude v dalších letech.", "V dalším roce se služba *rozšíří*."))
    evaluation: Rich = declare(
        RichText("Vyhodnocování", "Jak se plnění vyhodnotí.", "Řídicí skupina ho posoudí *v lednu*.")
    )


def of_year(plans: Iterable[ActionPlan], year: int | None) -> ActionPlan | None:
    """The action plan of the year, of whichever comes first where no year is asked for; None where there is none."""
    return next((each for each in plans if year is None or each.year == year), None)
