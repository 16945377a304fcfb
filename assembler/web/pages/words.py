"""Czech words of the page: counts with the right forms, sizes, the Czech names of things."""

from __future__ import annotations

from flask import Flask

from assembler.word.formats import NB, count_of, number
from assembler.word.typography import Style, repair
from schemas.findings import Severity

FORMS: dict[str, tuple[str, str, str]] = {
    Severity.ERROR: ("chyba", "chyby", "chyb"),
    Severity.WARNING: ("upozornění", "upozornění", "upozornění"),
    Severity.INFO: ("poznámka", "poznámky", "poznámek"),
    "finding": ("nález", "nálezy", "nálezů"),
    "repair": ("oprava", "opravy", "oprav"),
    "text": ("text", "texty", "textů"),
    "page": ("strana", "strany", "stran"),
    "further": ("další", "další", "dalších"),
}
UNITS = ((1_000_000, "MB"), (1_000, "kB"))


def register(app: Flask) -> None:
    app.jinja_env.filters.update(counted=counted, held=held, number=number, size=size, spaces=spaces)


def counted(count: int, name: str) -> str:
    """„3 chyby“"""
    return count_of(count, *FORMS[name])


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
