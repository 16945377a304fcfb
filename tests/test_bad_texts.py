"""Texts that other programs would obey are printed as they are, or refused with a clear Czech sentence.

The numbers are those of the threat list: 2.3 what must print as it is, 2.4 YAML, Markdown, pandoc.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from docx.oxml.ns import qn
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assembler.web import create_app
from assembler.web.downloads import file_name
from tests.bad_input import BASE, UNREPAIRED, refused, send
from tests.service import YAML, paragraphs, printed


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().test_client()


def instructions(data: bytes) -> set[str]:
    """The names of all fields: TOC, REF …"""
    body = docx.Document(io.BytesIO(data)).element.body
    codes = [each.text or "" for each in body.iter(qn("w:instrText"))]
    codes += [each.get(qn("w:instr")) or "" for each in body.iter(qn("w:fldSimple"))]
    return {code.split()[0] for code in codes if code.split()}


# ---------------------------------------------------------------- 2.3 what must print as it is

LITERALLY = {
    "29": [
        "{{ title }}",
        "{{ 7*7 }}",
        "{% if x %}",
        "{% raw %}{{ x }}{% endraw %}",
        "{# x #}",
        "{{",
        "}}",
        "{%",
        "{{ x",
    ],
    "30": ["{{r x }}", "{%tr for x in y %}", "{%p if x %}", "{% vm %}", "{_{ x }_}", "{_% x %_}", "{%hm %}"],
    "31": ["${title}", "<%= 7*7 %>", "#{title}", "{d.title}", "{0.__class__}", "%s %(title)s", "{}"],
    "32": ["a & b", "&amp;", "&#65;", "<w:p/>", "]]>", "<!DOCTYPE x>", "</w:t></w:r></w:p><w:p>", "<?xml?>"],
    "33": ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"],
    "34": ['{ INCLUDETEXT "C:\\\\secret.txt" }', "{ DDEAUTO c:\\\\x }", "PAGEREF _Toc1 \\h"],
    "35": ["**tučně** _x_ `y`", "# nadpis", "- bod", "[odkaz](http://x.cz)", "![x](y)"],
    "36": ["=cmd|' /C calc'!A0", "@SUM(A1)", "+420 721 742 679", "-1+2", "\tna začátku tabulátor"],
    "37": ["00123", "null", "no", "None", "true"],
    "38": ["pevná\u00a0mezera", "dvě  mezery", "měkké\u00adrozdělení", "e\u0301", "👩‍👧", "عربي", "„uvozovky“"],
    "39": ["a\u202eb\u202cc", "nulová\u200bšířka", "\u2066x\u2069"],
    "40": ["první\ndruhý", "sloupec\tsloupec", "konec\n", "\u2028oddělovač"],
}
STRINGS = [pytest.param(text, id=f"{row} {text!r}") for row, texts in LITERALLY.items() for text in texts]
MARK = "ZNAČKA"


def everywhere(text: str) -> dict[str, Any]:
    """A plan that holds the text in plain fields of every sort: cover, lists, headings, tables, captions, cards."""
    table = {"caption": text, "source": text, "columns": [{"name": text}, {"name": "b"}], "rows": [[text, 1]]}
    card = {
        "id": "m",
        "name": text,
        "guarantor": text,
        "outputs": [text],
        "custom": [{"label": text, "text": text}],
        "indicators": [{"name": text, "unit": text}],
        "description": {"format": "plain", "text": text},
    }
    return {
        "title": "Plán",
        "typography": UNREPAIRED,
        "subtitle": text,
        "terms": [{"term": text, "definition": text}],
        "abbreviations": [{"short": "X", "long": text}],
        "foreword": {"signatory": text, "text": {"format": "plain", "text": text}},
        "analyses": [{"title": text, "chapters": [{"heading": text, "tables": [table]}]}],
        "swot": [{"title": text, "strengths": {"items": [{"text": text}]}}],
        "strategy": {"nodes": [{"name": text, "measures": [card]}]},
    }


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def marked(client: FlaskClient) -> TestResponse:
    return send(client, everywhere(MARK))


@pytest.mark.parametrize("text", STRINGS)
def test_a_text_is_printed_as_it_is_wherever_it_stands(client: FlaskClient, marked: TestResponse, text: str) -> None:
    answer = send(client, everywhere(text))
    found = printed(answer)
    assert found.count(text) >= json.dumps(everywhere(MARK)).count(json.dumps(MARK)) >= 18
    assert squeezed(found).count(squeezed(text)) >= printed(marked).count(MARK)  # in the contents breaks are spaces
    assert instructions(answer.data) == instructions(marked.data)
    if "\n" not in text:  # one paragraph stays one paragraph
        assert len(paragraphs(answer.data)) == len(paragraphs(marked.data))


def test_windows_line_ends_become_line_breaks(client: FlaskClient) -> None:
    """40"""
    text = printed(send(client, {**BASE, "terms": [{"term": "t", "definition": "první\r\ndruhý\rtřetí"}]}))
    assert "první\ndruhý\ntřetí" in text


def test_a_text_of_a_document_is_not_run_when_it_comes_as_input_again(client: FlaskClient) -> None:
    """29: a value of a document that was made becomes content of another one."""
    once = next(each for each in paragraphs(send(client, {**BASE, "subtitle": "{{ 7*7 }}"}).data) if "7*7" in each)
    assert "{{ 7*7 }}" in printed(send(client, {**BASE, "subtitle": once}))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("{{ 7*7 }}", "{{ 7-7 }} – návrh"),
        ("../../etc/passwd", "-..-etc-passwd – návrh"),
        ("a\r\nX-Evil: 1", "a X-Evil- 1 – návrh"),
        ('dvě "uvozovky"; a středník', "dvě -uvozovky-; a středník – návrh"),
        ("a\u202edcba", "a dcba – návrh"),
        ("x" * 300, "x" * 90 + " – návrh"),
        ("…", "… – návrh"),
        (". . .", "– návrh"),
        ("Příloha č. 1 – žluťoučký kůň 🐴", "Příloha č. 1 – žluťoučký kůň 🐴 – návrh"),
    ],
)
def test_a_title_is_a_harmless_file_name(client: FlaskClient, title: str, name: str) -> None:
    """25, 29, 39: never a path, a header, or a sign that turns the direction around"""
    disposition = send(client, {"title": title}).headers["Content-Disposition"]
    assert disposition.isascii()
    assert unquote(disposition.partition("filename*=UTF-8''")[2]) == f"{name}.docx"
    assert "\n" not in disposition


@pytest.mark.parametrize(
    ("text", "name"), [("CON", "_CON"), ("x" * 300, "x" * 110), (". . .", "dokument"), ("", "dokument")]
)
def test_names_that_a_system_does_not_take_are_mended(text: str, name: str) -> None:
    assert file_name(text) == name


# ---------------------------------------------------------------- 2.4 YAML, Markdown, pandoc

YAML_REFUSED = {
    "41 a call": ("title: !!python/object/apply:os.system [x]", "yaml_feature", 1),
    "41 an unknown tag": ("title: T\nsubtitle: !x a", "yaml_feature", 2),
    "41 binary": ("title: !!binary aGVq", "yaml_feature", 1),
    "42 alias bomb": ("a: &a [x,x]\nb: &b [*a,*a]\ntitle: *b", "yaml_feature", 1),
    "42 merge keys": ("a: &a {x: 1}\ntitle:\n  <<: *a", "yaml_feature", 1),
    "42 a list of itself": ("title: &a [*a]", "yaml_feature", 1),
    "42 open lists": ("[ " * 20_000, "nested_too_deep", 1),
    "43 a key twice": ("title: A\ntitle: B", "duplicate_key", 2),
    "43 two documents": ("title: A\n---\ntitle: B", "several_documents", 2),
    "43 a tab": ("title: A\nperiod:\n\tfirst_year: 1", "not_yaml", 3),
    "43 an open bracket": ("title: [A\n", "not_yaml", 2),
    "43 a list as a key": ("? [a]\n: b", "bad_key", 1),
}


@pytest.mark.parametrize(("text", "code", "line"), YAML_REFUSED.values(), ids=YAML_REFUSED.keys())
def test_more_than_plain_yaml_is_400_with_its_line(client: FlaskClient, text: str, code: str, line: int) -> None:
    begun = time.monotonic()
    told = refused(send(client, text.encode(), YAML), 400)[0]
    assert (told["code"], told["location"]["line"]) == (code, line)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("text", ["no", "yes", "on", "1:30", "2020-01-01", "0x1F", "1_000"])
def test_plain_words_of_yaml_stay_text(client: FlaskClient, text: str) -> None:
    """44"""
    answer = send(client, f"title: Plán\nsubtitle: {text}\ntypography: {{repair: false}}".encode(), YAML)
    assert text in printed(answer).split("\n")


@pytest.mark.parametrize("text", ["012", "1", "true", "null", "~", "1.5"])
def test_values_of_yaml_that_are_no_text_are_422_and_not_changed_in_silence(client: FlaskClient, text: str) -> None:
    """44"""
    told = refused(send(client, f"title: Plán\nsubtitle: {text}".encode(), YAML), 422)[0]
    assert (told["code"], told["location"]["line"]) == ("not_text", 2)


def rich(client: FlaskClient, text: str, written_in: str = "commonmark") -> TestResponse:
    return send(client, {**BASE, "typography": UNREPAIRED, "foreword": {"text": {"text": text, "format": written_in}}})


def findings(client: FlaskClient, text: str, written_in: str = "commonmark") -> set[str]:
    content = {**BASE, "foreword": {"text": {"text": text, "format": written_in}}}
    report = json.loads(send(client, content, query="?format=report").data)
    return {each["code"] for each in report["findings"] if each["pointer"] == "/foreword/text"}


AS_TEXT = {
    "45 raw OOXML block": (
        "```{=openxml}\n<w:p><w:r><w:t>X</w:t></w:r></w:p>\n```",
        "<w:p><w:r><w:t>X</w:t></w:r></w:p>",
    ),
    "45 raw OOXML in a line": ("a `<w:br/>`{=openxml} b", "<w:br/>"),
    "45 HTML": ("<div>Ahoj <b>vy</b></div>", "<div>Ahoj <b>vy</b></div>"),
    "45 script": ("a <script>alert(1)</script> b", "<script>alert(1)</script>"),
    "45 iframe": ("a <iframe src='x'></iframe> b", "<iframe src='x'></iframe>"),
    "47 metadata": ("---\nbibliography: /etc/passwd\n---\n\ntext", "bibliography: /etc/passwd"),
    "49 TeX": ("\\input{/etc/passwd} $x$", "\\input{/etc/passwd} $x$"),
    "49 reStructuredText": (".. include:: /etc/passwd", ".. include:: /etc/passwd"),
    "49 Org": ("#+INCLUDE: /etc/passwd", "#+INCLUDE: /etc/passwd"),
}


@pytest.mark.parametrize(("text", "expected"), AS_TEXT.values(), ids=AS_TEXT.keys())
def test_what_other_formats_would_obey_is_text(client: FlaskClient, text: str, expected: str) -> None:
    assert expected in printed(rich(client, text))


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "/etc/passwd", "../../secret.png", "%2fetc%2fpasswd", "http://127.0.0.1:9/x.png"),
        *("data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=", "\\\\server\\share\\x.png"),
    ],
)
def test_a_picture_in_a_text_is_neither_read_nor_fetched_and_it_is_said(client: FlaskClient, address: str) -> None:
    """46"""
    answer = rich(client, f"před ![popis]({address}) po")
    assert "popis" in printed(answer)
    related = docx.Document(io.BytesIO(answer.data)).part.rels.values()
    assert not [each for each in related if each.is_external]
    assert findings(client, f"před ![popis]({address}) po") == {"rich_image"}


@pytest.mark.parametrize("written_in", ["commonmark", "html"])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"])
def test_a_dangerous_link_is_text_only_and_it_is_said(client: FlaskClient, address: str, written_in: str) -> None:
    """48"""
    text = f"[klik]({address})" if written_in == "commonmark" else f'<a href="{address}">klik</a>'
    answer = rich(client, text, written_in)
    assert "klik" in printed(answer)
    assert not [each for each in docx.Document(io.BytesIO(answer.data)).part.rels.values() if each.is_external]
    assert findings(client, text, written_in) == {"rich_link"}


def test_scripts_and_frames_of_html_do_not_reach_the_document(client: FlaskClient) -> None:
    """45"""
    text = printed(rich(client, "<p>a<script>alert(1)</script><iframe src=x>z</iframe></p>", "html"))
    assert "<script" not in text
    assert "<iframe" not in text
    assert "a" in text.split("\n")


HARD: dict[str, Callable[[], str]] = {
    "50 quotes": lambda: ">" * 20_000 + " x",
    "50 nested lists": lambda: "".join("  " * depth + "- x\n" for depth in range(400)),
    "50 brackets": lambda: "[" * 50_000 + "konec",
    "50 stars": lambda: "*a " * 20_000 + "konec",
    "50 table": lambda: "|" * 50_000 + "\n" + "|-" * 25_000,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_a_text_that_is_hard_to_read_is_done_or_refused_in_ten_seconds(
    client: FlaskClient, text: Callable[[], str]
) -> None:
    begun = time.monotonic()
    answer = rich(client, text())
    assert time.monotonic() - begun < 12  # of a machine that may be busy
    if answer.status_code != 200:
        told = refused(answer, 422)[0]
        assert (told["pointer"], told["code"]) == ("/foreword/text", "text_too_hard")


# ---------------------------------------------------------------- the page says the same


@pytest.mark.parametrize(("text", "code", "line"), YAML_REFUSED.values(), ids=YAML_REFUSED.keys())
def test_the_page_shows_the_same_sentence_and_keeps_the_file(
    client: FlaskClient, text: str, code: str, line: int
) -> None:
    told = refused(send(client, text.encode(), YAML), 400)[0]
    form = {"content": "file", "file": (io.BytesIO(text.encode()), "plán.yaml")}
    page = client.post("/kontrola", data=form, content_type="multipart/form-data", follow_redirects=True).text
    assert told["detail"].replace("&", "&amp;") in page.replace("\u00a0", " ")
    assert "plán.yaml" in page
