"""Every route of the service × nobody, a member of another municipality, a reader: what each is answered.

The table is complete: a route without a line fails, and so does a line without a route. Nothing of another municipality
is told from what does not exist at all.
"""

from __future__ import annotations

import re
import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from assembler import resources
from assembler.options import Options
from assembler.store import (
    comments,
    documents,
    drafts,
    invitations,
    jobs,
    plans,
    taken_tables,
    templates,
    tokens,
    uploads,
    webhooks,
)
from assembler.store.drafts import Typed
from assembler.store.roles import Deed, Role
from assembler.store.taken_tables import Taken
from assembler.store.uploads import Purpose
from schemas.comments import read_comment
from tests.pdf_files import blank_pdf
from tests.visitors import Town, Visitor, quick_passwords, service, signed_in, town

TABLE: dict[str, tuple[int, int, int]] = {  # nobody, the administrator of another municipality, a reader
    # one document of one content: nothing is kept, nobody is asked who he is (on this machine alone)
    "GET /": (200, 200, 200),
    "POST /api/v1/assemblies": (422, 422, 422),
    "POST /api/v1/checks": (200, 200, 200),
    "GET /api/v1/docs": (200, 200, 200),
    "GET /api/v1/examples": (200, 200, 200),
    "GET /api/v1/examples/<name>": (200, 200, 200),
    "GET /api/v1/kinds": (200, 200, 200),
    "GET /api/v1/kinds/<kind>/templates": (200, 200, 200),
    "GET /api/v1/openapi.json": (200, 200, 200),
    "GET /api/v1/problems": (200, 200, 200),
    "GET /api/v1/problems/<name>": (404, 404, 404),
    "GET /api/v1/schemas/<kind>": (200, 200, 200),
    "GET /health": (200, 200, 200),
    "GET /health/live": (200, 200, 200),
    "GET /health/ready": (200, 200, 200),
    "GET /o-sluzbe": (200, 200, 200),
    "GET /prirucka": (200, 200, 200),
    "GET /obrazky/<name>.png": (404, 404, 404),
    "POST /kontrola": (303, 303, 303),
    "GET /metrics": (200, 200, 200),
    "POST /sestaveni": (303, 303, 303),
    "GET /static/<path:filename>": (200, 200, 200),
    "GET /vysledek/<name>": (404, 404, 404),
    "GET /vysledek/<name>/dokument.<extension>": (404, 404, 404),
    "GET /vysledek/<name>/zprava.json": (404, 404, 404),
    # signing in, and one's own account
    "GET /obec": (303, 200, 200),
    "POST /obec": (400, 404, 404),
    "POST /jazyk": (303, 303, 303),
    "POST /odhlaseni": (400, 303, 303),
    "GET /odhlaseni/organizace": (404, 404, 404),  # no provider is set
    "POST /odhlaseni-vsude": (400, 303, 303),
    "GET /prihlaseni": (200, 303, 303),
    "GET /prihlaseni/navrat": (404, 404, 404),
    "GET /prihlaseni/organizace": (404, 404, 404),
    "POST /prihlaseni": (400, 401, 401),
    "GET /ucet": (303, 200, 200),
    "POST /ucet/heslo": (400, 422, 422),
    "POST /ucet/jmeno": (400, 422, 422),
    # what is kept, over REST
    "GET /api/v1/documents/<uuid:document_id>": (401, 404, 200),
    "GET /api/v1/documents/<uuid:document_id>.<suffix>": (401, 404, 200),
    "GET /api/v1/jobs": (401, 200, 200),
    "GET /api/v1/jobs/<uuid:job_id>": (401, 404, 200),
    "GET /api/v1/plans": (401, 200, 200),
    "POST /api/v1/plans": (401, 201, 403),
    "GET /api/v1/plans/<uuid:plan_id>": (401, 404, 200),
    "PUT /api/v1/plans/<uuid:plan_id>": (401, 404, 403),
    "POST /api/v1/plans/<uuid:plan_id>/<any(archive, return):deed>": (401, 404, 403),
    "GET /api/v1/plans/<uuid:plan_id>/comments": (401, 404, 200),
    "POST /api/v1/plans/<uuid:plan_id>/comments": (401, 404, 403),
    "DELETE /api/v1/plans/<uuid:plan_id>/comments/<uuid:comment_id>": (401, 404, 403),
    "GET /api/v1/plans/<uuid:plan_id>/comments/<uuid:comment_id>": (401, 404, 200),
    "PATCH /api/v1/plans/<uuid:plan_id>/comments/<uuid:comment_id>": (401, 404, 403),
    "GET /api/v1/plans/<uuid:plan_id>/difference": (401, 404, 200),
    "POST /api/v1/plans/<uuid:plan_id>/documents": (401, 404, 403),
    "GET /api/v1/plans/<uuid:plan_id>/documents": (401, 404, 200),
    "GET /api/v1/plans/<uuid:plan_id>/findings": (401, 404, 200),
    "GET /api/v1/plans/<uuid:plan_id>/parts/<path:place>": (401, 404, 200),
    "PUT /api/v1/plans/<uuid:plan_id>/parts/<path:place>": (401, 404, 403),
    "GET /api/v1/plans/<uuid:plan_id>/revisions": (401, 404, 200),
    "GET /api/v1/plans/<uuid:plan_id>/revisions/<int:number>": (401, 404, 200),
    "POST /api/v1/plans/<uuid:plan_id>/revisions/<int:number>/restore": (401, 404, 403),
    "GET /api/v1/templates": (401, 200, 200),
    "POST /api/v1/templates": (401, 422, 403),
    "GET /api/v1/templates/<uuid:template_id>": (401, 404, 200),
    "POST /api/v1/templates/<uuid:template_id>/<any(archive, return):deed>": (401, 404, 403),
    "POST /api/v1/templates/<uuid:template_id>/versions": (401, 404, 403),
    "GET /api/v1/templates/<uuid:template_id>/versions/<sha256>": (401, 404, 200),
    "GET /api/v1/plans/<uuid:plan_id>/workbook": (401, 404, 200),
    "GET /api/v1/tokens": (401, 200, 403),
    "POST /api/v1/tokens": (401, 422, 403),
    "DELETE /api/v1/tokens/<uuid:token_id>": (401, 404, 403),
    "GET /api/v1/webhooks": (401, 200, 403),
    "POST /api/v1/webhooks": (401, 422, 403),
    "DELETE /api/v1/webhooks/<uuid:webhook_id>": (401, 404, 403),
    "POST /api/v1/webhooks/<uuid:webhook_id>/test": (401, 404, 403),
    # what is kept, as pages
    "GET /clenove": (303, 200, 403),
    "POST /clenove": (401, 422, 403),
    "POST /clenove/obec": (401, 422, 403),
    "POST /clenove/<uuid:user_id>/heslo": (401, 404, 403),
    "POST /clenove/<uuid:user_id>/odebrani": (401, 404, 403),
    "POST /clenove/<uuid:user_id>/vymaz": (401, 404, 403),
    "POST /clenove/<uuid:user_id>/role": (401, 404, 403),
    "GET /klice": (303, 200, 200),
    "POST /klice": (401, 422, 422),
    "POST /klice/<uuid:key_id>/zruseni": (401, 404, 404),
    "GET /oznamovani": (303, 200, 403),
    "POST /oznamovani": (401, 422, 403),
    "POST /oznamovani/<uuid:webhook_id>/zkouska": (401, 404, 403),
    "POST /oznamovani/<uuid:webhook_id>/zruseni": (401, 404, 403),
    "GET /plany": (303, 200, 200),
    "GET /plany/<uuid:plan_id>": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/dokumenty": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/dokument.<extension>": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/strany": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/strany/<int:number>.<any(maly, velky):size>.png": (
        303,
        404,
        200,
    ),
    "GET /plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/zprava": (303, 404, 404),
    "GET /plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/zprava.json": (303, 404, 404),
    "GET /plany/<uuid:plan_id>/obsah.<any(yaml, json):extension>": (303, 404, 200),
    "POST /plany/<uuid:plan_id>/nahled-stranky/<path:place>": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/nahled-stranky/zakladni-udaje": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/nahledy/<name>": (303, 404, 403),
    "GET /plany/<uuid:plan_id>/nahledy/<name>/<int:number>.png": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/odlozeni": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/pripominky": (303, 404, 200),
    "POST /plany/<uuid:plan_id>/pripominky": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/pripominky.<any(xlsx, csv):extension>": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/pripominky/<uuid:comment_id>": (303, 404, 200),
    "POST /plany/<uuid:plan_id>/pripominky/<uuid:comment_id>": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/pripominky/<uuid:comment_id>/rozepsat": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/pripominky/<uuid:comment_id>/smazani": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/pripominky/do-planu": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/pripominky/nova": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/pripominky/nova/rozepsat": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/pripominky/z-tabulky": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/pripominky/z-tabulky": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/pripominky/z-tabulky/<uuid:upload_id>": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/pripominky/z-tabulky/<uuid:upload_id>": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/rozdil": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/rozepsane/<uuid:draft_id>": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/rozepsane/<uuid:draft_id>/zahozeni": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/rozepsat/<path:place>": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/rozepsat/zakladni-udaje": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/rozpor/<uuid:upload_id>": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/rozpor/<uuid:upload_id>": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/rozpor/<uuid:upload_id>/obsah.json": (303, 404, 403),
    "GET /plany/<uuid:plan_id>/sestaveni": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/sestaveni": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/cizi-tabulka": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/cizi-tabulka": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/cizi-tabulka/<uuid:upload_id>": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/cizi-tabulka/<uuid:upload_id>": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/cizi-tabulka/prevzata/<uuid:table_id>": (303, 404, 403),
    "GET /plany/<uuid:plan_id>/cizi-tabulka/prevzata/<uuid:table_id>/soubor": (303, 404, 403),
    "GET /plany/<uuid:plan_id>/sesit": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/sesit": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/sesit.xlsx": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/sesit/<uuid:upload_id>": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/sesit/<uuid:upload_id>": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/sesit/<uuid:upload_id>/chyby.xlsx": (303, 404, 403),
    "GET /plany/<uuid:plan_id>/tabulka-ze-souboru/<path:place>": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/tabulka-ze-souboru/<path:place>": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/nahrana-tabulka/<uuid:upload_id>/<path:place>": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/nahrana-tabulka/<uuid:upload_id>/<path:place>": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/ulohy/<uuid:job_id>": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/upravit": (303, 404, 200),
    "GET /plany/<uuid:plan_id>/upravit/<path:place>": (303, 404, 200),
    "POST /plany/<uuid:plan_id>/upravit/<path:place>": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/upravit/zakladni-udaje": (303, 404, 200),
    "POST /plany/<uuid:plan_id>/upravit/zakladni-udaje": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/verze": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/verze": (303, 404, 200),
    "POST /plany/<uuid:plan_id>/verze/<int:number>/obnoveni": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/vraceni": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/vsechna-opatreni": (303, 404, 200),
    "POST /nahled-textu": (401, 200, 200),
    "POST /plany/<uuid:plan_id>/nahled-grafu/<path:place>": (401, 404, 404),  # the place is no chart
    "GET /plany/novy": (303, 200, 403),
    "POST /plany/novy": (401, 422, 403),
    "GET /plany/<uuid:plan_id>/vyzvy": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/vyzvy": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/vyzvy/nove": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/vyzvy/termin": (401, 404, 403),
    "GET /plany/<uuid:plan_id>/vyzvy/zpravy": (303, 404, 403),
    "GET /plany/<uuid:plan_id>/vyzvy/zpravy.<any(xlsx, csv):extension>": (303, 404, 403),
    "GET /plany/<uuid:plan_id>/vyzvy/<uuid:invitation_id>": (303, 404, 403),
    "POST /plany/<uuid:plan_id>/vyzvy/<uuid:invitation_id>/rozhodnuti": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/vyzvy/<uuid:invitation_id>/termin": (401, 404, 403),
    "POST /plany/<uuid:plan_id>/vyzvy/<uuid:invitation_id>/zruseni": (401, 404, 403),
    "GET /vyzva/<key>": (404, 404, 404),
    "POST /vyzva/<key>": (404, 404, 404),
    "GET /sablony": (303, 200, 200),
    "POST /sablony": (401, 422, 403),
    "GET /sablony/<uuid:template_id>": (303, 404, 200),
    "GET /sablony/<uuid:template_id>/<sha256>.docx": (303, 404, 200),
    "POST /sablony/<uuid:template_id>/odlozeni": (401, 404, 403),
    "POST /sablony/<uuid:template_id>/verze": (401, 404, 403),
    "GET /sablony/vychozi/<kind>/<template>.docx": (303, 200, 200),
    "GET /zaznam": (303, 200, 403),
}
OPEN_TO_OTHERS = {
    *("GET /static/<path:filename>", "GET /o-sluzbe", "GET /prihlaseni", "GET /prirucka", "GET /obrazky/<name>.png"),
    "POST /jazyk",
    *("GET /health", "GET /health/live", "GET /health/ready"),
    *("GET /odhlaseni/organizace", "GET /prihlaseni/navrat", "GET /prihlaseni/organizace"),  # no provider is set: 404
    *("GET /vyzva/<key>", "POST /vyzva/<key>"),  # whose key is in the address: a wrong one is 404
}
OWN_REFUSAL = {  # of others by something else than an account: a token of forms, a key of metrics
    *("POST /obec", "POST /odhlaseni", "POST /odhlaseni-vsude", "POST /prihlaseni", "POST /ucet/heslo"),
    "POST /ucet/jmeno",
    "GET /metrics",
}
NAMES = {  # what is no id of anyone
    "name": "minimal",
    "kind": "medium_term_plan",
    "filename": "app.css",
    "suffix": "docx",
    "extension": "docx",
    "place": "territory",
    "number": 1,
    "size": "maly",
    "template": "standard",
    "key": "neni",
    "deed": "archive",
}
EXTENSIONS = {
    "plan.content": {"extension": "yaml"},
    "comments_sheets.download": {"extension": "csv"},
    "messages.download": {"extension": "csv"},
}
FIELDS = {
    "verze": "1",
    "form": str(uuid.UUID(int=7)),
    "navrh": str(uuid.UUID(int=7)),
    "termin": "1. 1. 2090",
    "karta": "/x",
    "expected": "1",
    "vychozi": "1",
    "od": "1",
    "do": "1",
    "rozhodnuti": "moje",
    "role": "reader",
}
NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FORM_TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
UNKNOWN = uuid.UUID(int=7)


