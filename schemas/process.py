"""Průběh plánování: how the plan was made (§ 3 písm. h) zákona č. 108/2006 Sb.)."""

from __future__ import annotations

from datetime import date

from schemas.base import Part, PartsOf, declare, part
from schemas.fields import Day, Identifier, Reference, RichText, Text, Texts, Whole
from schemas.values import Rich


@part("Setkání", plural="Setkání", add="Přidat setkání", new="Nové setkání")
class Meeting(Part):
    """Jednání skupiny."""

    group: str = declare(Reference("Skupina", "Označení skupiny, která se sešla.", "ridici-skupina", to="Group"))
    number: int | None = declare(Whole("Číslo", "Kolikáté jednání to bylo.", 3, least=1))
    date: date | None = declare(Day("Datum", "Den jednání.", "2018-07-17"))
    starts: str = declare(Text("Začátek", "Hodina, kdy začalo.", "9:00"))
    ends: str = declare(Text("Konec", "Hodina, kdy skončilo.", "11:30"))
    place: str = declare(Text("Místo", "Kde se konalo.", "zasedací místnost MěÚ Dačice"))
    programme: str = declare(Text("Program", "Hlavní body.", "Výsledky SWOT analýzy; návrh priorit.", multiline=True))
    conclusions: str = declare(Text("Závěry", "Na čem se shodli.", "Skupina schválila seznam cílů.", multiline=True))
    attendance: int | None = declare(Whole("Počet účastníků", "Podle prezenční listiny.", 8, least=0))


@part("Veřejná akce", plural="Veřejné akce", add="Přidat veřejnou akci", new="Nová veřejná akce")
class PublicEvent(Part):
    """Veřejná akce: setkání, konference, den služeb."""

    name: str = declare(Text("Název", "Jak se akce jmenovala.", "Veřejné setkání v Dačicích", required=True))
    date: date | None = declare(Day("Datum", "Den konání.", "2019-10-08"))
    place: str = declare(Text("Místo", "Kde se konala.", "Kulturní dům Beseda"))
    attendance: int | None = declare(Whole("Počet účastníků", "Kolik lidí přišlo.", 62, least=0))
    description: str = declare(Text("Obsah", "O čem akce byla.", "Představení návrhu plánu.", multiline=True))


@part("Šetření", plural="Šetření", add="Přidat šetření", new="Nové šetření")
class Survey(Part):
    """Průzkum mezi uživateli, poskytovateli nebo obcemi."""

    name: str = declare(Text("Název", "Jak se šetření jmenuje.", "Dotazník pro obce", required=True))
    respondents: str = declare(Text("Dotázaní", "Koho se ptali.", "starostové obcí"))
    method: str = declare(Text("Způsob", "Jak se ptali.", "tištěný dotazník"))
    term: str = declare(Text("Období", "Kdy se ptali.", "září až listopad 2018"))
    sent: int | None = declare(Whole("Rozdáno", "Kolik dotazníků šlo ven.", 120, least=0))
    returned: int | None = declare(Whole("Vráceno", "Kolik se jich vrátilo.", 87, least=0))
    findings: Rich = declare(
        RichText("Zjištění", "Co z šetření vyplynulo.", "Nejčastěji chyběla **doprava** k lékaři.")
    )


@part("Krok harmonogramu", plural="Harmonogram", add="Přidat krok harmonogramu", new="Nový krok harmonogramu")
class TimetableItem(Part):
    """Krok harmonogramu přípravy plánu."""

    stage: str = declare(Text("Etapa", "Do které části přípravy krok patří.", "1. etapa – analýzy"))
    term: str = declare(Text("Termín", "Měsíce nebo dny.", "březen–srpen 2018"))
    activity: str = declare(Text("Činnost", "Co se dělalo.", "Obnovení řídicí skupiny", required=True))
    output: str = declare(Text("Výstup", "Co z toho vzešlo.", "zápisy ze tří jednání"))


@part("Průběh plánování", plural="Průběh plánování")
class Process(Part):
    """Průběh plánování: organisation, meetings, public events, surveys, timetable."""

    id: str = declare(Identifier("Označení", "Pro odkazy z textu na tuto kapitolu.", "prubeh"))
    narrative: Rich = declare(
        RichText("Popis", "Jak příprava probíhala a kdo se jí účastnil.", "Příprava trvala dva roky.")
    )
    principles: tuple[str, ...] = declare(
        Texts(
            "Zásady",
            "Zásady, na nichž plánování stojí.",
            ["dohoda zadavatelů, poskytovatelů a uživatelů"],
            item="Zásada",
        )
    )
    meetings: tuple[Meeting, ...] = declare(PartsOf("Setkání", "Jednání skupin.", lambda: Meeting))
    events: tuple[PublicEvent, ...] = declare(PartsOf("Veřejné akce", "Setkání s veřejností.", lambda: PublicEvent))
    surveys: tuple[Survey, ...] = declare(PartsOf("Šetření", "Průzkumy potřeb.", lambda: Survey))
    timetable: tuple[TimetableItem, ...] = declare(
        PartsOf("Harmonogram", "Kroky přípravy v pořadí.", lambda: TimetableItem)
    )
