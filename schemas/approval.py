"""Schvalování: 0..n bodies, each with its own session and resolution."""

from __future__ import annotations

from datetime import date

from schemas.base import Part, declare, part
from schemas.fields import Day, OneOf, Text
from schemas.values import Choice


class Verb(Choice):
    """Co orgán s plánem udělal."""

    APPROVES = "approves", "schvaluje"
    TAKES_NOTE = "takes_note", "bere na vědomí"
    RECOMMENDS = "recommends", "doporučuje ke schválení"
    EXTENDS = "extends", "prodlužuje platnost"


class Outcome(Choice):
    """Jak hlasování dopadlo."""

    APPROVED = "approved", "schváleno"
    AMENDED = "amended", "schváleno s pozměňovacím návrhem"
    POSTPONED = "postponed", "odloženo"
    REJECTED = "rejected", "neschváleno"
    NOTED = "noted", "vzato na vědomí"
    REVOKED = "revoked", "revokováno"


@part("Schválení", plural="Schválení", add="Přidat schválení", new="Nové schválení")
class Approval(Part):
    """Projednání plánu jedním orgánem."""

    body: str = declare(Text("Orgán", "Celý název, 1. pád.", "Zastupitelstvo města Dačice", required=True))
    session: str = declare(Text("Zasedání", "Kolikáté zasedání to je.", "9. zasedání"))
    date: date | None = declare(Day("Datum", "Den zasedání.", "2019-12-11"))
    resolution: str = declare(Text("Číslo usnesení", "Tak, jak je v zápise.", "181/9Z/2019", literal=True))
    point: str = declare(Text("Bod usnesení", "Je-li jich více.", "I.", literal=True))
    verb: Verb | None = declare(OneOf("Úkon", "Co orgán s plánem dělá.", Verb, Verb.APPROVES))
    outcome: Outcome | None = declare(OneOf("Výsledek", "Nevyplněný: dosud nejednal.", Outcome, Outcome.APPROVED))
    validity: str = declare(Text("Prodloužení platnosti", "Do kdy se platnost prodlužuje.", "do 31. 12. 2023"))
