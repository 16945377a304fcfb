"""Plán: the whole dossier. One content gives all kinds of documents; a kind asks only for the parts that it prints."""

from __future__ import annotations

from datetime import date

from schemas.action_plan import ActionPlan
from schemas.analyses import Analysis
from schemas.approval import Approval
from schemas.base import Part, PartOf, PartsOf, declare, part
from schemas.fields import Day, Flag, Identifier, OneOf, RichText, Text, Texts, Year
from schemas.finance import Currency, Financing, FundingSource
from schemas.implementation import Implementation
from schemas.media import Image
from schemas.people import Group, Party
from schemas.previous_plan import PreviousPlan
from schemas.process import Process
from schemas.projects import Pipeline
from schemas.publicity import FundedProject
from schemas.services import Network
from schemas.strategy import Strategy
from schemas.swot import Swot
from schemas.territory import Territory
from schemas.values import Choice, Rich


class TimeSeparator(Choice):
    """Zápis času."""

    COLON = "colon", "9:15"
    DOT = "dot", "9.15"


@part("Období", plural="Období")
class Period(Part):
    """Období platnosti plánu."""

    first_year: int | None = declare(Year("První rok", "Od kterého roku plán platí.", 2020))
    last_year: int | None = declare(Year("Poslední rok", "Do kterého roku plán platí.", 2022))
    starts: date | None = declare(Day("Platí od", "Přesný den, není-li to 1. leden.", "2020-01-01"))
    ends: date | None = declare(Day("Platí do", "Přesný den, není-li to 31. prosinec.", "2022-12-31"))


@part("Úvodní slovo", plural="Úvodní slova")
class Foreword(Part):
    """Úvodní slovo."""

    text: Rich = declare(RichText("Text", "Slovo starosty nebo předsedy.", "Vážení spoluobčané, *děkuji* všem."))
    signatory: str = declare(Text("Podepsán", "Kdo slovo podepsal.", "Jana Vzorová"))
    function: str = declare(Text("Funkce", "Jeho funkce.", "starostka města"))
    photo: Image | None = declare(PartOf("Fotografie", "Portrét, je-li souhlas.", lambda: Image))


@part("Zkratka", plural="Zkratky", add="Přidat zkratku", new="Nová zkratka")
class Abbreviation(Part):
    """Zkratka a její význam."""

    short: str = declare(Text("Zkratka", "Jak se píše v textu.", "ORP", required=True, literal=True))
    long: str = declare(Text("Význam", "Co znamená.", "obec s rozšířenou působností", required=True))


@part("Pojem", plural="Pojmy", add="Přidat pojem", new="Nový pojem")
class Term(Part):
    """Pojem a jeho výklad."""

    term: str = declare(Text("Pojem", "Vykládané slovo.", "komunitní plánování", required=True))
    definition: str = declare(
        Text("Výklad", "Co pojem v plánu znamená.", "společné hledání shody", required=True, multiline=True)
    )


@part("Pramen", plural="Prameny", add="Přidat pramen", new="Nový pramen")
class Source(Part):
    """Pramen, z něhož plán čerpá."""

    id: str = declare(Identifier("Označení", "Podle něj se na pramen odkazuje.", "csu-2018"))
    author: str = declare(Text("Autor", "Osoba nebo úřad.", "Český statistický úřad"))
    title: str = declare(Text("Název", "Název díla.", "Veřejná databáze", required=True))
    publisher: str = declare(Text("Vydavatel", "Kdo dílo vydal.", "ČSÚ, Praha"))
    year: int | None = declare(Year("Rok", "Rok vydání.", 2018))
    url: str = declare(Text("Adresa", "Odkaz na web.", "https://www.czso.example", literal=True))


@part("Příloha", plural="Přílohy", add="Přidat přílohu", new="Nová příloha")
class Annex(Part):
    """Příloha plánu."""

    id: str = declare(Identifier("Označení", "Podle něj se na přílohu odkazuje.", "priloha-katalog"))
    title: str = declare(Text("Název", "Název přílohy bez čísla.", "Katalog sociálních služeb", required=True))
    text: Rich = declare(RichText("Text", "Obsah přílohy, je-li součástí dokumentu.", "Katalog vychází *tiskem*."))
    separate: str = declare(Text("Samostatný soubor", "Není-li v dokumentu: kde je.", "samostatný svazek"))
    confidential: bool = declare(Flag("Neveřejná", "Ve veřejném dokumentu se neotiskne.", True))


@part("Vzhled", plural="Vzhledy")
class Layout(Part):
    """Volby podoby dokumentu."""

    measures_in_contents: bool = declare(Flag("Opatření v obsahu", "Obsah ukáže i opatření.", True))
    watermark: bool = declare(
        Flag("Vodoznak NÁVRH", "U neschváleného dokumentu; lze vypnout pro výtisk do zasedání.", False, initially=True)
    )


