"""The catalogue of the pages' English: what the code says, what is translated, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scripts.messages.constants import constants
from scripts.messages.schemas import said_by_schemas

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "assembler"
LANGUAGE = "en"
FOLDER = SOURCE / "web" / "translations" / LANGUAGE / "LC_MESSAGES"
PO, MO = FOLDER / "messages.po", FOLDER / "messages.mo"
METHODS = [
    ("web/templates/**.html", "jinja2"),
    ("web/api/**.py", "ignore"),  # which stays Czech
    ("word/validate/**.py", "ignore"),  # whose Unfit is another one
    ("**.py", "python"),
]
OPTIONS = {"web/templates/**.html": {"silent": "false", "trimmed": "true"}}
BEGUN = datetime(2026, 11, 22, tzinfo=UTC)  # files change when a sentence does, not with the clock
ERRORS = (
    *("Unfit", "WrongState", "UnknownName", "NotAllowed", "NoMunicipality", "GivenPassword", "TooMany", "StorageError"),
    *("MachineryError", "Unavailable", "Overrun", "Faulty", "ForeignHost", "ForeignOrigin"),
    *("TemplateError", "LanguageError"),
)
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,  # {% trans %}
    "Sentence": None,  # of lower layers, with their values
    "speak": None,  # of forms, which are told how to speak
    **dict.fromkeys(ERRORS),
}  # the finished sentences of errors are marked by their class


def said() -> Catalog:
    """Every sentence that code and templates mark, with the files that say it."""
    found = Catalog(project="assembler", version="", charset="utf-8")
    for name, _, sentence, comments, context in extract_from_dir(
        SOURCE, METHODS, keywords=KEYWORDS, options_map=OPTIONS
    ):
        found.add(sentence, locations=[(f"assembler/{name}", 0)], auto_comments=comments, context=context)
    for source, sentence in constants():
        found.add(sentence, locations=[(f"scripts/messages/constants.py:{source}", 0)])
    for each in said_by_schemas():
        found.add(each.sentence, locations=[(each.file, 0)], context=each.context)
    return found


def kept() -> Catalog:
    """The catalogue as it lies in the tree."""
    with PO.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def renewed(catalogue: Catalog) -> Catalog:
    """The same translations for what is said now; nothing is guessed, what nobody says any more is gone."""
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def missing(catalogue: Catalog) -> Iterator[Message]:
    """Sentences without a translation."""
    return (each for each in catalogue if each.id and not each.string)


def head(catalogue: Catalog) -> None:
    catalogue.project, catalogue.version, catalogue.fuzzy = "assembler", "1", False
    catalogue.header_comment = "# English of the pages; the keys are the Czech sentences. Renewed by `make messages`."
    catalogue.creation_date = catalogue.revision_date = BEGUN
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""


def as_po(catalogue: Catalog) -> bytes:
    head(catalogue)
    target = BytesIO()
    write_po(target, catalogue, sort_output=True, include_lineno=False, omit_header=False, width=120)
    return target.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    head(catalogue)
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()
