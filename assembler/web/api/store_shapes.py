"""The shapes of the stored resources, as JSON Schemas (2020-12); the rules of shapes.py hold."""

from __future__ import annotations

from assembler.store.roles import Deed
from assembler.store.webhooks import NAMES
from assembler.web.api.shapes import POINTER, Shape, flag, nullable, record, ref, several, text, whole

ID = text("Stálý identifikátor", format="uuid")
MOMENT = text("Kdy (UTC)", format="date-time")
HREF = text("Adresa", format="uri-reference")
ETAG = text("Otisk (SHA-256); v uvozovkách patří do If-Match")
ANYTHING: Shape = {"description": "Hodnota z obsahu"}


def pages_of(name: str, description: str) -> Shape:
    return record({"items": several(ref(name), description), "next": nullable(text("Adresa další stránky seznamu"))})


STORED_PLAN = record(
    {
        "id": ID,
        "title": text("Název podle poslední verze"),
        "revision": whole("Číslo poslední verze"),
        "etag": ETAG,
        "created_at": MOMENT,
        "changed_at": MOMENT,
        "archived": flag("Je odložený?"),
        "content": HREF,
    }
)

REVISION = record(
    {
        "number": whole("Číslo verze, od 1"),
        "title": text("Název"),
        "etag": ETAG,
        "at": MOMENT,
        "author": nullable(text("Kdo ji uložil")),
        "note": text("Poznámka"),
        "content": HREF,
    }
)

CHANGE = record(
    {
        "kind": text("Druh změny", enum=["added", "removed", "changed", "moved"]),
        "pointer": POINTER,
        "before": nullable(text("Ukazatel do starého obsahu")),
        "after": nullable(text("Ukazatel do nového obsahu")),
        "label": text("Cesta pro člověka"),
        "old": ANYTHING,
        "new": ANYTHING,
    },
    optional=("old", "new"),
)

DIFFERENCE = record(
    {
        "from": whole("Číslo starší verze"),
        "to": whole("Číslo novější verze"),
        "words": text("Rozdíl jednou větou", examples=["přibyla 3 opatření, rozpočet +120 000 Kč"]),
        "changes": several(ref("Change")),
    }
)

CONFLICT = record(
    {
        "expected": nullable(whole("Z které verze změna vyšla; null, když taková není")),
        "current": whole("Poslední verze"),
        "words": text("Čím se odmítnuté znění liší od posledního, jednou větou"),
        "changes": several(ref("Change"), "Totéž po změnách: old je uložené znění, new odmítnuté"),
    }
)

DOCUMENT = record(
    {
        "id": ID,
        "plan": ID,
        "revision": whole("Z které verze plánu vznikl"),
        "kind": text("Druh dokumentu"),
        "template": text("Šablona"),
        "template_sha256": text("Otisk její verze"),
        "state": text("Stav", enum=["draft", "approval"]),
        "variant": text("Určení", enum=["internal", "public"]),
        "year": nullable(whole("Rok akčního plánu")),
        "version": text("Verze programu"),
        "file_name": text("Jméno souboru bez přípony"),
        "at": MOMENT,
        "author": nullable(text("Kdo si ho vyžádal")),
        "files": several(
            record({"format": text("Formát"), "etag": ETAG, "size": whole("Bajtů"), "href": HREF}),
            "Soubory ke stažení",
        ),
    }
)

JOB_PROBLEM = record(
    {
        "code": text("Druh potíže, stálý v čase"),
        "detail": text("Co se stalo a co s tím"),
        "errors": several(ref("Finding"), "Všechny jednotlivé chyby obsahu"),
    },
    optional=("errors",),
)

