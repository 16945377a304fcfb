"""Publicita: the funded project behind the plan. Its funding sentence is literal, never composed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from schemas.base import Part, PartsOf, declare, part
from schemas.fields import Day, Flag, Money, RichText, Text
from schemas.media import Image
from schemas.values import Rich


@part("Klíčová aktivita", plural="Klíčové aktivity", add="Přidat klíčovou aktivitu", new="Nová klíčová aktivita")
class KeyActivity(Part):
    """Klíčová aktivita projektu."""

    code: str = declare(Text("Kód", "Značka aktivity.", "KA1", literal=True))
    name: str = declare(Text("Název", "Název podle žádosti.", "Koordinace procesu plánování", required=True))


@part("Projekt podpory", plural="Projekty podpory")
class FundedProject(Part):
    """Projekt, z něhož se příprava plánu platí."""

    name: str = declare(Text("Název", "Úplný název projektu.", "Pokračování komunitního plánování", required=True))
    registration: str = declare(
        Text("Registrační číslo", "Tak, jak je v rozhodnutí.", "CZ.03.2.63/0.0/0.0/16_063/0006574", literal=True)
    )
    programme: str = declare(Text("Program", "Operační program.", "Operační program Zaměstnanost"))
    call_number: str = declare(Text("Číslo výzvy", "Číslo výzvy programu.", "03_16_063", literal=True))
    call_name: str = declare(
        Text("Název výzvy", "Název výzvy programu.", "Podpora procesu plánování sociálních služeb")
    )
    starts: date | None = declare(Day("Začátek", "Den zahájení.", "2018-03-01"))
    ends: date | None = declare(Day("Konec", "Den ukončení.", "2020-02-29"))
    budget: Decimal | None = declare(Money("Rozpočet", "Celkový rozpočet projektu, v jednotce částek plánu.", 1793475))
    sentence: str = declare(
        Text(
            "Věta o financování",
            "Doslova podle pravidel programu; dokument ji nemění.",
            "Projekt je financován z Evropského sociálního fondu.",
            literal=True,
            multiline=True,
        )
    )
    sentence_in_footer: bool = declare(Flag("Věta v patě stran", "Opakuje větu na každé straně.", True))
    logos: tuple[Image, ...] = declare(
        PartsOf("Loga", "Neupravená loga v pořadí podle pravidel.", lambda: Image, most=6)
    )
    description: Rich = declare(RichText("Popis", "O projektu pro čtenáře plánu.", "Projekt běží *dva roky*."))
    activities: tuple[KeyActivity, ...] = declare(
        PartsOf("Klíčové aktivity", "Podle žádosti.", lambda: KeyActivity, most=30)
    )
