"""The form of a page as a browser would send it, read from its HTML."""

from __future__ import annotations

from typing import Any

import lxml.html
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

FORM = "cast"


def fields(page: str) -> MultiDict[str, str]:
    """The names and texts of the fields of the editing form; no button was pressed."""
    form: Any = lxml.html.fromstring(page).xpath(f"//form[@id='{FORM}']")[0]  # type: ignore[index]
    for area in form.iter("textarea"):  # HTML 4.10.11: a first line end is not its text; this reader takes it for one
        area.text = (area.text or "").removeprefix("\n")
    return MultiDict([(name, text) for name, text in form.form_values() if text is not None])


class Editor:
    """Someone who looks at a part of a plan, types, and saves."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client, self.address = client, address
        self.page = client.get(address)
        assert self.page.status_code == 200, self.page.text
        self.fields = fields(self.page.text)

    def save(self, typed: dict[str, Any] | None = None, **more: str) -> TestResponse:
        """Sends the form with these fields changed, others as they were shown."""
        sent = MultiDict(self.fields)
        for name, text in {**(typed or {}), **more}.items():
            sent.setlist(name, text if isinstance(text, list) else [text])
        return self.client.post(self.address, data=sent)

    def again(self, answer: TestResponse) -> None:
        """Goes on with the form that came back."""
        self.fields = fields(answer.text)
