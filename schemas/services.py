"""Síť sociálních služeb: the services of the territory. Capacity is three numbers, never one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from schemas.base import Part, PartOf, PartsOf, declare, part
from schemas.fields import Choices, Day, Identifier, Number, OneOf, RichText, Text, Texts
from schemas.finance import Cost
from schemas.values import Choice, Rich


class ServiceForm(Choice):
    """Forma poskytování (§ 33 zákona č. 108/2006 Sb.)."""

    FIELD = "field", "terénní"
    AMBULATORY = "ambulatory", "ambulantní"
    RESIDENTIAL = "residential", "pobytová"


class CapacityUnit(Choice):
    """Jednotka kapacity."""

    STAFF = "staff", "přepočtené úvazky v přímé péči"
    BEDS = "beds", "lůžka"
    INTERVENTIONS = "interventions", "intervence"
    CLIENTS = "clients", "uživatelé"


class Support(Choice):
    """Vztah plánu ke službě."""

    FUNDED = "funded", "financovaná"
    DEVELOPED = "developed", "rozvoj s podporou"
    UNFUNDED = "unfunded", "bez podpory"


@part("Kapacita", plural="Kapacity", add="Přidat kapacitu", new="Nová kapacita")
class Capacity(Part):
    """Kapacita služby: registered, in the regional network, and for this territory."""

    unit: CapacityUnit | None = declare(OneOf("Jednotka", "V čem se kapacita počítá.", CapacityUnit, CapacityUnit.BEDS))
    registered: Decimal | None = declare(
        Number("Registrovaná", "Podle registru poskytovatelů.", Decimal("6.5"), least=0)
    )
    network: Decimal | None = declare(Number("V krajské síti", "Podle základní sítě kraje.", Decimal("5.5"), least=0))
    local: Decimal | None = declare(Number("Pro území", "Kolik slouží tomuto území.", Decimal("4"), least=0))


@part("Kontakt", plural="Kontakty")
class Contact(Part):
    """Veřejný kontakt na službu."""

    phone: str = declare(Text("Telefon", "Telefon služby.", "800 000 000"))
    email: str = declare(Text("E-mail", "Adresa služby.", "sluzba@poskytovatel.example", literal=True))
    web: str = declare(Text("Web", "Stránky služby.", "https://poskytovatel.example", literal=True))


@part("Služba", plural="Služby", add="Přidat službu", new="Nová služba")
class Service(Part):
    """Sociální služba."""

    id: str = declare(Identifier("Označení", "Podle něj se na službu odkazuje.", "s-pecovatelska"))
    name: str = declare(Text("Název", "Jméno služby nebo zařízení.", "Pečovatelská služba Dačice", required=True))
    type: str = declare(
        Text(
            "Druh služby",
            "Podle zákona, s paragrafem. Nabídnou se druhy ze zákona, jiný můžete napsat.",
            "pečovatelská služba (§ 40)",
            offers="service_kinds",
        )
    )
    provider: str = declare(Text("Poskytovatel", "Úplný název.", "Město Dačice"))
    ico: str = declare(Text("IČO", "Osm číslic, i s nulou na začátku.", "00246476", literal=True, limit=12))
    identifier: str = declare(
        Text("Identifikátor služby", "Sedm číslic z registru.", "1234567", literal=True, limit=20)
    )
    forms: tuple[ServiceForm, ...] = declare(
        Choices("Formy", "Jak se služba poskytuje.", ServiceForm, ["field", "ambulatory"], item="Forma")
    )
    target_groups: tuple[str, ...] = declare(
        Texts("Cílové skupiny", "Pro koho je.", ["senioři"], item="Cílová skupina")
    )
    ages: str = declare(Text("Věk", "Věkové vymezení.", "od 19 let"))
    address: str = declare(Text("Adresa", "Místo poskytování.", "Antonínská 85/II, Dačice"))
    territory: str = declare(Text("Území působnosti", "Kam služba dojíždí.", "celé ORP Dačice"))
    hours: str = declare(Text("Provozní doba", "Časový rozsah.", "denně 7–19 hodin"))
    since: date | None = declare(Day("Poskytuje se od", "Den registrace.", "2007-01-01"))
    capacities: tuple[Capacity, ...] = declare(
        PartsOf("Kapacity", "Okamžitá kapacita služby.", lambda: Capacity, most=20)
    )
    contact: Contact | None = declare(PartOf("Kontakt", "Veřejný kontakt.", lambda: Contact))
    mission: Rich = declare(RichText("Poslání", "K čemu služba je.", "Pomáhá lidem zůstat *doma*."))
    fees: str = declare(Text("Úhrady", "Co uživatel platí.", "podle vyhlášky č. 505/2006 Sb."))
    accessibility: str = declare(Text("Přístupnost", "Bariéry a bezbariérovost.", "bezbariérový vstup"))
    support: Support | None = declare(OneOf("Podpora", "Jak plán se službou počítá.", Support, Support.DEVELOPED))
    costs: tuple[Cost, ...] = declare(PartsOf("Financování", "Částky po letech a zdrojích.", lambda: Cost, most=500))


@part("Síť služeb", plural="Sítě služeb")
class Network(Part):
    """Síť sociálních služeb na území."""

    id: str = declare(Identifier("Označení", "Pro odkazy z textu na tuto kapitolu.", "sit"))
    introduction: Rich = declare(RichText("Úvod", "Vztah k síti kraje.", "Základní síť stanovuje *kraj*."))
    services: tuple[Service, ...] = declare(PartsOf("Služby", "Služby v pořadí.", lambda: Service, most=5000))
    conclusion: Rich = declare(RichText("Závěr", "Co v síti chybí.", "Chybí **odlehčovací služba**."))
