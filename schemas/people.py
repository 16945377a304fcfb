"""Lidé a orgány: who made the plan. What of a person may be public is content, not a guess."""

from __future__ import annotations

from datetime import date

from schemas.base import Part, PartOf, PartsOf, declare, part
from schemas.fields import Choices, Day, Identifier, OneOf, RichText, Text, Texts
from schemas.values import Choice, Rich


class GroupType(Choice):
    """Typ skupiny."""

    STEERING = "steering", "řídicí skupina"
    WORKING = "working", "pracovní skupina"
    TRIAD = "triad", "triáda"
    TEAM = "team", "realizační tým"
    ADVISORY = "advisory", "konzultační skupina"


class Role(Choice):
    """Strana, kterou člen zastupuje."""

    COMMISSIONER = "commissioner", "zadavatel"
    PROVIDER = "provider", "poskytovatel"
    USER = "user", "uživatel"
    PUBLIC = "public", "veřejnost"
    PREPARER = "preparer", "zpracovatel"


class PersonDetail(Choice):
    """Údaj o osobě, k jehož zveřejnění je souhlas."""

    NAME = "name", "jméno"
    FUNCTION = "function", "funkce"
    ORGANISATION = "organisation", "organizace"
    PHONE = "phone", "telefon"
    EMAIL = "email", "e-mail"


NAMELESS = "jméno se nezveřejňuje"  # printed for a member of whom nothing may be published


class PartyRole(Choice):
    """Úloha organizace v přípravě plánu."""

    CONTRACTOR = "contractor", "realizátor"
    PARTNER = "partner", "partner"
    PREPARER = "preparer", "zpracovatel"
    COMMISSIONER = "commissioner", "zadavatel"
    SUPPORT = "support", "odborná podpora"


@part("Organizace", plural="Organizace", add="Přidat organizaci", new="Nová organizace")
class Party(Part):
    """Organizace, která se na plánu podílí."""

    role: PartyRole | None = declare(OneOf("Úloha", "Čím k plánu přispívá.", PartyRole, PartyRole.PARTNER))
    name: str = declare(Text("Název", "Úplný název organizace.", "Město Dačice", required=True))
    ico: str = declare(Text("IČO", "Osm číslic, i s nulou na začátku.", "00246476", literal=True, limit=12))
    address: str = declare(Text("Adresa", "Sídlo organizace.", "Krajířova 27, 380 13 Dačice I"))
    phone: str = declare(Text("Telefon", "Telefon do kanceláře, ne soukromý.", "384 401 213"))
    email: str = declare(Text("E-mail", "Úřední adresa.", "podatelna@mesto.example", literal=True))
    web: str = declare(Text("Web", "Adresa stránek.", "https://www.mesto.example", literal=True))


@part("Osoba", plural="Osoby")
class Person(Part):
    """Osoba; veřejný dokument otiskne jen údaje, k nimž je souhlas."""

    titles_before: str = declare(Text("Tituly před jménem", "Jak se píší.", "PaedDr."))
    first_name: str = declare(Text("Jméno", "Křestní jméno.", "Marie"))
    last_name: str = declare(Text("Příjmení", "Rodné se neuvádí.", "Vzorová"))
    titles_after: str = declare(Text("Tituly za jménem", "Bez čárky na začátku.", "Ph.D."))
    function: str = declare(Text("Funkce", "V úřadu či organizaci.", "vedoucí odboru sociálních věcí"))
    organisation: str = declare(Text("Pracoviště", "Kde funkci vykonává.", "Městský úřad Dačice"))
    phone: str = declare(Text("Telefon", "Jen pracovní.", "721 000 000"))
    email: str = declare(Text("E-mail", "Jen pracovní.", "jmeno@mesto.example", literal=True))
    publish: tuple[PersonDetail, ...] = declare(
        Choices(
            "Souhlas se zveřejněním",
            "Které údaje smějí být ve veřejném dokumentu. Bez souhlasu se otiskne jen strana, kterou osoba zastupuje.",
            PersonDetail,
            ["name", "function"],
            item="Údaj",
        )
    )


@part("Člen", plural="Členové", add="Přidat člena", new="Nový člen")
class Member(Part):
    """Člen skupiny."""

    person: Person | None = declare(PartOf("Osoba", "Kdo členem je.", lambda: Person))
    role: Role | None = declare(OneOf("Zastupuje", "Stranu plánování.", Role, Role.PROVIDER))
    position: str = declare(Text("Postavení ve skupině", "Liší-li se od řadového člena.", "zástupce vedoucí"))
    since: date | None = declare(Day("Od", "Kdy členství začalo.", "2018-05-15"))


@part("Skupina", plural="Skupiny", add="Přidat skupinu", new="Nová skupina")
class Group(Part):
    """Skupina, která se na přípravě plánu podílí."""

    id: str = declare(Identifier("Označení", "Odkazují na ně setkání a SWOT.", "ps-seniori"))
    type: GroupType | None = declare(OneOf("Typ", "Druh skupiny.", GroupType, GroupType.WORKING))
    name: str = declare(Text("Název", "Celé jméno skupiny.", "Pracovní skupina Senioři", required=True))
    target_groups: tuple[str, ...] = declare(
        Texts("Cílové skupiny", "Kterým lidem se skupina věnuje.", ["senioři"], item="Cílová skupina")
    )
    leader_label: str = declare(Text("Označení vedoucího", "Jak se funkce jmenuje.", "Vedoucí členka"))
    leader: Person | None = declare(PartOf("Vedoucí", "Kdo skupinu vede.", lambda: Person))
    description: Rich = declare(RichText("Popis", "Čím se skupina zabývá.", "Skupina připravila *tři* opatření."))
    members: tuple[Member, ...] = declare(PartsOf("Členové", "Všichni členové skupiny.", lambda: Member, most=500))
