"""SWOT: one for each working group and one overall; counts and ranks are computed."""

from __future__ import annotations

from schemas.base import Part, PartOf, PartsOf, declare, part
from schemas.fields import Identifier, OneOf, Reference, RichText, Text, Whole
from schemas.values import Choice, Rich


class SwotRendering(Choice):
    """Podoba SWOT v dokumentu."""

    TABLE = "table", "tabulka o čtyřech polích"
    LIST = "list", "seznam s body"
    BOTH = "both", "tabulka i seznam"


@part("Položka SWOT", plural="Položky SWOT", add="Přidat položku SWOT", new="Nová položka SWOT")
class SwotItem(Part):
    """Položka SWOT."""

    id: str = declare(Identifier("Označení", "Odkazují na ně opatření.", "swot-doprava"))
    text: str = declare(Text("Text", "Jedna věta nebo heslo.", "Chybí doprava k lékaři", required=True))
    points: int | None = declare(Whole("Body", "Kolik bodů položka dostala při hlasování.", 14, least=0))


@part("Pole SWOT", plural="Pole SWOT")
class Quadrant(Part):
    """Pole SWOT: silné stránky, slabé stránky, příležitosti nebo hrozby."""

    heading: str = declare(Text("Nadpis", "Nevyplněný je obvyklý název pole.", "Slabé stránky – co nás brzdí"))
    items: tuple[SwotItem, ...] = declare(PartsOf("Položky", "Položky v pořadí.", lambda: SwotItem, most=500))


@part("SWOT analýza", plural="SWOT analýzy", add="Přidat SWOT analýzu", new="Nová SWOT analýza")
class Swot(Part):
    """SWOT analýza."""

    id: str = declare(Identifier("Označení", "Podle něj se na SWOT odkazuje z textu.", "swot-seniori"))
    title: str = declare(Text("Název", "Čeho se SWOT týká.", "Senioři a osoby se zdravotním postižením", required=True))
    group: str = declare(Reference("Skupina", "Označení skupiny, která SWOT sestavila.", "ps-seniori", to="Group"))
    introduction: Rich = declare(
        RichText("Úvod", "Jak SWOT vznikla.", "Sestavila ji pracovní skupina *na dvou jednáních*.")
    )
    rendering: SwotRendering | None = declare(
        OneOf("Podoba", "Nevyplněná: tabulka, a má-li body, i seznam.", SwotRendering, SwotRendering.BOTH)
    )
    strengths: Quadrant | None = declare(PartOf("Silné stránky", "V čem jsme dobří.", lambda: Quadrant))
    weaknesses: Quadrant | None = declare(PartOf("Slabé stránky", "Co nám chybí.", lambda: Quadrant))
    opportunities: Quadrant | None = declare(PartOf("Příležitosti", "Co nám může zvenčí pomoci.", lambda: Quadrant))
    threats: Quadrant | None = declare(PartOf("Hrozby", "Co nás může zvenčí ohrozit.", lambda: Quadrant))
    conclusion: Rich = declare(RichText("Závěr", "Co z SWOT plyne pro strategii.", "Nejvíce bodů získala **doprava**."))
