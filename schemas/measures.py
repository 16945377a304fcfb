"""Opatření: the card of a measure with steps, costs and indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from schemas.base import Part, PartOf, PartsOf, declare, part
from schemas.fields import Day, Identifier, Money, Number, OneOf, References, RichText, Text, Texts
from schemas.finance import Cost, CostStatement
from schemas.values import Choice, Rich


class Importance(Choice):
    """Důležitost opatření."""

    HIGH = "high", "vysoká"
    MEDIUM = "medium", "střední"
    LOW = "low", "nízká"


class IndicatorStatus(Choice):
    """Stav indikátoru."""

    PLANNED = "planned", "plánováno"
    ONGOING = "ongoing", "průběžně plněno"
    MET = "met", "splněno"
    NOT_MET = "not_met", "nesplněno"


@part("Aktivita", plural="Aktivity", add="Přidat aktivitu", new="Nová aktivita")
class Step(Part):
    """Aktivita (krok) opatření."""

    text: str = declare(Text("Text", "Co se udělá.", "Průzkum dopravní dostupnosti v obcích", required=True))
    responsible: str = declare(Text("Odpovídá", "Kdo za krok odpovídá.", "koordinátorka plánování"))
    term: str = declare(Text("Termín", "Do kdy.", "do června 2020"))


@part("Indikátor", plural="Indikátory", add="Přidat indikátor", new="Nový indikátor")
class Indicator(Part):
    """Indikátor: how it is known that the measure works."""

    number: str = declare(Text("Číslo", "Má-li ho indikátor v jiné soustavě.", "6 70 01", literal=True))
    name: str = declare(Text("Název", "Co se měří.", "Počet podpořených osob", required=True))
    unit: str = declare(Text("Jednotka", "V čem se měří.", "osoby"))
    baseline: Decimal | None = declare(Number("Výchozí hodnota", "Na začátku plánu.", 20))
    target: Decimal | None = declare(Number("Cílová hodnota", "Na konci plánu.", 45))
    actual: Decimal | None = declare(Number("Dosažená hodnota", "Při vyhodnocení.", 38))
    status: IndicatorStatus | None = declare(
        OneOf("Stav", "Jak se indikátor plní.", IndicatorStatus, IndicatorStatus.ONGOING)
    )
    verification: str = declare(Text("Způsob ověření", "Odkud se hodnota zjistí.", "výroční zpráva poskytovatele"))
    guarantor: str = declare(Text("Sleduje", "Kdo hodnotu sleduje.", "odbor sociálních věcí"))


@part("Vlastní údaj", plural="Vlastní údaje", add="Přidat vlastní údaj", new="Nový vlastní údaj")
class CustomField(Part):
    """Vlastní údaj karty, pro který tu není pole."""

    label: str = declare(Text("Název", "Jak se údaj jmenuje.", "Vazba na krajský plán", required=True))
    text: str = declare(Text("Text", "Co se otiskne.", "Cíl C.2 plánu kraje", required=True, multiline=True))


@part("Vazby", plural="Vazby")
class Links(Part):
    """Vazby opatření na potřeby, SWOT, nadřazené dokumenty a jiná opatření."""

    needs: tuple[str, ...] = declare(Texts("Potřeby", "Které potřeby řeší.", ["doprava k lékaři"], item="Potřeba"))
    swot: tuple[str, ...] = declare(
        References("Položky SWOT", "Ze kterých položek vychází.", ["swot-doprava"], item="Položka", to="SwotItem")
    )
    documents: tuple[str, ...] = declare(
        Texts("Nadřazené dokumenty", "Které plány naplňuje.", ["Plán rozvoje sociálních služeb kraje"], item="Dokument")
    )
    measures: tuple[str, ...] = declare(
        References("Související opatření", "Na která opatření navazuje.", ["o-doprava"], item="Opatření", to="Measure")
    )


@part("Opatření", plural="Opatření", add="Přidat opatření", new="Nové opatření")
class Measure(Part):
    """Opatření: the smallest thing that the plan promises."""

    id: str = declare(Identifier("Označení", "Odkazují na ně akční plán a text.", "o-terenni-sluzby"))
    code: str = declare(Text("Kód", "Nevyplněný se spočítá z pořadí.", "2.1.3", literal=True, limit=40))
    name: str = declare(Text("Název", "Stojí v nadpisu karty.", "Rozšíření terénních služeb", required=True))
    description: Rich = declare(
        RichText("Popis", "Co opatření přinese.", "Pečovatelská služba bude jezdit *i o víkendech*.")
    )
    reasoning: Rich = declare(
        RichText("Zdůvodnění", "Proč je potřeba.", "V obcích žije **o třetinu** více lidí nad 80 let.")
    )
    target_groups: tuple[str, ...] = declare(
        Texts("Cílové skupiny", "Komu pomůže.", ["senioři", "pečující osoby"], item="Cílová skupina")
    )
    guarantor: str = declare(Text("Garant", "Kdo za opatření odpovídá.", "Město Dačice, odbor sociálních věcí"))
    implementers: tuple[str, ...] = declare(
        Texts("Realizátoři", "Kdo je provede.", ["poskytovatel pečovatelské služby"], item="Realizátor")
    )
    partners: tuple[str, ...] = declare(Texts("Partneři", "Kdo spolupracuje.", ["obce ORP"], item="Partner"))
    territory: str = declare(Text("Území", "Platí-li jen pro část území.", "obce Slavonicka"))
    importance: Importance | None = declare(OneOf("Důležitost", "Pořadí naléhavosti.", Importance, Importance.HIGH))
    starts: date | None = declare(Day("Začátek", "Den, od kdy se provádí.", "2020-01-01"))
    ends: date | None = declare(Day("Konec", "Den, do kdy se provede.", "2022-12-31"))
    schedule: str = declare(Text("Termín", "Místo dnů slovy.", "průběžně po celé období"))
    steps: tuple[Step, ...] = declare(PartsOf("Aktivity", "Kroky v pořadí.", lambda: Step, most=200))
    costs: tuple[Cost, ...] = declare(PartsOf("Náklady", "Částky po letech a zdrojích.", lambda: Cost, most=500))
    cost_statement: CostStatement | None = declare(
        OneOf("Bez částek", "Nejsou-li náklady v částkách, proč.", CostStatement, CostStatement.ROUTINE)
    )
    cost_note: str = declare(Text("Poznámka k nákladům", "Co je k nákladům třeba vědět.", "Bez investic do vozidel."))
    stated_total: Decimal | None = declare(
        Money("Uvedený součet", "Převzatý součet; jen se porovná se spočítaným.", 1250000)
    )
    indicators: tuple[Indicator, ...] = declare(PartsOf("Indikátory", "Co se bude měřit.", lambda: Indicator, most=100))
    outputs: tuple[str, ...] = declare(Texts("Výstupy", "Co vznikne.", ["nová trasa sociální dopravy"], item="Výstup"))
    risks: tuple[str, ...] = declare(Texts("Rizika", "Co ho může ohrozit.", ["nedostatek pečovatelek"], item="Riziko"))
    links: Links | None = declare(PartOf("Vazby", "S čím opatření souvisí.", lambda: Links))
    custom: tuple[CustomField, ...] = declare(
        PartsOf("Vlastní údaje", "Další řádky karty.", lambda: CustomField, most=50)
    )
