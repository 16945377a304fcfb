"""Co buňka znamená: clear, read (the original stands beside), or asked. Never guessed.

meant(slot, value, context)      Meaning(CLEAR, 1200) | Meaning(READ, "00246476", why) | Meaning(ASKED, why, options)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import singledispatch
from typing import Any

from marshmallow import ValidationError

from assembler.foreign import days
from assembler.foreign.numbers import number
from assembler.foreign.targets import Slot
from assembler.foreign.verdicts import ASKED, CLEAR, NOTHING, READ, Context, Meaning, Option, asked, clear, read
from assembler.foreign.wording import plain
from assembler.readers.sheets.cells import CellError, Value, czech_day, told
from assembler.sentences import Sentence
from assembler.workbook.values import first_problem
from schemas.fields import Choices, Day, Flag, HouseField, Number, OneOf, Reference, References, RichText, Text, Texts
from schemas.values import Choice

__all__ = ["ASKED", "CLEAR", "NOTHING", "READ", "Context", "Meaning", "Option", "meant"]

DASHES = frozenset("-–—.…/")
CROSSES = ("x", "×", "?", "n/a", "na", "není", "neuvedeno", "nevyplněno", "nic")
MARKDOWN = re.compile(r"[*_`#\[\]<>|\\~^]|^\s*(?:[-+]|[0-9]+[.)])\s", re.MULTILINE)
IN_LISTS = re.compile(r"\s*[;\n]\s*")
IN_CHOICES = re.compile(r"\s*(?:[;,\n/+&]|\ba\b|\bi\b)\s*")
DAMAGED_CODE = re.compile(r"0?(?P<day>[0-9]{1,2})\.\s?(?P<month>[IVX]+|[a-zřúíáč]{3})\.?")  # „02.I“, „2.led“
SHORT_ITEM = 60  # characters of an item of a list that stands between commas
MOST_OPTIONS = 40
COMMAS = Sentence("Jsou tu čárky: je to jedna položka, nebo víc? Odpověď platí pro celý sloupec.")
EMPTY, NIL = Sentence("nevyplněno"), Sentence("nula")
YES, NO = Sentence("ano"), Sentence("ne")
SPLIT, WHOLE = Sentence("rozdělit podle čárek"), Sentence("nechat jako jednu položku")
NO_SUCH_CHOICE = Sentence("Takovou možnost pole nemá.")
DAY_OF_CODE = Sentence("Excel nejspíš udělal z kódu datum.")
TRUE, FALSE = ("ano", "a", "true", "pravda", "1", "✓", "✔"), ("ne", "n", "false", "nepravda", "0", "✗")


def meant(slot: Slot, value: Value, context: Context) -> Meaning:
    """What a filled cell means for a field, refused by the field itself where it is no value of it."""
    if isinstance(value, CellError):
        return asked(Sentence("Buňka má místo hodnoty chybu %(error)s. Co v ní má být?", error=str(value)))
    if isinstance(value, str) and (found := mark(slot, value.strip())):
        return found
    if slot.field is None:
        return clear(told(value).strip())
    return checked(slot.field, kind(slot.field, value, context))


def mark(slot: Slot, said: str) -> Meaning | None:
    """A dash or a cross instead of a value: in a text nothing stands there, elsewhere it may be a zero, or yes."""
    if not said or not set(said) <= DASHES:
        return crossed(slot, said) if said.casefold() in CROSSES else None
    if isinstance(slot.field, Number):
        return asked(Sentence("Místo čísla je tu pomlčka."), Option(None, EMPTY), Option(0, NIL))
    return Meaning(NOTHING, None, Sentence("Pomlčku čteme jako nevyplněný údaj."))


def crossed(slot: Slot, said: str) -> Meaning:
    more = [Option(True, YES)] if isinstance(slot.field, Flag) else []
    if isinstance(slot.field, Number):
        more = [Option(0, NIL)]
    return asked(Sentence("„%(said)s“ může znamenat, že údaj není.", said=said), Option(None, EMPTY), *more)


def checked(field: HouseField, meaning: Meaning) -> Meaning:
    """Only what the field takes goes on, also among what is offered."""
    options = tuple(each for each in meaning.options if each.value is None or refusal(field, each.value) is None)
    if meaning.verdict in (CLEAR, READ) and (why := refusal(field, meaning.value)):
        return asked(why, *options)
    return Meaning(meaning.verdict, meaning.value, meaning.why, options, meaning.group)


def refusal(field: HouseField, value: Any) -> str | None:
    try:
        field.deserialize(value)
    except ValidationError as refused:
        problem = first_problem(refused.messages)
        return problem.rule.at("", **problem.values).message
    return None


# ---------------------------------------------------------------- kinds of fields


@singledispatch
def kind(field: HouseField, value: Value, context: Context) -> Meaning:
    """What a cell says, before the field itself looks at it."""
    return text(value)


@kind.register
def _(field: Text, value: Value, context: Context) -> Meaning:
    if context.name == "ico":
        return registered(value, 8)
    if context.name == "identifier":
        return registered(value, 7)
    return code(value) if field.literal and context.name in ("code", "number") else text(value)


@kind.register
def _(field: RichText, value: Value, context: Context) -> Meaning:
    found = text(value)
    if isinstance(found.value, str) and (MARKDOWN.search(found.value) or "\n" in found.value):
        return Meaning(found.verdict, {"text": found.value, "format": "plain"}, found.why)
    return found


@kind.register
def _(field: Number, value: Value, context: Context) -> Meaning:
    return number(field, value, context)


@kind.register
def _(field: Day, value: Value, context: Context) -> Meaning:
    if isinstance(value, datetime):
        return read(value.date().isoformat(), Sentence("Hodinu vynecháváme."))
    if isinstance(value, date):
        return clear(value.isoformat())
    if isinstance(value, str):
        return day(value.strip())
    number = value if isinstance(value, int) and not isinstance(value, bool) else 0
    found = days.perhaps(str(number), str(number)) or days.of_serial(number)
    return asked(Sentence("Místo dne je tu číslo."), *map(dated, found))


def day(said: str) -> Meaning:
    if any(shape.fullmatch(said) for shape in (Day.iso, Day.czech)):
        return clear(said)
    found = days.perhaps(said, plain(said))
    why = Sentence("Není to den; který má platit?") if found else Sentence("Není to den.")
    return asked(why, *map(dated, found))


def dated(found: date) -> Option:
    return Option(found.isoformat(), czech_day(found))


@kind.register
def _(field: Flag, value: Value, context: Context) -> Meaning:
    if isinstance(value, bool):
        return clear(value)
    word = told(value).strip().casefold()
    if word in ("ano", "ne"):
        return clear(word == "ano")
    if word in TRUE or word in FALSE:
        return read(word in TRUE, Sentence("Čteme jako „ano“.") if word in TRUE else Sentence("Čteme jako „ne“."))
    return asked(Sentence("Není to ano ani ne."), Option(True, YES), Option(False, NO))


@kind.register
def _(field: OneOf, value: Value, context: Context) -> Meaning:
    found = chosen(field.choices, told(value))
    if found.verdict is ASKED:
        return asked(NO_SUCH_CHOICE, *(Option(each.value, Sentence(each.label)) for each in field.choices))
    return found


def chosen(choices: type[Choice], said: str) -> Meaning:
    """The choice of this label, or the only one whose words begin so („terén.“)."""
    wanted = plain(said)
    exact = [each for each in choices if wanted in (plain(each.label), each.value)]
    if exact:
        return clear(exact[0].value)
    near = [each for each in choices if len(wanted) >= 3 and plain(each.label).startswith(wanted)]
    near = near or [each for each in choices if len(wanted) >= 5 and declined(wanted, plain(each.label))]
    if len(near) != 1:
        return asked("")
    return read(near[0].value, Sentence("Čteme jako „%(label)s“.", label=Sentence(near[0].label)))


def declined(said: str, label: str) -> bool:
    """The same word with another ending („terénně“); never one word of several."""
    return len(said.split()) == len(label.split()) and said.startswith(label[:-1])


@kind.register
def _(field: Texts, value: Value, context: Context) -> Meaning:
    found = text(value)
    if not isinstance(found.value, str):
        return found
    items = [each for each in IN_LISTS.split(found.value.strip()) if each]
    if len(items) > 1:
        few = Sentence("Rozdělili jsme na %(count)s položky.", count=len(items))
        return read(items, few if len(items) < 5 else Sentence("Rozdělili jsme na položky."))
    parts = [each.strip() for each in found.value.split(",")]
    if len(parts) > 1 and all(0 < len(each) <= SHORT_ITEM for each in parts):
        options = Option(parts, SPLIT), Option([found.value.strip()], WHOLE)
        return Meaning(ASKED, None, COMMAS, options, group="commas")
    return Meaning(found.verdict, items, found.why)


@kind.register
def _(field: Choices, value: Value, context: Context) -> Meaning:
    said = told(value).strip()
    whole = chosen(field.choices, said)
    found = [whole] if whole.verdict is not ASKED else [chosen(field.choices, each) for each in parts_of(said)]
    if not found or any(each.verdict is ASKED for each in found):
        return asked(NO_SUCH_CHOICE, *(Option([each.value], Sentence(each.label)) for each in field.choices))
    values = [*dict.fromkeys(each.value for each in found)]
    labels = ", ".join(each.label for each in field.choices if each.value in values)
    if len(found) == 1 and found[0].verdict is CLEAR:
        return clear(values)
    return read(values, Sentence("Čteme jako: %(labels)s.", labels=labels))


def parts_of(said: str) -> list[str]:
    return [each for each in IN_CHOICES.split(said) if each]


@kind.register
def _(field: Reference, value: Value, context: Context) -> Meaning:
    return referred(field.to, told(value).strip(), context)


@kind.register
def _(field: References, value: Value, context: Context) -> Meaning:
    found = [referred(field.to, each, context) for each in IN_LISTS.split(told(value).strip()) if each]
    lost = next((each for each in found if each.verdict is ASKED), None)
    if lost is not None:
        return asked(lost.why, *(Option([each.value], each.label) for each in lost.options))
    return read([each.value for each in found], Sentence("Našli jsme podle názvu nebo kódu."))


def referred(to: str, said: str, context: Context) -> Meaning:
    """The only thing of the plan of this name, this code, or both („1.1 Doprava“)."""
    names, wanted = context.names.ids[to], plain(said)
    exact = [key for key, name in names.items() if said == key or plain(name) == wanted]
    near = exact or [key for key, name in names.items() if wanted and called(name, wanted)]
    if len(near) == 1:
        return read(near[0], Sentence("Našli jsme „%(name)s“.", name=names[near[0]] or near[0]))
    offered = [Option(key, name or key) for key, name in names.items()][:MOST_OPTIONS]
    why = Sentence("Toho jména je v plánu víc věcí.") if near else Sentence("Nevíme, na co z plánu to odkazuje.")
    return asked(why, *offered)


def called(name: str, wanted: str) -> bool:
    """„1.1 Doprava“ is called „1.1“, and „Doprava“."""
    code, _, rest = name.partition(" ")
    return wanted in (plain(code), plain(rest))


# ---------------------------------------------------------------- texts


def text(value: Value) -> Meaning:
    """What Excel made of a text stands beside what is read."""
    if isinstance(value, str):
        return clear(value.strip())
    if isinstance(value, bool):
        return read("ano" if value else "ne", Sentence("Čteme jako slovo."))
    if isinstance(value, int):
        return clear(str(value))
    if isinstance(value, date | time):
        return read(told(value), Sentence("Excel tu má datum nebo čas; píšeme ho slovy."))
    return read(told(value), Sentence("Píšeme s desetinnou čárkou."))


def code(value: Value) -> Meaning:
    """Excel makes a day of 2.1 and the number 1.1 of 1.10."""
    if isinstance(value, date):
        first, second = f"{value.day}.{value.month}", f"{value.day}.{value.month}.{value.year}"
        return asked(DAY_OF_CODE, *same(first, f"{first}.", second))
    if isinstance(value, Decimal):
        said = str(value)
        return asked(Sentence("Excel nejspíš udělal z kódu číslo."), *same(said, f"{said}0", said.replace(".", ",")))
    if isinstance(value, str) and (damaged := DAMAGED_CODE.fullmatch(value.strip())):
        month = days.ROMAN.get(damaged["month"]) or days.month_of(plain(damaged["month"]))
        return asked(DAY_OF_CODE, *same(f"{int(damaged['day'])}.{month}", value.strip()))
    return text(value)


def same(*texts: str) -> Sequence[Option]:
    return [Option(each, each) for each in texts]


def registered(value: Value, digits: int) -> Meaning:
    """An IČO (8 digits, the last one checks the others) or an identifier of a service (7)."""
    said = re.sub(r"\s", "", told(value))
    if not said.isascii() or not said.isdecimal():
        return asked(Sentence("Není to %(digits)s číslic.", digits=digits), *same(told(value).strip()))
    if len(said) == digits:
        return clear(said) if said == told(value) else read(said, Sentence("Mezery vynecháváme."))
    padded = said.zfill(digits)
    if len(said) > digits:
        return asked(Sentence("Má víc než %(digits)s číslic.", digits=digits), *same(said))
    if digits == 8 and checks_out(padded):
        return read(padded, Sentence("Excel ztratil nulu na začátku; kontrolní číslice souhlasí."))
    why = Sentence("Má méně než %(digits)s číslic; ztratila se nula na začátku?", digits=digits)
    return asked(why, *same(padded, said))


def checks_out(ico: str) -> bool:
    from assembler.checks.organisations import checks

    return checks(ico)
