"""The shapes of answers, as JSON Schemas (2020-12, the dialect of OpenAPI 3.1).

Every key that is named is always there, unless it is listed as optional; there are no others.
"""

from __future__ import annotations

from typing import Any

from schemas.findings import Severity

Shape = dict[str, Any]
FILE: Shape = {"type": "string", "format": "binary"}
PLAN: Shape = {
    "type": "object",
    "description": "Obsah plánu; úplný popis dává GET /api/v1/schemas/{kind}.",
    "required": ["title"],
    "properties": {"title": {"type": "string"}},
}


def ref(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


def record(properties: Shape, optional: tuple[str, ...] = ()) -> Shape:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def text(description: str, **more: Any) -> Shape:
    return {"type": "string", "description": description, **more}


def whole(description: str) -> Shape:
    return {"type": "integer", "description": description}


def flag(description: str) -> Shape:
    return {"type": "boolean", "description": description}


def several(items: Shape, description: str = "") -> Shape:
    return {"type": "array", "items": items, **({"description": description} if description else {})}


def nullable(shape: Shape) -> Shape:
    return {"anyOf": [shape, {"type": "null"}]}


POINTER = text("Ukazatel do poslaného obsahu (JSON Pointer, RFC 6901)", examples=["/strategy/nodes/0/name"])
LABEL = text("Cesta pro člověka", examples=["Strategie › Cíl 2 › Opatření 3 › Název"])

FINDING = record(
    {
        "severity": text("Závažnost: jen chyba (error) brání schválení", enum=[str(one) for one in Severity]),
        "code": text("Druh nálezu, stálý v čase", examples=["unknown_key"]),
        "pointer": POINTER,
        "label": LABEL,
        "detail": text("Česká věta: co je špatně a co s tím"),
        "detail_en": text("Táž věta anglicky"),
        "location": {
            "type": "object",
            "description": "Místo v poslaném souboru, počítáno od 1",
            "properties": {
                "line": {"type": "integer"},
                "column": {"type": "integer"},
                "sheet": {"type": "string"},
                "cell": {"type": "string"},
                "place": {"type": "string"},
            },
            "additionalProperties": False,
        },
        "parameter": text("Jméno chybného údaje v adrese"),
    },
    optional=("detail_en", "location", "parameter"),
)

PROBLEM = record(
    {
        "type": text("Druh potíže: adresa jejího popisu", format="uri-reference"),
        "title": text("Nadpis"),
        "status": whole("Stav HTTP"),
        "detail": text("Co se stalo a co s tím"),
        "instance": text("Číslo požadavku", format="uri"),
        "errors": several(ref("Finding"), "Všechny jednotlivé chyby"),
        "conflict": ref("Conflict"),
    },
    optional=("errors", "conflict"),
)

COUNTS = record({str(one): {"type": "integer"} for one in Severity})

REPORT = record(
    {
        "kind": text("Druh dokumentu"),
        "template": text("Šablona"),
        "state": text("Stav", enum=["draft", "approval"]),
        "variant": text("Určení", enum=["internal", "public"]),
        "file_name": text("Jméno souboru bez přípony"),
        "sha256": text("Otisk dokumentu DOCX"),
        "contents": text("Obsah (seznam kapitol) s čísly stran, nebo bez nich", enum=["filled", "without_pages"]),
        "pages": nullable(whole("Počet stran PDF")),
        "pdf": nullable(
            record(
                {
                    "pdf_a_2b": flag("Prošlo kontrolou PDF/A-2b"),
                    "pdf_ua_1": flag("Prošlo kontrolou PDF/UA-1"),
                    "failures": several({"type": "string"}, "Co kontrole vadí"),
                    "validator": text("Program, který kontroloval, a jeho verze"),
                }
            )
        ),
        "counts": COUNTS,
        "findings": several(ref("Finding")),
        "repairs": several(
            record({"pointer": POINTER, "label": LABEL, "before": text("Před"), "after": text("Po")}),
            "Co opravila typografie",
        ),
        "unprinted": several(
            record({"pointer": POINTER, "label": LABEL, "reason": text("Proč")}), "Texty, které v dokumentu nejsou"
        ),
    }
)

CHECK = record(
    {
        "loads": flag("Lze obsah načíst, a tedy sestavit alespoň návrh?"),
        "plan": nullable(
            record({"title": text("Název"), "territory": text("Území"), "period": text("Období")}),
        ),
        "counts": COUNTS,
        "findings": several(ref("Finding"), "Nejdříve chyby, pak podle místa v obsahu"),
    }
)

KIND = record(
    {
        "code": text("Kód"),
        "title": text("Název"),
        "parts": several(record({"name": text("Klíč obsahu"), "label": text("Název části")}), "Co tento druh tiskne"),
        "schema": text("Kde je popis obsahu", format="uri-reference"),
        "templates": text("Kde je seznam šablon", format="uri-reference"),
    }
)
TEMPLATE = record({"name": text("Jméno"), "sha256": text("Otisk této verze")})
EXAMPLE = record(
    {"name": text("Jméno"), "title": text("Název plánu"), "content": text("Kde je", format="uri-reference")}
)
PROBLEM_TYPE = record(
    {
        "type": text("Adresa", format="uri-reference"),
        "title": text("Nadpis"),
        "statuses": several({"type": "integer"}, "Stavy HTTP"),
        "detail": text("Obvyklá rada"),
    }
)
READY = record(
    {
        "ready": flag("Umí služba sestavit dokument?"),
        "version": text("Verze"),
        "converter": record(
            {
                "ready": flag("Umí převést dokument do PDF?"),
                "version": text("Verze LibreOffice"),
                "isolation": text("Čím je oddělen od sítě"),
                "why": text("Proč nepracuje"),
            }
        ),
        "store": record({"ready": flag("Odpovídá úložiště plánů?"), "why": text("Proč neodpovídá")}),
        "broker": record(
            {
                "name": text("RabbitMQ, Redis, nebo prázdné, když si služba úlohy zpracovává bez zprostředkovatele"),
                "ready": flag("Přebírá úlohy? Když ne, objednané dokumenty počkají, až se ozve."),
                "why": text("Proč nepřebírá"),
            }
        ),
    }
)
HEALTH = record({"live": text("Adresa: běží služba?"), "ready": text("Adresa: umí služba pracovat?")})
LIVE = record({"live": {"const": True}})

COMPONENTS: dict[str, Shape] = {
    "Plan": PLAN,
    "Finding": FINDING,
    "Problem": PROBLEM,
    "Report": REPORT,
    "Check": CHECK,
    "Kind": KIND,
    "Template": TEMPLATE,
    "Example": EXAMPLE,
    "ProblemType": PROBLEM_TYPE,
    "Ready": READY,
    "Live": LIVE,
    "Health": HEALTH,
}
