"""Realizace a monitoring: duties, who watches over the plan, how it is changed."""

from __future__ import annotations

from schemas.base import Part, PartsOf, declare, part
from schemas.fields import Identifier, RichText, Text
from schemas.values import Rich


@part("Odpovědnost", plural="Odpovědnosti", add="Přidat odpovědnost", new="Nová odpovědnost")
class Responsibility(Part):
    """Odpovědnost: who does what and when."""

    who: str = declare(Text("Kdo", "Orgán nebo funkce.", "řídicí skupina", required=True))
    what: str = declare(Text("Co", "Za co odpovídá.", "projednává zprávu o plnění", required=True))
    term: str = declare(Text("Kdy", "Jak často nebo do kdy.", "jednou ročně, do konce února"))


@part("Realizace plánu", plural="Realizace plánů")
class Implementation(Part):
    """Realizace plánu."""

    id: str = declare(Identifier("Označení", "Pro odkazy z textu na tuto kapitolu.", "realizace"))
    duties: Rich = declare(RichText("Povinnosti stran", "K čemu se kdo zavazuje.", "Město *svolává* řídicí skupinu."))
    monitoring: Rich = declare(
        RichText("Sledování a vyhodnocování", "Jak se plnění sleduje.", "Garanti podávají zprávu **v lednu**.")
    )
    changes: Rich = declare(RichText("Změny plánu", "Jak se plán mění.", "Změnu schvaluje *zastupitelstvo*."))
    network: Rich = declare(
        RichText("Zajištění sítě", "Jak se zajistí dostupnost služeb.", "Město jedná **s krajem**.")
    )
    responsibilities: tuple[Responsibility, ...] = declare(
        PartsOf("Odpovědnosti", "Tabulka odpovědností.", lambda: Responsibility, most=200)
    )