@part("Typografie", plural="Typografie")
class Typography(Part):
    """Volby opravy typografie."""

    repair: bool = declare(
        Flag("Opravovat", "Mezery, pomlčky, uvozovky a data podle ČSN 01 6910.", False, initially=True)
    )
    keep: tuple[str, ...] = declare(
        Texts(
            "Neopravovat",
            "Místa obsahu, která se mají otisknout doslova; jen pro přípravu v souboru.",
            ["/foreword/text"],
            item="Pole",
            literal=True,
            printed=False,
        )
    )
    time_separator: TimeSeparator | None = declare(
        OneOf("Zápis času", "Jeden pro celý dokument.", TimeSeparator, TimeSeparator.DOT, initially=TimeSeparator.COLON)
    )


@part("Plán", plural="Plány")
class Plan(Part):
    """Plán: the whole dossier of content."""

    kind: str = declare(
        Text(
            "Druh dokumentu",
            "Co se nabídne při sestavení jako první.",
            "medium_term_plan",
            literal=True,
            printed=False,
            limit=60,
        )
    )
    title: str = declare(
        Text("Název", "Celý název plánu bez období.", "Střednědobý plán rozvoje sociálních služeb", required=True)
    )
    subtitle: str = declare(Text("Podtitul", "Pod názvem na titulní straně.", "Komunitní plán"))
    sample: str = declare(Text("Označení ukázky", "Není-li to skutečný plán, říká to na titulní straně.", "Ukázka"))
    territory: Territory | None = declare(PartOf("Území", "Pro které území plán je.", lambda: Territory))
    period: Period | None = declare(PartOf("Období", "Na které roky plán je.", lambda: Period))
    version: str = declare(Text("Verze", "Stav textu.", "pracovní verze k připomínkování"))
    date: date | None = declare(Day("Datum", "Den, ke kterému je dokument vydán.", "2019-11-20"))
    place: str = declare(Text("Místo", "Kde byl vydán.", "Dačice"))
    currency: Currency | None = declare(
        OneOf("Jednotka částek", "Platí pro celý plán.", Currency, Currency.THOUSAND_CZK, initially=Currency.CZK)
    )
    parties: tuple[Party, ...] = declare(PartsOf("Organizace", "Kdo plán připravil.", lambda: Party, most=50))
    project: FundedProject | None = declare(PartOf("Projekt", "Z čeho se příprava platila.", lambda: FundedProject))
    foreword: Foreword | None = declare(PartOf("Úvodní slovo", "Slovo na začátek.", lambda: Foreword))
    legal_basis: str = declare(
        Text(
            "Právní základ",
            "Věta o zákonu, podle něhož plán vznikl; akční plán má vlastní.",
            "Plán byl zpracován podle § 94 zákona č. 108/2006 Sb., o sociálních službách.",
            multiline=True,
        )
    )
    abbreviations: tuple[Abbreviation, ...] = declare(
        PartsOf("Zkratky", "Zkratky v textu.", lambda: Abbreviation, most=1000)
    )
    terms: tuple[Term, ...] = declare(PartsOf("Pojmy", "Výklad pojmů.", lambda: Term, most=1000))
    groups: tuple[Group, ...] = declare(PartsOf("Skupiny", "Řídicí a pracovní skupiny.", lambda: Group, most=200))
    process: Process | None = declare(PartOf("Průběh plánování", "Jak plán vznikl.", lambda: Process))
    previous_plan: PreviousPlan | None = declare(PartOf("Předchozí plán", "Jak se splnil.", lambda: PreviousPlan))
    analyses: tuple[Analysis, ...] = declare(PartsOf("Analýzy", "Analytická část.", lambda: Analysis, most=100))
    swot: tuple[Swot, ...] = declare(PartsOf("SWOT analýzy", "Za skupiny a celková.", lambda: Swot, most=50))
    strategy: Strategy | None = declare(PartOf("Strategie", "Strategická část.", lambda: Strategy))
    network: Network | None = declare(PartOf("Síť služeb", "Služby na území.", lambda: Network))
    funding_sources: tuple[FundingSource, ...] = declare(
        PartsOf("Zdroje financování", "Nevyplněné: obvyklý seznam.", lambda: FundingSource, most=40)
    )
    financing: Financing | None = declare(PartOf("Financování", "Kapitola o penězích.", lambda: Financing))
    implementation: Implementation | None = declare(
        PartOf("Realizace", "Sledování a změny plánu.", lambda: Implementation)
    )
    action_plans: tuple[ActionPlan, ...] = declare(
        PartsOf("Akční plány", "Po jednom na rok.", lambda: ActionPlan, most=20)
    )
    pipeline: Pipeline | None = declare(PartOf("Zásobník projektů", "Projektové záměry.", lambda: Pipeline))
    sources: tuple[Source, ...] = declare(PartsOf("Prameny", "Z čeho plán čerpá.", lambda: Source, most=1000))
    annexes: tuple[Annex, ...] = declare(PartsOf("Přílohy", "Přílohy plánu.", lambda: Annex, most=100))
    approvals: tuple[Approval, ...] = declare(
        PartsOf("Schválení", "Orgány, které plán projednaly.", lambda: Approval, most=200)
    )
    layout: Layout | None = declare(PartOf("Vzhled", "Volby podoby dokumentu.", lambda: Layout))
    typography: Typography | None = declare(PartOf("Typografie", "Volby oprav textu.", lambda: Typography))
