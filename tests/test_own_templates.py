"""Templates of a municipality's own on their pages: taken home, restyled, tried, kept, used by documents."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from functools import lru_cache

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from flask import Flask
from werkzeug.test import TestResponse

from assembler import resources
from assembler.documents import KINDS
from assembler.documents.kind import Kind
from assembler.documents.lint import lint_template
from assembler.jobs.runner import Runner
from assembler.store import documents
from assembler.store.roles import Role
from assembler.web.working import NAME as WORKING
from tests import service as assembling
from tests.visitors import Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

KIND = "medium_term_plan"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    assembling.quick(monkeypatch)


@lru_cache
def restyled(words: str = "", kind: str = KIND) -> bytes:
    """The shipped template with another colour of headings, and further words at its end."""
    document = docx.Document(io.BytesIO(resources.template(kind)))
    document.styles["Heading 1"].font.color.rgb = docx.shared.RGBColor(0x99, 0x11, 0x22)
    if words:
        document.add_paragraph(words)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def upload(
    visitor: Visitor, data: bytes, address: str = "/sablony", page: str = "/sablony", **fields: str
) -> TestResponse:
    return visitor.post(address, page, file=(io.BytesIO(data), "šablona.docx"), **fields)


def added(visitor: Visitor, data: bytes | None = None, name: str = "Město Vzorov") -> str:
    """The address of a new template."""
    answer = upload(visitor, restyled() if data is None else data, name=name, kind=KIND)
    assert answer.status_code == 303, answer.text
    found = re.search(r'href="(/sablony/[0-9a-f-]{36})"', visitor.get("/sablony").text)
    assert found
    return found[1]


def test_a_shipped_template_can_be_taken_home(visitor: Visitor) -> None:
    answer = visitor.get(f"/sablony/vychozi/{KIND}/standard.docx")
    assert answer.data == resources.template(KIND)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert visitor.get(f"/sablony/vychozi/{KIND}/neni.docx").status_code == 404


def test_a_document_is_made_from_the_town_s_own_template(app: Flask, visitor: Visitor, here: Town) -> None:
    address = added(visitor)
    plan, own = here.plan(), address.rpartition("/")[2]
    assert f'value="{own}"' in visitor.get(f"/plany/{plan.id}/sestaveni").text
    given = {"kind": KIND, "template": own, "state": "draft", "variant": "public"}
    ordered = visitor.post(f"/plany/{plan.id}/sestaveni", f"/plany/{plan.id}/sestaveni", **given)
    assert ordered.status_code == 303, ordered.text
    runner: Runner = app.extensions[WORKING]
    assert runner.one()
    with here.store.reading(here.actor) as tx:
        [made] = documents.newest_first(tx, plan.id).items
        data = tx.files.get(documents.formats(tx, made.id)["docx"].sha256)
    assert (made.template, made.template_hash) == (own, hashlib.sha256(restyled()).hexdigest())
    assert b"991122" in zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml")
    assert "Město Vzorov" in visitor.get(f"/plany/{plan.id}/dokumenty").text


def test_a_document_keeps_the_version_that_was_ordered(app: Flask, visitor: Visitor, here: Town) -> None:
    address, plan = added(visitor), here.plan()
    given = {"kind": KIND, "template": address.rpartition("/")[2], "state": "draft", "variant": "public"}
    visitor.post(f"/plany/{plan.id}/sestaveni", f"/plany/{plan.id}/sestaveni", **given)
    assert upload(visitor, restyled("Nová verze"), f"{address}/verze", address).status_code == 303
    runner: Runner = app.extensions[WORKING]
    assert runner.one()
    with here.store.reading(here.actor) as tx:
        [made] = documents.newest_first(tx, plan.id).items
    assert made.template_hash == hashlib.sha256(restyled()).hexdigest()


def test_what_only_word_works_out_is_told_beside_the_template(visitor: Visitor) -> None:
    document = docx.Document(io.BytesIO(restyled()))
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " STYLEREF 1 \\s ")
    document.add_paragraph()._p.append(field)
    written = io.BytesIO()
    document.save(written)
    page = visitor.get(added(visitor, written.getvalue())).text
    assert "samo neobnoví" in page
    assert "STYLEREF" in page


def test_a_template_that_cannot_be_used_says_what_to_mend_and_where(visitor: Visitor) -> None:
    answer = upload(visitor, restyled("Toto {{ neznamy_udaj }} neexistuje"), name="Vadná", kind=KIND)
    assert answer.status_code == 422
    assert "neznamy_udaj" in answer.text
    assert 'value="Vadná"' in answer.text
    assert "Vlastní šablonu zatím nemáte" in visitor.get("/sablony").text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_slip_in_a_shipped_template_makes_none_of_its_names_wrong(kind: Kind) -> None:
    assert len(lint_template(restyled("{{ cover.title| }}", kind.code), kind)) == 1


def test_what_is_no_word_document_is_refused(visitor: Visitor) -> None:
    answer = upload(visitor, b"%PDF-1.7", name="Vadná", kind=KIND)
    assert answer.status_code == 422
    assert "DOCX" in answer.text


def test_everything_that_is_missing_is_told_at_once(visitor: Visitor) -> None:
    answer = visitor.post("/sablony", "/sablony", name=" ", kind="x")
    assert answer.status_code == 422
    for told in ("jak se má šablona jmenovat", "pro který dokument", "Vyberte soubor šablony"):
        assert told in answer.text


def test_a_name_is_taken_once(visitor: Visitor) -> None:
    added(visitor)
    again = upload(visitor, restyled("Jiná"), name="Město Vzorov", kind=KIND)
    assert again.status_code == 422
    assert "už pro tento druh dokumentu máte" in again.text


def test_versions_stay_to_be_downloaded(visitor: Visitor) -> None:
    address = added(visitor)
    assert upload(visitor, restyled("Druhá"), f"{address}/verze", address).status_code == 303
    links = re.findall(rf'href="({address}/[0-9a-f]{{64}}\.docx)"', visitor.get(address).text)
    assert [visitor.get(link).data for link in links] == [restyled("Druhá"), restyled()]
    refused = upload(visitor, b"x", f"{address}/verze", address)
    assert refused.status_code == 422
    assert len(set(re.findall(r"[0-9a-f]{64}\.docx", refused.text))) == 2


def test_a_template_put_away_is_not_offered_until_it_is_taken_back(visitor: Visitor, here: Town) -> None:
    address, plan = added(visitor), here.plan()
    own = address.rpartition("/")[2]
    visitor.post(f"{address}/odlozeni", address)
    assert own not in visitor.get(f"/plany/{plan.id}/sestaveni").text
    given = {"kind": KIND, "template": own, "state": "draft", "variant": "public"}
    assert visitor.post(f"/plany/{plan.id}/sestaveni", f"/plany/{plan.id}/sestaveni", **given).status_code == 422
    visitor.post(f"{address}/odlozeni", address, zpet="1")
    assert own in visitor.get(f"/plany/{plan.id}/sestaveni").text


def test_a_reader_may_look_and_not_upload(app: Flask, visitor: Visitor, here: Town) -> None:
    address = added(visitor)
    here.member("ctenar@vzorov.cz", Role.READER)
    reader = signed_in(app, "ctenar@vzorov.cz")
    assert "Nová šablona" not in reader.get("/sablony").text
    assert reader.get(address).status_code == 200
    assert upload(reader, restyled(), page="/ucet", name="x", kind=KIND).status_code == 403
