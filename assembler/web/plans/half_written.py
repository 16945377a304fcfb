"""Rozepsaná připomínka: where the draft of a comment leads back to, beside the drafts of the parts of a plan."""

from __future__ import annotations

import uuid
from typing import Any

from flask import url_for

from assembler.store.models import Draft

PLACE = "/pripominky/"  # no place of a plan: behind it stands the comment
NEW = f"{PLACE}nova"


def called(comment_id: uuid.UUID | None) -> str:
    """The form of a comment; None for one that is not written down yet."""
    return f"{PLACE}{comment_id}" if comment_id else NEW


def way_back(draft: Draft, **more: Any) -> str:
    """The address of the form of a comment; empty for a draft of a part of the plan."""
    if draft.place == NEW:
        return url_for("comments.new", plan_id=draft.plan_id, **more)
    if draft.place.startswith(PLACE):
        comment_id = uuid.UUID(draft.place.removeprefix(PLACE))
        return url_for("comment.show", plan_id=draft.plan_id, comment_id=comment_id, **more)
    return ""
