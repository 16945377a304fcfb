"""Připomínky: what the public and bodies say to a plan, and how it was settled. Kept beside the plan, not in it.

A field is described here as those of the plan are; forms, the REST interface and sheets read it from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import ValidationError

from schemas.base import Part, declare, part
from schemas.fields import Day, Flag, OneOf, Text, Whole
from schemas.findings import Finding, error
from schemas.loading import Flattening, Nearest, bounded
from schemas.refusals import NOT_PART, found
from schemas.values import Choice

MAX_LINE = 300  # characters
MAX_WORDING = 20_000
MAX_PLACE = 1_000
MAX_NUMBER = 1_000_000

MERGED_WITH_WHAT = error(
    "merged_with_what",
    "Napište číslo připomínky, se kterou je tato sloučena.",
    "Give the number of the comment with which this one is merged.",
)
NOT_MERGED = error(
    "not_merged",
    "Číslo jiné připomínky patří jen k vypořádání „sloučeno“.",
    "The number of another comment belongs to the settlement “merged” only.",
)


class Channel(Choice):
    """Jak připomínka přišla."""

    EMAIL = "email", "e-mailem"
    POST = "post", "poštou"
    DATA_BOX = "data_box", "datovou schránkou"
    FORM = "form", "formulářem na webu"
    HEARING = "hearing", "na veřejném projednání"
    GROUP = "group", "na jednání skupiny"
    ORAL = "oral", "ústně"
    OTHER = "other", "jinak"


class CommentType(Choice):
    """Druh připomínky."""

    SUBSTANTIVE = "substantive", "věcná"
    FORMAL = "formal", "formální"


class Settlement(Choice):
    """Vypořádání připomínky."""

    ACCEPTED = "accepted", "akceptováno"
    PARTLY = "partly", "částečně akceptováno"
    REFUSED = "refused", "neakceptováno"
    NOTED = "noted", "vzato na vědomí"
    EXPLAINED = "explained", "vysvětleno"
    OUT_OF_SCOPE = "out_of_scope", "mimo působnost"
    MERGED = "merged", "sloučeno s jinou připomínkou"


@part("Připomínka", plural="Připomínky")
class Comment(Part):
    """Připomínka a její vypořádání; její číslo přiděluje služba."""

    received: date | None = declare(Day("Přišla dne", "Kdy byla připomínka podána.", "2019-10-02"))
    submitter: str = declare(
        Text("Kdo ji podal", "Jméno, nebo název organizace.", "Spolek rodičů, z. s.", literal=True, limit=MAX_LINE)
    )
    publish: bool = declare(
        Flag("Souhlas se zveřejněním jména", "Bez souhlasu vidí čtenáři i dokumenty místo jména jen „občan“.", False)
    )
    channel: Channel | None = declare(OneOf("Jak přišla", "Kterou cestou.", Channel, Channel.EMAIL))
    place: str = declare(
        Text(
            "Část plánu",
            "Čeho se týká: místo v obsahu plánu.",
            "/strategy/nodes/0",
            literal=True,
            printed=False,
            limit=MAX_PLACE,
        )
    )
    original: str = declare(
        Text("Původní znění", "Text plánu, kterého se týká.", "Dvě hodiny týdně.", multiline=True, limit=MAX_WORDING)
    )
    proposed: str = declare(
        Text(
            "Připomínka nebo navrhované znění",
            "Slovy toho, kdo ji podal.",
            "Rozšířit provoz poradny na čtyři hodiny týdně.",
            required=True,
            multiline=True,
            limit=MAX_WORDING,
        )
    )
    reason: str = declare(
        Text("Důvod", "Proč to navrhuje.", "Objednací lhůta je šest týdnů.", multiline=True, limit=MAX_WORDING)
    )
    type: CommentType | None = declare(
        OneOf("Druh", "Věcná mění obsah, formální jen zápis.", CommentType, CommentType.SUBSTANTIVE)
    )
    settlement: Settlement | None = declare(
        OneOf("Vypořádání", "Nevyplněné: ještě není vypořádána.", Settlement, Settlement.ACCEPTED)
    )
    merged_with: int | None = declare(
        Whole("Sloučeno s připomínkou č.", "Jen u sloučené.", 3, least=1, most=MAX_NUMBER)
    )
    justification: str = declare(
        Text("Odůvodnění vypořádání", "Odpověď.", "Kapacitu navýší opatření 2.1.", multiline=True, limit=MAX_WORDING)
    )
    decided_by: str = declare(Text("Kdo rozhodl", "Orgán nebo skupina.", "řídicí skupina", limit=MAX_LINE))
    decided_on: date | None = declare(Day("Rozhodnuto dne", "Kdy se o ní rozhodlo.", "2019-11-04"))


SETTLING = frozenset({"settlement", "merged_with", "justification", "decided_by", "decided_on"})


@dataclass(frozen=True, slots=True)
class Read:
    """The outcome of reading: a comment, or (where it is None) everything that is wrong with it."""

    comment: Comment | None
    findings: tuple[Finding, ...]


def read_comment(raw: object) -> Read:
    """Read a raw comment (what JSON gives); every problem at once, with its pointer and the label of its field."""
    if not isinstance(raw, dict):
        return Read(None, (NOT_PART.at("", found=found(raw)).located(Comment.noun),))
    try:
        comment = Comment.schema.load(raw)
    except ValidationError as refused:
        messages: Any = refused.messages  # ours are always dicts
        wrong = bounded(list(Flattening(Nearest()).part(messages, Comment, "")))
        return Read(None, tuple(labelled(each) for each in wrong))
    assert isinstance(comment, Comment)  # noqa: S101 - narrows the type
    if against := [*at_odds(comment)]:
        return Read(None, tuple(map(labelled, against)))
    return Read(comment, ())


def at_odds(comment: Comment) -> Iterator[Finding]:
    """What no field can see by itself."""
    merged = comment.settlement is Settlement.MERGED
    if merged and comment.merged_with is None:
        yield MERGED_WITH_WHAT.at("/merged_with")
    if not merged and comment.merged_with is not None:
        yield NOT_MERGED.at("/merged_with")


def labelled(finding: Finding) -> Finding:
    """The finding with the way to its field, for people."""
    field = Comment.fields.get(finding.pointer.removeprefix("/"))
    return finding.located(f"{Comment.noun} › {field.label}" if field else Comment.noun)
