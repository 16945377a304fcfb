"""Bad input through the API: nothing is a 500, every refusal is a clear Czech sentence with its place.

The numbers are those of the threat list: 2.1 syntax and encoding, 2.2 types and sizes; 2.3 and 2.4 are in
test_bad_texts.py.
"""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from assembler.settings import Settings
from assembler.web import create_app
from tests.bad_input import BASE, UNREPAIRED, first, measures, refused, send
from tests.service import JSON, YAML, paragraphs, printed


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().test_client()


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
    assert "0,30" in text.split("\n")
    assert not re.search(r"0,30\d", text)


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
