"""The messages of webhooks in the description of the API (OpenAPI 3.1, `webhooks`): what a receiver gets."""

from __future__ import annotations

from typing import Any

from assembler.store.webhooks import NAMES, TEST
from assembler.web.api.shapes import Shape, record, ref, text, whole
from assembler.web.downloads import JSON

MESSAGE = record(
    {
        "type": text("Co se stalo", enum=[*NAMES, TEST]),
        "timestamp": text("Kdy se to stalo", format="date-time"),
        "data": record(
            {
                "id": text("Čeho se to týká", format="uuid"),
                "href": text("Kde se o tom s přístupovým klíčem dozvíte víc", format="uri-reference"),
                "revision": whole("Číslo verze plánu"),
                "kind": text("Druh dokumentu"),
                "state": text("Stav dokumentu", enum=["draft", "approval"]),
                "code": text("Druh potíže, pro kterou se sestavení nepodařilo"),
            },
            optional=("revision", "kind", "state", "code"),
        ),
    }
)
COMPONENTS: dict[str, Shape] = {"Message": MESSAGE}
HEADERS = {
    "webhook-id": "Stálý identifikátor zprávy; při opakování je stejný",
    "webhook-timestamp": "Kdy se tento pokus odeslal (sekundy od 1. 1. 1970)",
    "webhook-signature": "Podpis podle Standard Webhooks 1.0: v1, a HMAC-SHA256 v Base64",
}


def described() -> dict[str, Any]:
    """One description for each event."""
    headers = [
        {"name": name, "in": "header", "required": True, "description": told, "schema": {"type": "string"}}
        for name, told in HEADERS.items()
    ]
    body = {"required": True, "content": {JSON: {"schema": ref("Message")}}}
    answers = {"2XX": {"description": "Přijato; cokoli jiného se zkusí znovu"}}
    operation = {"parameters": headers, "requestBody": body, "responses": answers}
    return {name: {"post": {"summary": f"Zpráva {name}", **operation}} for name in (*NAMES, TEST)}
