"""Čísla a částky: what a cell says in the unit of its column, turned into that of the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assembler.foreign.amounts import Amount, amount
from assembler.foreign.verdicts import Context, Meaning, Option, asked, clear, read
from assembler.foreign.wording import plain
from assembler.readers.sheets.cells import Value, normal, told
from assembler.sentences import Sentence
from assembler.word.formats import money as as_money
from schemas.fields import Money, Number

UNCERTAIN = Sentence("Číslo není jisté; které má platit?")
UNITS = {"Kč": 1, "tis. Kč": 1_000, "mil. Kč": 1_000_000}
SAID = (("mil. Kč", ("mil kc", "milion", "mil")), ("tis. Kč", ("tis kc", "tisic", "tis")), ("Kč", ("kc", "czk")))


def unit_said(heading: str) -> str:
    """The unit that a heading tells („Náklady v tis. Kč“); empty where it tells none."""
    words = f" {plain(heading)} "
    return next((unit for unit, signs in SAID if any(f" {sign}" in words for sign in signs)), "")


def number(field: Number, value: Value, context: Context) -> Meaning:
    money = isinstance(field, Money)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return in_plan_unit(Decimal(value), context) if money else clear(value)
    if isinstance(value, date):
        perhaps = Decimal(f"{value.day}.{value.month}")
        return asked(Sentence("Excel nejspíš udělal z čísla datum."), option(perhaps, context))
    found = amount(value) if isinstance(value, str) else None
    if found is None:
        return asked(Sentence("Není to číslo."))
    return amount_of_money(found, context) if money else counted(found, context)


def in_plan_unit(said: Decimal, context: Context) -> Meaning:
    """A bare number is in the unit of its column, which is chosen on the page."""
    unit = unit_of_column(context)
    value = said if unit == context.unit else Decimal(turned(said * UNITS[unit], context))
    rounded = round(value, 2)
    if rounded != value:
        return read(
            normal(rounded), Sentence("Zaokrouhleno na %(amount)s.", amount=as_money(normal(rounded), context.unit))
        )
    if unit == context.unit:
        return clear(normal(value))
    before, after = as_money(normal(said), unit), as_money(normal(value), context.unit)
    return read(normal(value), Sentence("Přepočteno: %(before)s → %(after)s.", before=before, after=after))


def unit_of_column(context: Context) -> str:
    return context.column_unit or context.unit


def which_unit(said: Decimal, context: Context) -> Meaning:
    """„3 100,-“ in a column of thousands: the mark of crowns may be a habit, or mean what it says."""
    unit = unit_of_column(context)
    options = []
    for each in (unit, "Kč"):
        value = turned(said * UNITS[each], context)
        label = Sentence("%(value)s – částka je v %(unit)s", value=as_money(value, context.unit), unit=each)
        options.append(Option(value, label))
    why = Sentence("Sloupec je v %(unit)s, ale u částky stojí koruny. V čem je?", unit=unit)
    return asked(why, *options)


def turned(crowns: Decimal, context: Context) -> int | Decimal:
    return normal(crowns / UNITS[context.unit])


def amount_of_money(found: Amount, context: Context) -> Meaning:
    """„1,2 mil.“ and „300 000 Kč“ say their unit themselves; a bare number has that of the column."""
    factor = 1 if found.crowns or found.scaled else UNITS[unit_of_column(context)]
    values = [turned(each * factor, context) for each in found.numbers]
    if found.counted:
        return asked(Sentence("Neříká částku, ale počet."), *(option(each, context, money=True) for each in values))
    if not found.exact:
        why = Sentence("Částka není jistá; která má platit?")
        return asked(why, *(option(each, context, money=True) for each in values))
    if found.plain:
        return in_plan_unit(found.numbers[0], context)
    if found.crowns and not found.scaled and unit_of_column(context) != "Kč":
        return which_unit(found.numbers[0], context)
    return read(values[0], Sentence("Čteme jako %(value)s.", value=as_money(values[0], context.unit)))


def counted(found: Amount, context: Context) -> Meaning:
    values = [normal(each) for each in found.numbers]
    if found.crowns or not found.exact:
        why = Sentence("Je to částka, ne počet.") if found.crowns else UNCERTAIN
        return asked(why, *(option(each, context) for each in values))
    if found.plain:
        return clear(values[0])
    return read(values[0], Sentence("Čteme jako %(value)s.", value=told(values[0])))


def option(value: int | Decimal, context: Context, *, money: bool = False) -> Option:
    value = normal(Decimal(value))
    return Option(value, as_money(value, context.unit) if money else told(value))
