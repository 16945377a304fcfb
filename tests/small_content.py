"""Raw content of a few parts for tests: a chapter with something in it, a picture in each of its places."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from tests.word_files import image

PNG = base64.b64encode(image()).decode()
COLUMN = {"name": "Obec", "type": "text"}
SERIES = [{"name": "Počet", "values": [1, 2]}]


def chapter_of(**content: Any) -> dict[str, Any]:
    return {"title": "Plán", "analyses": [{"title": "A", "chapters": [{"heading": "K", **content}]}]}


PICTURES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "arms": lambda picture: {"territory": {"name": "Dačice", "arms": picture}},
    "photo": lambda picture: {"foreword": {"text": "Vážení", "photo": picture}},
    "logo": lambda picture: {"project": {"name": "Projekt", "logos": [picture]}},
    "image": lambda picture: {
        "analyses": [{"title": "A", "chapters": [{"heading": "K", "images": [{**picture, "caption": "Mapa"}]}]}]
    },
}