class World:
    """Two towns, one with everything that can be asked for, and who asks."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.here, self.there = town(app), town(app, "Zálesí", "spravce@zalesi.cz")
        self.here.member("jana@vzorov.cz", Role.READER)
        self.ids = stocked(self.here)
        self.known: dict[str | None, tuple[Visitor, str]] = {None: (Visitor(app), "")}

    def visitor(self, email: str | None, line: str) -> tuple[Visitor, str]:
        """Who asks, and the token of his forms; who signs out does so in a session of its own."""
        ending = "odhlaseni" in line
        if email not in self.known or (ending and email):
            made = signed_in(self.app, email or "")
            found = made, made.token("/ucet")
            if ending:
                return found
            self.known[email] = found
        return self.known[email]


def stocked(here: Town) -> dict[str, Any]:
    """Something of every kind that has an id."""
    plan, user = here.plan(), here.member("petr@vzorov.cz", Role.COORDINATOR)
    digest, leaf, word = here.store.keep([b'{"title": "x"}', blank_pdf(1), resources.template("medium_term_plan")])
    with here.store.writing(here.actor) as tx:
        revision = plans.revision(tx, plan.id)
        made = documents.Made(
            "medium_term_plan", "standard", "0" * 64, Options(), "0", "Plán", {"docx": digest, "pdf": leaf}
        )
        document = documents.add(tx, revision, made)
        job = jobs.enqueue(tx, "document", {}, revision)
        upload = uploads.add(tx, digest, Purpose.SECOND, "x.json", "application/json", plan.id)
        webhook = webhooks.add(tx, "https://spisovka.vzorov.cz", ["plan.saved"])
        invitation = invitations.invite(tx, revision, "/foreword", "Úvod", "Starosta", date(2030, 1, 1))
        read = read_comment({"proposed": "Rozšířit provoz."}).comment
        assert read
        comment = comments.add(tx, revision, comments.values_of(read))
        draft = drafts.keep(tx, plan.id, "/foreword", Typed("/foreword", 1, "Úvod", [], {}))
        template = templates.add(tx, "medium_term_plan", "Městská", word).template
        table = taken_tables.add(tx, upload, 1, Taken("Charita", "parties", "List1", {}, {}, []))
    here.key(Deed.READ)
    with here.store.reading(here.actor) as tx:
        key = tokens.tokens(tx)[0]
    ids = {"plan_id": plan.id, "user_id": user, "document_id": document.id, "job_id": job.id, "upload_id": upload.id}
    ids |= {"key_id": key.id, "token_id": key.id, "webhook_id": webhook.id, "comment_id": comment.id}
    ids |= {"draft_id": draft.id, "table_id": table.id}
    return ids | {"template_id": template.id, "sha256": word, "invitation_id": invitation.id}


def calls(app: Flask) -> dict[str, Rule]:
    """Every method of every route, as the lines of the table name them."""
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    }


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_passwords(monkeypatch)


@pytest.fixture
def world(tmp_path: Path, quick: None) -> World:
    return World(service(tmp_path / "data"))


def asked(world: World, visitor: Visitor, line: str, token: str, ids: dict[str, Any]) -> TestResponse:
    """The answer to a well-formed call of a route, with these ids in its address."""
    method, rule = line.split()[0], calls(world.app)[line]
    values = {name: (NAMES | ids)[name] for name in rule.arguments}
    values |= EXTENSIONS.get(rule.endpoint, {})
    address = world.app.url_map.bind("localhost").build(rule.endpoint, values)
    headers = {"X-CSRFToken": token} if token else {}
    if method == "GET":
        address += "?od=1&do=1&vychozi=1" if "/plany" in address else ""
        return visitor.client.get(address, headers=headers, buffered=True)
    body: dict[str, Any] = {"json": {}} if address.startswith("/api") else {"data": FIELDS}
    return visitor.client.open(address, method=method, headers=headers | {"If-Match": '"0"'}, **body)


def test_the_table_has_a_line_for_every_route_and_no_other(world: World) -> None:
    assert sorted(TABLE) == sorted(calls(world.app))


def test_every_route_answers_each_visitor_as_the_table_says(world: World) -> None:
    given: dict[str, list[int]] = {line: [] for line in sorted(TABLE, key=lambda each: "odhlaseni" in each)}
    for who in (None, "spravce@zalesi.cz", "jana@vzorov.cz"):
        for line in given:
            visitor, token = world.visitor(who, line)
            given[line].append(asked(world, visitor, line, token, world.ids).status_code)
    assert {line: tuple(found) for line, found in given.items()} == TABLE


def test_nothing_of_another_town_is_told_from_what_does_not_exist(world: World) -> None:
    with_ids = [line for line in TABLE if "<uuid:" in line]
    assert {TABLE[line][1] for line in with_ids} == {404}
    visitor, token = world.visitor("spravce@zalesi.cz", "")
    unknown = dict.fromkeys(world.ids, UNKNOWN)
    for line in with_ids:
        foreign, missing = (asked(world, visitor, line, token, ids) for ids in (world.ids, unknown))
        assert plain(foreign) == plain(missing), line
        assert [*foreign.headers.keys()] == [*missing.headers.keys()], line


def plain(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, FORM_TOKEN.sub("", NUMBER.sub("", answer.text))


@pytest.mark.parametrize(
    "reached",
    [{"host": "0.0.0.0"}, {"address": "https://plany.vzorov.cz"}, {"trusted_proxy": "127.0.0.1"}],
    ids=["it listens everywhere", "people know it by an address", "a proxy stands before it"],
)
def test_from_elsewhere_nothing_is_answered_to_who_has_not_signed_in(
    tmp_path: Path, quick: None, reached: dict[str, str]
) -> None:
    world = World(service(tmp_path / "data", **reached))
    for line in set(TABLE) - OPEN_TO_OTHERS - OWN_REFUSAL:
        answer = asked(world, Visitor(world.app), line, "", world.ids)
        expected = 303 if line.startswith("GET") and "/api/" not in line else 401
        assert answer.status_code == expected, line
        assert expected == 401 or answer.headers["Location"].startswith("/prihlaseni?next="), line
