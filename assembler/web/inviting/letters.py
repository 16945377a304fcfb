"""Zprávy výzev: the words that go with a link, and those that remind of it. Always Czech, as who gets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from assembler.store import accounts
from assembler.store.models import Invitation, Plan
from assembler.store.store import Transaction
from assembler.web.acting import person
from assembler.web.inviting.links import link_of
from assembler.web.pages.words import czech_day
from assembler.web.plans.listing import UNTITLED
from assembler.word.formats import NB, count_of

ENOUGH = "Když je všechno v pořádku, stačí zvolit „Beze změny“."


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks, and for which plan."""

    town: str
    plan: str  # its title
    name: str  # "" for who is called by a role only


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be sent by hand, or by mail merge."""

    subject: str
    text: str
    link: str
    email: str  # "" where none is known

    @property
    def mailto(self) -> str:
        """The letter as the reader's own program for e-mails opens it (RFC 6068)."""
        body = self.text.replace("\n", "\r\n")
        return f"mailto:{quote(self.email, safe='@')}?subject={quote(self.subject)}&body={quote(body)}"


def sender_of(tx: Transaction, plan: Plan) -> Sender:
    """Whoever is signed in, for the municipality."""
    me = person()
    name = me.name if me and me.name != accounts.FIRST_NAME else ""
    return Sender(accounts.municipality(tx).name, plan.title or UNTITLED, name)


def request(asked: Invitation, sender: Sender, email: str = "") -> Letter:
    """The first one."""
    day = czech_day(asked.deadline)
    why = f"{sender.town} připravuje dokument „{sender.plan}“ a prosíme vás o kontrolu a doplnění údajů: {asked.title}."
    return letter(asked, sender, email, f"Prosba o kontrolu údajů do {day}", why, f"Odpovězte prosím do {day}.")


def reminder(asked: Invitation, sender: Sender, today: date, email: str = "") -> Letter:
    """A friendly one until the deadline, a plain one afterwards."""
    day, plan = czech_day(asked.deadline), f"dokument „{sender.plan}“, který připravuje {sender.town}"
    if asked.deadline < today:
        why = f"termín {day}, do kterého jsme vás prosili o kontrolu údajů ({asked.title}) pro {plan}, uplynul."
        why += " Vaše odpověď nám ještě chybí."
        return letter(asked, sender, email, "Chybí nám vaše odpověď", why, "Odpovězte prosím co nejdříve.")
    why = f"připomínáme prosbu o kontrolu údajů ({asked.title}) pro {plan}."
    why += f" Termín {remaining(asked.deadline, today)}, {day}."
    return letter(asked, sender, email, f"Připomínáme kontrolu údajů do {day}", why, f"Odpovězte prosím do {day}.")


def remaining(deadline: date, today: date) -> str:
    """„je za 3 dny“"""
    days = (deadline - today).days
    if days < 2:
        return "je zítra" if days else "je dnes"
    return f"je za{NB}{count_of(days, 'den', 'dny', 'dní')}"


def letter(asked: Invitation, sender: Sender, email: str, subject: str, why: str, until: str) -> Letter:
    link = link_of(asked.id)
    signature = "\n".join(each for each in ("Děkujeme", sender.name, sender.town) if each)
    where = f"Údaje najdete na této adrese, přihlašovat se nemusíte:\n{link}"
    text = "\n\n".join(("Dobrý den,", why, where, f"{until} {ENOUGH}", signature))
    return Letter(f"{subject}: {asked.title}", text, link, email)
