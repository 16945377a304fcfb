"""Co o připomínce kdo smí, a jak se připomínka převezme: the same for its pages and for the REST interface."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from assembler.errors import Refused
from assembler.store import comments, plans
from assembler.store.models import Comment
from assembler.store.roles import Deed, Role, within
from assembler.store.store import Actor, Transaction
from assembler.web.acting import NotAllowed, acting, who
from assembler.web.commenting import places
from schemas.comments import SETTLING, labelled, read_comment
from schemas.findings import Finding, error

ANONYMOUS = "občan"  # who has not agreed that the name is told
Raw = Mapping[str, Any]

UNKNOWN_PLACE = error(
    "unknown_place",
    "Takové místo v plánu není. Vyberte jinou část plánu.",
    "The plan has no such place; choose another part of it.",
)
UNKNOWN_COMMENT = error(
    "unknown_comment",
    "Připomínka č. {number} v plánu není.",
    "The plan has no comment {number}.",
)
MERGED_WITH_ITSELF = error(
    "merged_with_itself",
    "Připomínka nemůže být sloučena sama se sebou.",
    "A comment cannot be merged with itself.",
)


class WrongComment(Refused):
    """A comment is wrong; nothing of it was kept."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings)
        self.message = "Připomínka má chyby, neuložila se. Opravte je prosím."


# ---------------------------------------------------------------- who may what


def writes() -> bool:
    """Whether who acts writes comments, and so sees all names; a contributor only settles those on his parts."""
    found = who()
    return found.may(Deed.WRITE) and found.role is not Role.CONTRIBUTOR


def writer() -> Actor:
    """Raises NotSignedIn, NotAllowed."""
    actor = acting(Deed.WRITE)
    if not writes():
        raise NotAllowed("Připomínky zapisuje a maže koordinátor. Vy můžete vypořádat ty, které patří k vašim částem.")
    return actor


def settles(place: str) -> bool:
    """Whether who acts may settle a comment on a place (pointer) of the plan."""
    found = who()
    return writes() or (found.may(Deed.WRITE) and any(within(place, part) for part in found.parts))


def only_settled(comment: Comment, raw: Raw) -> None:
    """Raises NotAllowed where a contributor changes more than the settlement of a comment on his own parts."""
    if writes():
        return
    if not settles(comment.place):
        raise NotAllowed("Tato připomínka se netýká žádné z vašich částí plánu.")
    old = comments.as_raw(comment)
    if {name for name in {*old, *raw} if old.get(name) != raw.get(name)} - SETTLING:
        raise NotAllowed("Smíte měnit jen vypořádání, ne připomínku samu.")


def name_of(comment: Comment, names: bool) -> str:
    """Who submitted it, as who looks at it may know."""
    return comment.submitter if names or comment.publish else ANONYMOUS


# ---------------------------------------------------------------- taken over


class Ground:
    """The newest version of a plan, in which comments have their places; it is read once for all of them."""

    def __init__(self, tx: Transaction, plan_id: uuid.UUID) -> None:
        """Raises Missing."""
        self.tx = tx
        self.base = plans.revision(tx, plan_id)

    @cached_property
    def content(self) -> Any:
        return plans.content(self.tx, self.base)

    @cached_property
    def titles(self) -> dict[str, str]:
        return places.titles(self.content)

    def title_at(self, pointer: str) -> str | None:
        return places.title_at(self.content, pointer, self.titles)


def added(on: Ground, raw: object) -> Comment:
    """A new comment; raises WrongComment with everything that is wrong, TooMany."""
    values, title = taken(on, raw)
    return comments.add(on.tx, on.base, values, title)


def changed(on: Ground, comment: Comment, raw: Raw) -> Comment:
    """The comment that `comments.seen` gave, as `raw` says from now on; raises WrongComment, NotAllowed."""
    only_settled(comment, raw)
    values, title = taken(on, raw, comment)
    return comments.change(on.tx, comment, on.base, values, title)


def taken(on: Ground, raw: object, old: Comment | None = None) -> tuple[comments.Values, str]:
    """The values of a raw comment, and the title of its place."""
    read, title = read_comment(raw), ""
    given: Raw = raw if isinstance(raw, dict) else {}
    place, against = given.get("place"), [*merged_with(on.tx, on.base.plan_id, given.get("merged_with"), old)]
    if isinstance(place, str) and place and not (old and place == old.place):
        found = on.title_at(place)
        title = found or ""
        against += [] if found else [UNKNOWN_PLACE.at("/place")]
    if read.comment is None or against:
        raise WrongComment([*read.findings, *map(labelled, against)])
    return comments.values_of(read.comment), title[: comments.LONGEST_TITLE]


def merged_with(tx: Transaction, plan_id: uuid.UUID, number: object, old: Comment | None) -> Iterator[Finding]:
    if type(number) is not int or not 0 < number <= comments.HIGHEST:
        return
    if old and number == old.number:
        yield MERGED_WITH_ITSELF.at("/merged_with")
    elif not comments.is_there(tx, plan_id, number):
        yield UNKNOWN_COMMENT.at("/merged_with", number=number)
