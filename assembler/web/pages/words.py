"""Slova stránek: counts with the right forms, sizes, times, the names of things, as who reads has chosen."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask

from assembler.readers import READERS
from assembler.store.roles import Deed, Role
from assembler.web.language import CZECH, N_, _, chosen, spoken
from assembler.word import formats
from assembler.word.formats import NB, count_of
from assembler.word.typography import Style, repair
from schemas.comments import Comment
from schemas.findings import Severity

FORMS: dict[str, tuple[str, str, str]] = {
    Severity.ERROR: ("chyba", "chyby", "chyb"),
    "error it has": ("chybu", "chyby", "chyb"),
    Severity.WARNING: ("upozornění", "upozornění", "upozornění"),
    Severity.INFO: ("poznámka", "poznámky", "poznámek"),
    "finding": ("nález", "nálezy", "nálezů"),
    "repair": ("oprava", "opravy", "oprav"),
    "text": ("text", "texty", "textů"),
    "page": ("strana", "strany", "stran"),
    "comment": ("připomínka", "připomínky", "připomínek"),
    "further": ("další", "další", "dalších"),
    "thing": ("věc", "věci", "věcí"),
    "item": ("položka", "položky", "položek"),
}
ENGLISH_FORMS: dict[str, tuple[str, str]] = {
    Severity.ERROR: ("error", "errors"),
    "error it has": ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("note", "notes"),
    "finding": ("finding", "findings"),
    "repair": ("repair", "repairs"),
    "text": ("text", "texts"),
    "page": ("page", "pages"),
    "comment": ("comment", "comments"),
    "further": ("more", "more"),
    "thing": ("thing", "things"),
    "item": ("item", "items"),
}
ROLES: dict[str, str] = {
    Role.ADMINISTRATOR: N_("správce"),
    Role.COORDINATOR: N_("koordinátor"),
    Role.CONTRIBUTOR: N_("přispěvatel"),
    Role.READER: N_("čtenář"),
    Role.SECRETARY: N_("organizační oddělení (tajemník)"),
}
DEEDS: dict[str, str] = {
    Deed.READ: N_("číst plány a dokumenty"),
    Deed.ASSEMBLE: N_("sestavovat dokumenty"),
    Deed.WRITE: N_("ukládat verze plánů"),
    Deed.CREATE: N_("zakládat a odkládat plány"),
    Deed.MANAGE: N_("spravovat členy a klíče"),
}
FIELDS = {  # of forms that may have to be sent again
    "title": N_("Název"),
    "note": N_("Poznámka"),
    "name": N_("Jméno"),
    "email": N_("E-mail"),
    "role": N_("Role"),
    "expected": N_("Výchozí verze"),
    "kind": N_("Druh dokumentu"),
    "state": N_("Stav"),
    "variant": N_("Varianta"),
    "year": N_("Rok"),
    "template": N_("Šablona"),
    "formats": N_("Formát"),
    **{name: field.label for name, field in Comment.fields.items()},
}
PRAGUE = ZoneInfo("Europe/Prague")
ENGLISH = "en_GB"
ENGLISH_SIGNS = str.maketrans({NB: ",", ",": "."})
UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def register(app: Flask) -> None:
    filters = (capital, counted, day, deed_name, field_name, held, moment, number, role_name, size, spaces)
    app.jinja_env.filters.update({each.__name__: each for each in filters})
    extensions = (extension for reader in READERS for extension in reader.EXTENSIONS)
    app.jinja_env.globals.update(accepted=",".join(f".{each}" for each in extensions), formats_read=formats_read)


def formats_read() -> str:
    """„YAML nebo JSON“"""
    either = _("nebo")  # a name of its own: what stands inside of an f-string no extraction finds
    return f" {either} ".join(reader.NAME for reader in READERS)


def counted(count: int, name: str) -> str:
    """„3 chyby“, “3 errors”"""
    if chosen() == CZECH:
        return count_of(count, *FORMS[name])
    one, many = ENGLISH_FORMS[name]
    return f"{number(count)}{NB}{one if count == 1 else many}"


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """„1 793 475,5“, “1,793,475.5”"""
    czech = formats.number(value, decimals)
    return czech if chosen() == CZECH else czech.translate(ENGLISH_SIGNS)


def money(amount: Decimal | int, unit: str) -> str:
    """„120 000 Kč“, “120,000 CZK”"""
    czech = formats.money(amount, unit)
    if chosen() == CZECH:
        return czech
    bare = czech.removesuffix(NB + unit.replace(" ", NB))
    return f"{bare.translate(ENGLISH_SIGNS)}{NB}{spoken(unit)}"


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def moment(at: datetime) -> str:
    """„3. 5. 2026 v 9.05“, “3 May 2026 at 9:05”, as the clock of those who read it shows it."""
    if chosen() == CZECH:
        return czech_moment(at)
    return f"{english_day(at.astimezone(PRAGUE))} at{NB}{clock_time(at)}"


def clock_time(at: datetime) -> str:
    """„9.05“, “9:05”"""
    local = at.astimezone(PRAGUE)
    return f"{local.hour}{'.' if chosen() == CZECH else ':'}{local.minute:02}"


def czech_moment(at: datetime) -> str:
    """For what stays Czech, whoever reads the page: files."""
    local = at.astimezone(PRAGUE)
    return f"{czech_day(local)} v{NB}{local.hour}.{local.minute:02}"


def day(of: date) -> str:
    """„3. 5. 2026“, “3 May 2026”"""
    return czech_day(of) if chosen() == CZECH else english_day(of)


def czech_day(of: date) -> str:
    return f"{of.day}.{NB}{of.month}.{NB}{of.year}"


def english_day(of: date) -> str:
    return format_date(of, "d MMMM y", locale=ENGLISH).replace(" ", NB)


def role_name(role: str) -> str:
    return spoken(ROLES.get(role, role))


def deed_name(deed: str) -> str:
    return spoken(DEEDS.get(deed, deed))


def field_name(field: str) -> str:
    return spoken(FIELDS.get(field, field))


def size(bytes_count: int) -> str:
    """„378 kB“, „1,2 MB“, “1.2 MB”"""
    for worth, unit in UNITS:
        if bytes_count >= worth:
            amount = round(bytes_count / worth, 1) if bytes_count < 10 * worth else round(bytes_count / worth)
            written = str(amount).replace(".0", "")
            return f"{written.replace('.', ',') if chosen() == CZECH else written}{NB}{unit}"
    return f"{number(bytes_count)}{NB}B"


def held(sentence: str) -> str:
    """The sentence with the spaces that no line may break at; its letters stay, as it may quote what is wrong."""
    repaired = repair(sentence, Style())
    return repaired if repaired.replace(NB, " ") == sentence.replace(NB, " ") else sentence


def spaces(text: str) -> str:
    """No-break spaces made visible, by the sign that Word shows for them."""
    return text.replace(NB, "°")
