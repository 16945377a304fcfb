"""Czech words of the pages: counts with the right forms, sizes, times, the Czech names of things."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from assembler.readers import READERS
from assembler.store.roles import Deed, Role
from assembler.word.formats import NB, count_of, number
from assembler.word.typography import Style, repair
from schemas.comments import Comment
from schemas.findings import Severity

FORMS: dict[str, tuple[str, str, str]] = {
    Severity.ERROR: ("chyba", "chyby", "chyb"),
    Severity.WARNING: ("upozornění", "upozornění", "upozornění"),
    Severity.INFO: ("poznámka", "poznámky", "poznámek"),
    "finding": ("nález", "nálezy", "nálezů"),
    "repair": ("oprava", "opravy", "oprav"),
    "text": ("text", "texty", "textů"),
    "page": ("strana", "strany", "stran"),
    "comment": ("připomínka", "připomínky", "připomínek"),
    "further": ("další", "další", "dalších"),
}
ROLES: dict[str, str] = {
    Role.ADMINISTRATOR: "správce",
    Role.COORDINATOR: "koordinátor",
    Role.CONTRIBUTOR: "přispěvatel",
    Role.READER: "čtenář",
    Role.SECRETARY: "organizační oddělení (tajemník)",
}
DEEDS: dict[str, str] = {
    Deed.READ: "číst plány a dokumenty",
    Deed.ASSEMBLE: "sestavovat dokumenty",
    Deed.WRITE: "ukládat verze plánů",
    Deed.CREATE: "zakládat a odkládat plány",
    Deed.MANAGE: "spravovat členy a klíče",
}
FIELDS = {  # of forms that may have to be sent again
    "title": "Název",
    "note": "Poznámka",
    "name": "Jméno",
    "email": "E-mail",
    "role": "Role",
    "expected": "Výchozí verze",
    "kind": "Druh dokumentu",
    "state": "Stav",
    "variant": "Varianta",
    "year": "Rok",
    "template": "Šablona",
    "formats": "Formát",
    **{name: field.label for name, field in Comment.fields.items()},
}
PRAGUE = ZoneInfo("Europe/Prague")
UNITS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def register(app: Flask) -> None:
    filters = (capital, counted, day, deed_name, field_name, held, moment, number, role_name, size, spaces)
    app.jinja_env.filters.update({each.__name__: each for each in filters})
    extensions = (extension for reader in READERS for extension in reader.EXTENSIONS)
    app.jinja_env.globals.update(
        accepted=",".join(f".{each}" for each in extensions),
        formats_read=" nebo ".join(reader.NAME for reader in READERS),
    )


def counted(count: int, name: str) -> str:
    """„3 chyby“"""
    return count_of(count, *FORMS[name])


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def moment(at: datetime) -> str:
    """„3. 5. 2026 v 9.05“, as the clock of those who read it shows it."""
    local = at.astimezone(PRAGUE)
    return f"{local.day}.{NB}{local.month}.{NB}{local.year} v{NB}{local.hour}.{local.minute:02}"


def day(of: date) -> str:
    """„3. 5. 2026“"""
    return f"{of.day}.{NB}{of.month}.{NB}{of.year}"


def role_name(role: str) -> str:
    return ROLES.get(role, role)


def deed_name(deed: str) -> str:
    return DEEDS.get(deed, deed)


def field_name(field: str) -> str:
    return FIELDS.get(field, field)


def size(bytes_count: int) -> str:
    """„378 kB“, „1,2 MB“"""
    for worth, unit in UNITS:
        if bytes_count >= worth:
            amount = round(bytes_count / worth, 1) if bytes_count < 10 * worth else round(bytes_count / worth)
            return f"{str(amount).replace('.0', '').replace('.', ',')}{NB}{unit}"
    return f"{number(bytes_count)}{NB}B"


def held(sentence: str) -> str:
    """The sentence with the spaces that no line may break at; its letters stay, as it may quote what is wrong."""
    repaired = repair(sentence, Style())
    return repaired if repaired.replace(NB, " ") == sentence.replace(NB, " ") else sentence


def spaces(text: str) -> str:
    """No-break spaces made visible, by the sign that Word shows for them."""
    return text.replace(NB, "°")
