"""Vyhodnocení předchozího plánu."""

from __future__ import annotations

from schemas.base import Part, PartsOf, declare, part
from schemas.fields import Flag, Identifier, OneOf, Reference, RichText, Text
from schemas.values import Choice, Rich


class Fulfilment(Choice):
    """Plnění."""

    MET = "met", "splněno"
    PARTLY = "partly", "splněno částečně"
    NOT_MET = "not_met", "nesplněno"
    ONGOING = "ongoing", "plní se průběžně"


@part(
    "Vyhodnocené opatření",
    plural="Vyhodnocená opatření",
    add="Přidat vyhodnocené opatření",
    new="Nové vyhodnocené opatření",
)
class EvaluatedMeasure(Part):
    """Opatření předchozího plánu a jak dopadlo."""

    code: str = declare(Text("Kód", "Kód v předchozím plánu.", "1.2", literal=True, limit=40))
    name: str = declare(Text("Název", "Název v předchozím plánu.", "Udržení pečovatelské služby", required=True))
    status: Fulfilment | None = declare(OneOf("Plnění", "Jak opatření dopadlo.", Fulfilment, Fulfilment.PARTLY))
    evidence: str = declare(
        Text("Doklad", "Co se stalo a z čeho je to vidět.", "Služba přibrala dvě obce.", multiline=True)
    )
    carried_over: bool = declare(Flag("Přechází do nového plánu", "Pokračuje-li.", True))
    carried_to: str = declare(Reference("Nové opatření", "Opatření, ve kterém pokračuje.", "o-terenni", to="Measure"))


@part("Vyhodnocení předchozího plánu", plural="Vyhodnocení předchozích plánů")
class PreviousPlan(Part):
    """Vyhodnocení předchozího plánu."""

    id: str = declare(Identifier("Označení", "Pro odkazy z textu na tuto kapitolu.", "vyhodnoceni"))
    title: str = declare(Text("Název plánu", "Který plán se vyhodnocuje.", "Komunitní plán 2016–2018"))
    summary: Rich = declare(RichText("Shrnutí", "Celkové zhodnocení.", "Z dvanácti opatření se *devět* splnilo."))
    measures: tuple[EvaluatedMeasure, ...] = declare(
        PartsOf("Opatření", "Opatření předchozího plánu.", lambda: EvaluatedMeasure, most=2000)
    )
    lessons: Rich = declare(RichText("Poučení", "Co z toho plyne.", "Garant musí být **jeden**."))
