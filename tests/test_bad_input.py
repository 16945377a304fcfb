"""Bad input of every kind, through the API: nothing is a 500, every refusal is a clear Czech sentence with its place.

The numbers are those of the threat list: 2.1 syntax and encoding, 2.2 types and sizes, 2.3 what must print as it is,
2.4 YAML, Markdown, pandoc.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from docx.oxml.ns import qn
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assembler.settings import Settings
from assembler.web import create_app

JSON, YAML = "application/json", "application/yaml"
ENGLISH = re.compile(r"\b(the|error|invalid|expected|line|column|not|unknown|field|value|failed)\b", re.IGNORECASE)
BASE = {"title": "Plán"}
UNREPAIRED = {"repair": False}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().test_client()


def send(client: FlaskClient, body: object, media_type: str = JSON, query: str = "") -> TestResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(f"/api/v1/assemblies{query}", data=data, content_type=media_type)


def refused(answer: TestResponse, status: int) -> list[dict[str, Any]]:
    """The single errors of a refusal, after what holds for each: Czech, no word of the machinery, a place or a line."""
    assert answer.status_code == status, answer.text[:500]
    body = json.loads(answer.data)
    errors: list[dict[str, Any]] = body["errors"]
    for sentence in [body["title"], body["detail"], *(each["detail"] for each in errors)]:
        assert not ENGLISH.search(sentence.replace("not_", "")), sentence
        assert len(sentence) < 700
    assert not re.search(r"Traceback|marshmallow|yaml\.|\.py\b|File \"", answer.text)
    return errors


def first(client: FlaskClient, content: object, status: int = 422) -> dict[str, Any]:
    return refused(send(client, content), status)[0]


# ---------------------------------------------------------------- what a document holds


def paragraphs(data: bytes) -> list[str]:
    """The text of every paragraph of the body, tables and content controls included; tabs and line breaks as such."""
    body = docx.Document(io.BytesIO(data)).element.body
    return ["".join(signs(each)) for each in body.iter(qn("w:p"))]


def signs(paragraph: Any) -> Iterator[str]:
    for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if each.tag == qn("w:t"):
            yield each.text or ""
        elif each.tag == qn("w:br"):
            yield "\n"
        elif each.getparent().tag == qn("w:r"):
            yield "\t"


def printed(answer: TestResponse) -> str:
    assert answer.status_code == 200, answer.text[:500]
    return "\n".join(paragraphs(answer.data))


def instructions(data: bytes) -> set[str]:
    """The names of all fields: TOC, REF …"""
    body = docx.Document(io.BytesIO(data)).element.body
    codes = [each.text or "" for each in body.iter(qn("w:instrText"))]
    codes += [each.get(qn("w:instr")) or "" for each in body.iter(qn("w:fldSimple"))]
    return {code.split()[0] for code in codes if code.split()}


def measures(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**BASE, "strategy": {"nodes": [{"id": "p", "name": "P", "measures": list(items)}]}, **more}


# ---------------------------------------------------------------- 2.1 syntax and encoding

SYNTAX = {
    "1 cut off": (b'{"title": "T"', 1, 14),
    "1 two documents": (b'{"title": "T"}\n{"title": "T"}', 2, 1),
    "1 trailing comma": (b'{\n"title": "T",\n}', 3, 1),
    "1 comment": (b'{"title": "T"} // x', 1, 16),
    "1 single quotes": (b"{'title': 'T'}", 1, 2),
    "1 HTML page": (b"<!doctype html>\n<html></html>", 1, 1),
    "4 raw NUL in a string": (b'{"title": "a\x00b"}', 1, 13),
    "4 raw line feed in a string": (b'{"title": "a\nb"}', 1, 13),
}


@pytest.mark.parametrize(("body", "line", "column"), SYNTAX.values(), ids=SYNTAX.keys())
def test_broken_json_is_400_with_line_and_column(client: FlaskClient, body: bytes, line: int, column: int) -> None:
    told = refused(send(client, body), 400)[0]
    assert told["code"] == "not_json"
    assert told["location"]["line"] == line
    assert abs(told["location"]["column"] - column) <= 1  # whether the sign before or the wrong one itself
    assert f"na řádku {line} " in told["detail"]


@pytest.mark.parametrize("body", [b"", b"  \n\t ", b"\xef\xbb\xbf"], ids=["1 empty", "1 spaces", "1 only a BOM"])
@pytest.mark.parametrize("media_type", [JSON, YAML])
def test_an_empty_body_is_400(client: FlaskClient, body: bytes, media_type: str) -> None:
    assert refused(send(client, body, media_type), 400)[0]["detail"] == "Soubor je prázdný."


ENCODINGS = {
    "2 Windows-1250": '{"title": "Příliš"}'.encode("cp1250"),
    "2 overlong UTF-8": b'{"title": "\xc0\xaf"}',
    "2 surrogates in UTF-8": b'{"title": "\xed\xa0\x80"}',
    "3 UTF-16": '{"title": "T"}'.encode("utf-16"),
}


@pytest.mark.parametrize("body", ENCODINGS.values(), ids=ENCODINGS.keys())
@pytest.mark.parametrize("media_type", [JSON, YAML])
def test_another_encoding_is_400_and_the_right_one_is_named(client: FlaskClient, body: bytes, media_type: str) -> None:
    assert "UTF-8" in refused(send(client, body, media_type), 400)[0]["detail"]


def test_a_byte_order_mark_is_read_over(client: FlaskClient) -> None:
    """3"""
    assert "Plán" in printed(send(client, b"\xef\xbb\xbf" + json.dumps(BASE).encode()))


FORBIDDEN = {
    "5 NUL": "\x00",
    "5 control": "\x01",
    "5 U+FFFE": "\ufffe",
    "5 U+FFFF": "\uffff",
    "6 bell": "\x07",
    "6 form feed": "\x0c",
    "7 lone surrogate": "\ud800",
}


@pytest.mark.parametrize("sign", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_a_sign_that_word_cannot_hold_is_422_with_its_place(client: FlaskClient, sign: str) -> None:
    told = first(client, {**BASE, "foreword": {"text": f"a{sign}b", "signatory": f"a{sign}b"}})
    assert (told["pointer"], told["code"]) == ("/foreword/text", "forbidden_character")
    assert f"U+{ord(sign):04X} (na 2. místě)" in told["detail"]


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_no_number_in_json_is_400(client: FlaskClient, number: bytes) -> None:
    """8"""
    body = b'{"title": "T", "period": {"first_year": ' + number + b"}}"
    assert "není číslo" in refused(send(client, body), 400)[0]["detail"]


@pytest.mark.parametrize("number", [b"1e999", b"-1e999999999", b"9" * 10_000, b"0." + b"3" * 5_000])
def test_an_absurd_number_is_422_with_its_place(client: FlaskClient, number: bytes) -> None:
    """8"""
    body = b'{"title": "T", "period": {"first_year": ' + number + b"}}"
    told = refused(send(client, body), 422)[0]
    assert (told["pointer"], told["code"]) == ("/period/first_year", "number_too_long")


NESTED = {
    "9 lists": b"[" * 100_000 + b"]" * 100_000,
    "9 open lists": b"[" * 100_000,
    "9 objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "9 inside a plan": b'{"title": "T", "strategy": {"nodes": ' + b'[{"nodes": ' * 5_000 + b"1" + b"}]" * 5_000 + b"}}",
}


@pytest.mark.parametrize("body", NESTED.values(), ids=NESTED.keys())
def test_deep_nesting_is_400(client: FlaskClient, body: bytes) -> None:
    assert refused(send(client, body), 400)[0]["code"] == "nested_too_deep"


def test_a_strategy_that_is_too_deep_is_422(client: FlaskClient) -> None:
    """9"""
    node: dict[str, Any] = {"name": "x"}
    for _ in range(20):
        node = {"name": "x", "nodes": [node]}
    assert "too_deep" in {each["code"] for each in refused(send(client, {**BASE, "strategy": {"nodes": [node]}}), 422)}


@pytest.mark.parametrize(
    ("body", "media_type"),
    [(b'{"title": "A", "title": "B"}', JSON), (b"title: A\ntitle: B", YAML)],
    ids=["10 JSON", "43 YAML"],
)
def test_a_key_that_stands_twice_is_400_and_named(client: FlaskClient, body: bytes, media_type: str) -> None:
    assert (
        refused(send(client, body, media_type), 400)[0]["detail"] == "Klíč „title“ je tu dvakrát. Jeden z nich smažte."
    )


def test_of_200_000_unknown_keys_twenty_are_listed_and_the_rest_is_counted(client: FlaskClient) -> None:
    """11"""
    errors = refused(send(client, {**BASE, **{f"k{number}": 1 for number in range(200_000)}}), 422)
    assert len(errors) == 21
    assert "199980" in re.sub(r"\s", "", errors[-1]["detail"])


@pytest.mark.parametrize("content", [[], "text", 1, None, True, [BASE]])
def test_content_that_is_no_object_is_422(client: FlaskClient, content: object) -> None:
    """12"""
    assert first(client, content)["code"] == "not_part"


def test_a_packed_body_is_415_and_is_not_unpacked(client: FlaskClient) -> None:
    """13"""
    bomb = gzip.compress(b" " * 10_000_000)
    answer = client.post("/api/v1/assemblies", data=bomb, content_type=JSON, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 415


@pytest.mark.parametrize("content_type", [None, "text/html", "application/json; charset=utf-7", "multipart/form-data"])
def test_another_content_type_is_415(client: FlaskClient, content_type: str | None) -> None:
    """14"""
    answer = client.post("/api/v1/assemblies", data=b"{}", content_type=content_type)
    assert answer.status_code == 415


# ---------------------------------------------------------------- 2.2 types, dates, references, size


@pytest.mark.parametrize("value", [1, 1.5, ["a"], {"a": 1}, None, True])
@pytest.mark.parametrize("key", ["subtitle", "title", "legal_basis"])
def test_what_is_no_text_is_422_and_never_printed(client: FlaskClient, key: str, value: object) -> None:
    """15"""
    told = first(client, {**BASE, key: value})
    assert told["pointer"] == f"/{key}"
    assert told["detail"].startswith("Zde má být text, ne ")


@pytest.mark.parametrize("value", [{"a": 1}, "text", None, 5])
def test_what_is_no_list_is_422(client: FlaskClient, value: object) -> None:
    """16"""
    assert first(client, {**BASE, "terms": value})["detail"].startswith("Zde má být seznam, ne ")


AMOUNTS = {
    "text": ("100", "not_number"),
    "a written amount": ("1 000 Kč", "not_number"),
    "true": (True, "not_number"),
    "list": ([1], "not_number"),
    "null": (None, "not_number"),
    "1e308": (1e308, "number_too_long"),
    "negative": (-5, "too_small"),
    "three decimals": (1.005, "too_precise"),
}


@pytest.mark.parametrize(("value", "code"), AMOUNTS.values(), ids=AMOUNTS.keys())
def test_what_is_no_amount_is_422(client: FlaskClient, value: object, code: str) -> None:
    """17"""
    told = first(client, measures({"name": "m", "costs": [{"year": 2025, "amount": value}]}))
    assert (told["pointer"], told["code"]) == ("/strategy/nodes/0/measures/0/costs/0/amount", code)


def test_sums_of_amounts_are_exact(client: FlaskClient) -> None:
    """17"""
    sources = [{"year": 2025, "source": "obec", "amount": 0.1} for _ in range(3)]
    content = measures(
        {"name": "m", "costs": sources},
        period={"first_year": 2025, "last_year": 2025},
        funding_sources=[{"id": "obec", "name": "obec"}],
    )
    text = printed(send(client, content))
    assert "0,3" in text.split("\n")
    assert not re.search(r"0,3\d", text.replace("0,30", ""))


@pytest.mark.parametrize(
    "day", ["31. 2. 2020", "2020-13-01", "0000-01-01", "99999-01-01", "včera", "2020-02-30T00:00", "1/2/2020"]
)
def test_a_day_that_does_not_exist_is_422_and_repeated(client: FlaskClient, day: str) -> None:
    """18"""
    told = first(client, {**BASE, "date": day})
    assert told["pointer"] == "/date"
    assert f"„{day}“" in told["detail"]


def test_a_day_that_is_a_number_is_422(client: FlaskClient) -> None:
    """18"""
    assert first(client, {**BASE, "date": 20_200_101})["code"] == "not_text"


def test_an_end_before_the_start_is_a_finding_that_stops_an_approval_copy(client: FlaskClient) -> None:
    """19"""
    content = {**BASE, "period": {"first_year": 2027, "last_year": 2020}}
    assert send(client, content).status_code == 200
    codes = {each["code"] for each in refused(send(client, content, query="?state=approval"), 422)}
    assert "period_reversed" in codes


@pytest.mark.parametrize("key", ["__class__", "__proto__", "is_admin", "owner_id", "municipality_id", "constructor"])
def test_keys_that_mean_something_to_programs_are_unknown(client: FlaskClient, key: str) -> None:
    """20"""
    told = first(client, {**BASE, key: "x"})
    assert (told["pointer"], told["code"]) == (f"/{key}", "unknown_key")


def test_a_reference_to_nothing_is_422_naming_it_and_the_nearest(client: FlaskClient) -> None:
    """21"""
    content = measures(
        {"id": "o-doprava", "name": "m"}, action_plans=[{"year": 2025, "items": [{"measure": "o-dopava"}]}]
    )
    told = first(client, content)
    assert told["pointer"] == "/action_plans/0/items/0/measure"
    assert "„o-dopava“" in told["detail"]
    assert "„o-doprava“" in told["detail"]


def test_an_identifier_used_twice_is_422_naming_both_places(client: FlaskClient) -> None:
    """22"""
    told = first(client, measures({"id": "o", "name": "a"}, {"id": "o", "name": "b"}))
    assert told["pointer"] == "/strategy/nodes/0/measures/1/id"
    assert "/strategy/nodes/0/measures/0/id" in told["detail"]


def test_cycles_of_references_are_printed_finitely(client: FlaskClient) -> None:
    """23"""
    content = measures(
        {"id": "a", "name": "První", "links": {"measures": ["b", "a"]}},
        {"id": "b", "name": "Druhé", "links": {"measures": ["a"]}},
    )
    assert "Druhé" in printed(send(client, content))


def test_identifiers_that_differ_in_case_are_kept_apart(client: FlaskClient) -> None:
    """24"""
    content = measures({"id": "o1", "name": "Malé"}, {"id": "O1", "name": "Velké"})
    text = printed(send(client, content))
    assert "Malé" in text
    assert "Velké" in text


@pytest.mark.parametrize(
    "identifier", ["é", "e\u0301", "../x", "a/b", "a\r\nb", "<b>", "x" * 10_000, "", " o1", "o1\n"], ids=repr
)
def test_a_strange_identifier_is_422(client: FlaskClient, identifier: str) -> None:
    """24, 25"""
    told = first(client, measures({"id": identifier, "name": "m"}))
    assert (told["pointer"], told["code"]) == ("/strategy/nodes/0/measures/0/id", "not_identifier")


@pytest.mark.parametrize("text", ["x" * 10_000_000, "\n" * 1_000_000], ids=["26 letters", "26 empty lines"])
def test_a_text_that_is_too_long_is_422_with_the_limit(client: FlaskClient, text: str) -> None:
    told = first(client, {**BASE, "legal_basis": text})
    assert (told["pointer"], told["code"]) == ("/legal_basis", "too_long")
    assert str(len(text)) in re.sub(r"\s", "", told["detail"])


def test_a_body_over_the_limit_is_413() -> None:
    """26"""
    client = create_app(Settings(request_mb=1)).test_client()
    answer = send(client, {**BASE, "legal_basis": "x" * 1_000_000})
    assert (answer.status_code, json.loads(answer.data)["detail"]) == (413, "Požadavek smí mít nejvýše 1 MB.")


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_many_measures_are_all_printed(client: FlaskClient, count: int) -> None:
    """27"""
    names = [f"Opatření číslo {number}." for number in range(count)]
    answer = send(client, measures(*({"name": name} for name in names), typography=UNREPAIRED))
    assert set(names) <= set(paragraphs(answer.data))


def test_more_measures_than_the_limit_are_refused_with_the_limit(client: FlaskClient) -> None:
    """27"""
    node = {"name": "P", "measures": [{"name": "m"}] * 5_001}
    told = first(client, {**BASE, "strategy": {"nodes": [node, node]}})
    assert told["code"] == "too_many_measures"
    assert "10000" in re.sub(r"\s", "", told["detail"])


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "a" + "\u0301" * 500, "\n" * 50_000 + "konec"], ids=["letters", "marks", "lines"]
)
def test_long_words_combining_marks_and_empty_lines_are_printed_whole(client: FlaskClient, text: str) -> None:
    """26, 28"""
    assert text in printed(
        send(client, {**BASE, "typography": UNREPAIRED, "terms": [{"term": "t", "definition": text}]})
    )


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
        ("{{ 7*7 }}", "{{ 7-7 }}.docx"),
        ("../../etc/passwd", "-..-etc-passwd.docx"),
        ("a\r\nX-Evil: 1", "a X-Evil- 1.docx"),
        ('dvě "uvozovky"; a středník', "dvě -uvozovky-; a středník.docx"),
        ("a\u202edcba", "a dcba.docx"),
        ("CON", "_CON.docx"),
        ("x" * 300, "x" * 110 + ".docx"),
        ("…", "….docx"),
        (". . .", "dokument.docx"),
        ("Příloha č. 1 – žluťoučký kůň 🐴", "Příloha č. 1 – žluťoučký kůň 🐴.docx"),
    ],
)
def test_a_title_is_a_harmless_file_name(client: FlaskClient, title: str, name: str) -> None:
    """25, 29, 39: never a path, a header, or a sign that turns the direction around"""
    disposition = send(client, {"title": title}).headers["Content-Disposition"]
    assert disposition.isascii()
    assert unquote(disposition.partition("filename*=UTF-8''")[2]) == name
    assert "\n" not in disposition


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
    assert told["detail"].replace("&", "&amp;") in page
    assert "plán.yaml" in page