JOB = record(
    {
        "id": ID,
        "plan": nullable(ID),
        "state": text("Stav", enum=["queued", "running", "done", "failed"]),
        "step": text("Který krok právě běží"),
        "steps": several({"type": "string"}, "Kroky v pořadí, jak jdou za sebou"),
        "progress": whole("Procenta"),
        "attempts": whole("Kolikátý pokus to je"),
        "created_at": MOMENT,
        "finished_at": nullable(MOMENT),
        "result": nullable(
            record(
                {
                    "document": HREF,
                    "formats": several({"type": "string"}, "Co vzniklo"),
                    "missing": {
                        "type": "object",
                        "description": "Co nevzniklo, a proč",
                        "additionalProperties": {"type": "string"},
                    },
                }
            )
        ),
        "problem": nullable(JOB_PROBLEM),
    }
)

TOKEN = record(
    {
        "id": ID,
        "name": text("K čemu klíč je"),
        "scopes": several(text("Co smí", enum=[str(one) for one in Deed])),
        "created_at": MOMENT,
        "expires_at": MOMENT,
        "revoked_at": nullable(MOMENT),
    }
)

NEW_TOKEN: Shape = record(
    {**TOKEN["properties"], "key": nullable(text("Klíč sám. Ukáže se jen teď; při opakování požadavku už ne."))}
)

TOKEN_ORDER: Shape = record(
    {
        "name": text("K čemu klíč bude", minLength=1, maxLength=300),
        "scopes": {**several(text("Co smí", enum=[str(one) for one in Deed])), "minItems": 1},
        "days": {"type": "integer", "description": "Kolik dnů platí", "minimum": 1, "maximum": 400},
    }
)

OWN_TEMPLATE = record(
    {
        "id": ID,
        "kind": text("Pro který druh dokumentu je"),
        "name": text("Jak se jmenuje"),
        "created_at": MOMENT,
        "archived_at": nullable(MOMENT),
        "versions": several(
            record({"sha256": text("Otisk souboru"), "at": MOMENT}), "Nejnovější první; podle ní se sestavuje"
        ),
    }
)

EVENTS: Shape = {**several(text("Co oznamovat", enum=list(NAMES))), "minItems": 1}

WEBHOOK = record(
    {
        "id": ID,
        "url": text("Kam se doručuje"),
        "events": EVENTS,
        "created_at": MOMENT,
        "off_at": nullable(MOMENT),
        "off_reason": text("Proč se už nedoručuje; prázdné, když se doručuje"),
        "waiting": whole("Kolik zpráv čeká"),
        "last": nullable(
            record(
                {
                    "id": text("Hlavička webhook-id té zprávy"),
                    "event": text("Co oznamovala"),
                    "attempts": whole("Kolikátý to byl pokus"),
                    "at": nullable(MOMENT),
                    "delivered": flag("Doručena?"),
                    "problem": text("Proč ne"),
                }
            )
        ),
    }
)

NEW_WEBHOOK: Shape = record(
    {
        **WEBHOOK["properties"],
        "secret": nullable(text("Čím se zprávy podepisují. Ukáže se jen teď; při opakování požadavku už ne.")),
    }
)

WEBHOOK_ORDER: Shape = record({"url": text("Kam doručovat (https)", maxLength=2000), "events": EVENTS})

COMPONENTS: dict[str, Shape] = {
    "StoredPlan": STORED_PLAN,
    "Plans": pages_of("StoredPlan", "Naposledy změněné první"),
    "Revision": REVISION,
    "Revisions": pages_of("Revision", "Nejnovější první"),
    "Change": CHANGE,
    "Difference": DIFFERENCE,
    "Conflict": CONFLICT,
    "Document": DOCUMENT,
    "Documents": pages_of("Document", "Nejnovější první"),
    "Job": JOB,
    "Jobs": pages_of("Job", "Nejnovější první"),
    "OwnTemplate": OWN_TEMPLATE,
    "Token": TOKEN,
    "NewToken": NEW_TOKEN,
    "TokenOrder": TOKEN_ORDER,
    "Webhook": WEBHOOK,
    "NewWebhook": NEW_WEBHOOK,
    "WebhookOrder": WEBHOOK_ORDER,
}
