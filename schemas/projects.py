"""Zásobník projektů."""

from __future__ import annotations

from decimal import Decimal

from schemas.base import Part, PartsOf, declare, part
from schemas.fields import Identifier, Money, OneOf, Reference, RichText, Text
from schemas.values import Choice, Rich


class Readiness(Choice):
    """Připravenost projektu."""

    IDEA = "idea", "námět"
    PREPARED = "prepared", "připravuje se"
    READY = "ready", "připraven k podání"
    SUBMITTED = "submitted", "podána žádost"
    APPROVED = "approved", "schválen"


@part("Projektový záměr", plural="Projektové záměry", add="Přidat projektový záměr", new="Nový projektový záměr")
class Project(Part):
    """Projektový záměr."""

    name: str = declare(Text("Název", "Pracovní název záměru.", "Sociální doprava na Slavonicku", required=True))
    applicant: str = declare(Text("Žadatel", "Kdo záměr předloží.", "Mikroregion Dačicko"))
    measure: str = declare(Reference("Opatření", "Které opatření záměr naplňuje.", "o-doprava", to="Measure"))
    budget: Decimal | None = declare(Money("Rozpočet", "Jen číslo, v jednotce částek plánu.", 1800000))
    readiness: Readiness | None = declare(OneOf("Připravenost", "Jak je záměr daleko.", Readiness, Readiness.PREPARED))
    note: str = declare(Text("Poznámka", "Program, výzva, podmínky.", "výzva kraje v roce 2021"))


@part("Zásobník projektů", plural="Zásobníky projektů")
class Pipeline(Part):
    """Zásobník projektů."""

    id: str = declare(Identifier("Označení", "Pro odkazy z textu.", "zasobnik"))
    purpose: Rich = declare(RichText("Účel", "K čemu zásobník je.", "Zásobník *není* závazný."))
    selection: Rich = declare(RichText("Výběr", "Jak se záměry vybírají.", "Vybírá je **řídicí skupina**."))
    projects: tuple[Project, ...] = declare(
        PartsOf("Záměry", "Projektové záměry v pořadí.", lambda: Project, most=2000)
    )
