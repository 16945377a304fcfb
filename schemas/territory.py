"""Území: for whom the plan is made."""

from __future__ import annotations

from decimal import Decimal

from schemas.base import Part, PartOf, PartsOf, declare, part
from schemas.fields import Number, OneOf, Text, Whole
from schemas.media import Image
from schemas.values import Choice


class TerritoryType(Choice):
    """Typ území."""

    MUNICIPALITY = "municipality", "obec"
    ORP = "orp", "správní obvod obce s rozšířenou působností"
    UNION = "union", "svazek obcí"
    MAS = "mas", "území místní akční skupiny"
    REGION = "region", "kraj"


@part("Tvary jména", plural="Tvary jmen")
class NameForms(Part):
    """Tvary jména: declined forms, so that no sentence of a document is glued from nominatives."""

    genitive: str = declare(
        Text("2. pád", "Bez koho, čeho: „rozvoj sociálních služeb …“", "správního obvodu Dačice", printed=False)
    )
    locative: str = declare(Text("6. pád s předložkou", "Kde: „sociální služby …“", "na Dačicku", printed=False))
    adjective: str = declare(Text("Přídavné jméno", "Jaký (kraj, region)?", "dačický", printed=False))


@part("Obec", plural="Obce", add="Přidat obec", new="Nová obec")
class Municipality(Part):
    """Obec: a municipality of the territory."""

    name: str = declare(Text("Název", "Úřední název obce.", "Slavonice", required=True, literal=True))
    lau: str = declare(Text("Kód obce", "Kód LAU (ČSÚ), šest číslic.", "547166", literal=True, limit=20))
    population: int | None = declare(Whole("Počet obyvatel", "Ke konci posledního roku.", 2357, least=0))
    area: Decimal | None = declare(Number("Rozloha (km²)", "Výměra katastru obce.", Decimal("45.85"), least=0))
    seniors: int | None = declare(Whole("Obyvatel 65+", "Počet obyvatel ve věku 65 a více let.", 512, least=0))
    part_of: str = declare(Text("Část území", "Mikroregion nebo svazek, do něhož obec patří.", "Mikroregion Dačicko"))


@part("Území", plural="Území")
class Territory(Part):
    """Území, pro něž plán je."""

    name: str = declare(Text("Název", "Jak se území jmenuje v názvu plánu.", "ORP Dačice", required=True))
    type: TerritoryType | None = declare(OneOf("Typ", "Druh území.", TerritoryType, TerritoryType.ORP))
    forms: NameForms | None = declare(
        PartOf("Tvary jména", "Skloňované tvary pro věty v dokumentu.", lambda: NameForms)
    )
    arms: Image | None = declare(PartOf("Znak", "Znak města nebo kraje na titulní stranu.", lambda: Image))
    source: str = declare(
        Text("Zdroj údajů o obcích", "Odkud jsou počty obyvatel a rozlohy.", "Český statistický úřad")
    )
    source_year: int | None = declare(Whole("Rok údajů", "Ke kterému roku údaje platí.", 2018, least=1900, most=2200))
    municipalities: tuple[Municipality, ...] = declare(
        PartsOf("Obce", "Všechny obce území.", lambda: Municipality, most=7000)
    )
