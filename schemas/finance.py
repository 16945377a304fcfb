"""Financování: funding sources, costs by year and source. Sums are computed; a stated total is only compared."""

from __future__ import annotations

from decimal import Decimal

from schemas.base import Part, declare, part
from schemas.fields import Flag, Identifier, Money, OneOf, Reference, RichText, Text, Year
from schemas.values import Choice, Rich


class Currency(Choice):
    """Jednotka částek celého plánu."""

    CZK = "czk", "Kč"
    THOUSAND_CZK = "thousand_czk", "tis. Kč"


class CostType(Choice):
    """Druh nákladu."""

    OPERATING = "operating", "provozní"
    INVESTMENT = "investment", "investiční"


class Certainty(Choice):
    """Jistota krytí."""

    BUDGETED = "budgeted", "v rozpočtu"
    OUTLOOK = "outlook", "výhled"
    APPLIED = "applied", "bude žádáno"
    UNCOVERED = "uncovered", "nekryto"


class CostStatement(Choice):
    """Výrok o nákladech tam, kde nejsou částky."""

    NONE = "none", "bez nákladů"
    ROUTINE = "routine", "v rámci běžné činnosti"
    UNQUANTIFIED = "unquantified", "nelze vyčíslit"


@part("Zdroj financování", plural="Zdroje financování", add="Přidat zdroj financování", new="Nový zdroj financování")
class FundingSource(Part):
    """Zdroj financování."""

    id: str = declare(Identifier("Označení", "Odkazují na něj náklady.", "kraj"))
    name: str = declare(Text("Název", "Jak se zdroj jmenuje v tabulkách.", "Kraj Vysočina", required=True))


@part("Náklad", plural="Náklady", add="Přidat náklad", new="Nový náklad")
class Cost(Part):
    """Náklad: one amount of one year from one source, in the currency unit of the plan."""

    source: str = declare(Reference("Zdroj", "Označení zdroje financování.", "obec", to="FundingSource"))
    year: int | None = declare(Year("Rok", "Ve kterém roce se peníze vydají.", 2020))
    amount: Decimal | None = declare(Money("Částka", "Jen číslo, v jednotce částek plánu.", 250000))
    amount_to: Decimal | None = declare(Money("Částka nejvýše", "Je-li náklad rozmezím, jeho horní mez.", 300000))
    type: CostType | None = declare(OneOf("Druh", "Provozní, nebo investiční.", CostType, CostType.INVESTMENT))
    certainty: Certainty | None = declare(OneOf("Jistota", "Nakolik jsou peníze jisté.", Certainty, Certainty.OUTLOOK))
    owner: str = declare(Text("Čí rozpočet", "Z čího rozpočtu se platí.", "Město Slavonice"))
    note: str = declare(Text("Poznámka", "Co je k částce třeba vědět.", "podle výzvy kraje"))
    counted: bool = declare(
        Flag("Započítat do součtů", "Ne, je-li táž částka už ve financování služeb.", False, initially=True)
    )


@part("Financování", plural="Financování")
class Financing(Part):
    """Kapitola o financování; tabulky se sestaví z nákladů opatření a služeb."""

    id: str = declare(Identifier("Označení", "Pro odkazy z textu na tuto kapitolu.", "financovani"))
    introduction: Rich = declare(RichText("Úvod", "Odkud se služby platí.", "Služby platí *kraj*, obce a uživatelé."))
    conclusion: Rich = declare(RichText("Závěr", "Ekonomické vyhodnocení.", "Podíl obcí **poroste**."))
    no_claim: str = declare(
        Text(
            "Výhrada",
            "Věta o tom, že z plánu nevzniká nárok.",
            "Schválením plánu nevzniká právní nárok na poskytnutí finančních prostředků z rozpočtu města.",
            multiline=True,
        )
    )


DEFAULT_SOURCES: tuple[dict[str, str], ...] = (
    {"id": "obec", "name": "Obec"},
    {"id": "ostatni-obce", "name": "Ostatní obce ORP"},
    {"id": "kraj", "name": "Kraj"},
    {"id": "stat", "name": "Státní rozpočet (MPSV)"},
    {"id": "esf", "name": "Evropský sociální fond"},
    {"id": "uzivatele", "name": "Úhrady uživatelů"},
    {"id": "pnp", "name": "Příspěvek na péči"},
    {"id": "pojistovny", "name": "Zdravotní pojišťovny"},
    {"id": "ostatni", "name": "Ostatní zdroje"},
)
