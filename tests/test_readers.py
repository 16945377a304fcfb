"""The readers: what YAML and JSON are read as, and what is refused with a Czech sentence and its place."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler import readers
from assembler.errors import UnknownName, Unreadable
from assembler.readers import json_file, yaml_file
from assembler.readers.source import MAX_BYTES, MAX_DEPTH
from schemas.findings import Finding, Location
from schemas.loading import load


def refused(reader: readers.Reader, data: bytes) -> Finding:
    with pytest.raises(Unreadable) as caught:
        reader.read(data)
    return caught.value.finding


def yaml_value(written: str) -> object:
    raw = yaml_file.read(f"key: {written}\n".encode()).raw
    assert isinstance(raw, dict)
    return raw["key"]


# ---------------------------------------------------------------- choosing a reader


@pytest.mark.parametrize(
    ("name", "reader"), [("plan.json", json_file), ("PLAN.YAML", yaml_file), ("a.b.yml", yaml_file)]
)
def test_the_extension_chooses_the_reader_whatever_its_case(name: str, reader: readers.Reader) -> None:
    assert readers.by_name(name) is reader


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (b'\xef\xbb\xbf{"title": "x"}', json_file),
        (b' \n{\n  "title": "x"}', json_file),
        (b"title: x", yaml_file),
        (b"---\n# Plan\n\n  # x\r\nsample:\n  a", yaml_file),
        (b"\xef\xbb\xbf# Plan\ntitle: x", yaml_file),
    ],
)
@pytest.mark.parametrize("name", ["plan", "tmp", ".tmp", "plan."])
def test_a_file_without_extension_is_read_as_what_it_plainly_is(name: str, data: bytes, reader: readers.Reader) -> None:
    """Programs of others hand files over without their names."""
    assert readers.of_file(name, data) is reader


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"[1]", b"Vazeni spoluobcane: text", b"a;b\n1;2", b"{{ x }}", b"#"]
)
def test_a_file_without_extension_that_says_nothing_is_refused_with_the_reason(data: bytes) -> None:
    """The truth is that there is no extension, not that the whole name is a strange one."""
    with pytest.raises(UnknownName, match=r"Soubor „tmp“ nemá příponu, .* Umíme: \.json, \.yaml, \.yml"):
        readers.of_file("tmp", data)


@pytest.mark.parametrize("name", ["plan.docx", "plan.tmp"])
def test_an_extension_that_is_not_read_is_refused_whatever_the_content(name: str) -> None:
    with pytest.raises(UnknownName, match=rf"s příponou „\.{name[5:]}“"):
        readers.of_file(name, b"title: x")


@pytest.mark.parametrize("media_type", ["application/yaml", "TEXT/YAML", "application/x-yaml"])
def test_the_media_type_chooses_the_reader_whatever_its_case(media_type: str) -> None:
    assert readers.by_media_type(media_type) is yaml_file


def test_an_unknown_extension_or_media_type_is_refused_with_those_that_are_read() -> None:
    with pytest.raises(UnknownName, match=r"„\.odt“ neumíme číst\. Umíme: \.json, \.yaml, \.yml"):
        readers.by_name("plan.odt")
    with pytest.raises(UnknownName, match="application/json"):
        readers.by_media_type("text/html")


# ---------------------------------------------------------------- YAML: the core schema


@pytest.mark.parametrize(
    "written", ["no", "Yes", "on", "off", "y", "1:30", "2020-03-01", "0x1F", ".inf", "1_000", "<<"]
)
def test_what_only_yaml_1_1_takes_for_something_else_stays_text(written: str) -> None:
    assert yaml_value(written) == written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("42", 42),
        ("-7", -7),
        ("012", 12),
        ("1.50", Decimal("1.50")),
        (".5", Decimal("0.5")),
        ("2e3", Decimal("2e3")),
    ],
)
def test_booleans_nulls_and_numbers_follow_the_core_schema(written: str, value: object) -> None:
    found = yaml_value(written)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("written", ["'012'", '"true"', "'null'", "|\n  2020", ">-\n  1.5"])
def test_quoted_and_block_scalars_are_always_text(written: str) -> None:
    assert isinstance(yaml_value(written), str)


def test_decimals_are_kept_to_the_last_digit() -> None:
    assert str(yaml_value("34599028.74")) == "34599028.74"
    assert json_file.read(b'{"key": 0.10}').raw == {"key": Decimal("0.10")}
    assert str(json_file.read(b"[0.10]").raw) == "[Decimal('0.10')]"


def test_keys_are_text_even_where_they_look_like_numbers_or_booleans() -> None:
    assert yaml_file.read(b"1: a\ntrue: b\nno: c").raw == {"1": "a", "true": "b", "no": "c"}


def test_line_ends_of_any_system_read_the_same() -> None:
    lines = "title: Plán\nlegal_basis: |\n  První.\n  Druhý.\n"
    unix = yaml_file.read(lines.encode()).raw
    assert yaml_file.read(lines.replace("\n", "\r\n").encode()).raw == unix
    assert yaml_file.read(lines.replace("\n", "\r").encode()).raw == unix


@settings(deadline=None)
@given(st.recursive(st.integers(-9, 9) | st.booleans() | st.none(), lambda inner: st.lists(inner, max_size=3)))
def test_json_is_yaml_too_and_both_readers_agree(value: object) -> None:
    data = str(value).replace("True", "true").replace("False", "false").replace("None", "null").encode()
    assert yaml_file.read(data).raw == json_file.read(data).raw == value


# ---------------------------------------------------------------- YAML: what is refused


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: &x 1", "yaml_feature", 2),
        ("a: 1\nb: *x", "yaml_feature", 2),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", "yaml_feature", 2),
        ("a: !!str 1", "yaml_feature", 1),
        ("a: !ours 1", "yaml_feature", 1),
        ("---\na: 1\n---\nb: 2", "several_documents", 3),
        ("a: 1\nb: 2\na: 3", "duplicate_key", 3),
        ("a:\n  - b: 1\n    b: 2", "duplicate_key", 3),
        ("1: a\n'1': b", "duplicate_key", 2),
        ("? [a]\n: 1", "bad_key", 1),
        ('a: 1\n"": 1', "bad_key", 2),
        ("a:\n  b: 1\n\tc: 2", "not_yaml", 3),
        ("a: 1\n b: 2", "not_yaml", 2),
        ("a: b: c", "not_yaml", 1),
        ("<!doctype html>\n<html>: <", "not_yaml", 2),
        ("a: 1\nžluť: \x07", "yaml_character", 2),
        ("a: 1\nb: \x00", "yaml_character", 2),
        ("a:\n" + "- " * MAX_DEPTH + "b", "nested_too_deep", 2),
    ],
)
def test_a_feature_or_fault_of_yaml_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    finding = refused(yaml_file, text.encode())
    assert (finding.code, finding.location and finding.location.line) == (code, line)


def test_a_tab_in_the_indentation_is_named_as_the_cause() -> None:
    assert "odsazujte mezerami, ne tabulátorem" in refused(yaml_file, b"a:\n\tb: 1").message
    assert "tabulátor" not in refused(yaml_file, b"a: b: c").message


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a: obec: Vzorov", 1, "dvojtečkou"),
        ("a: 1\n b: 2", 2, "odsaďte stejně"),
        ('a: "Domov" a škola', 1, "apostrofů"),
        ("a: [1, 2\nb: 3", 2, "konec závorky"),
        ('a: 1\nb: "bez konce\nc: 2', 2, "nemají konec"),
        ("a: @obec", 1, "dejte do uvozovek"),
    ],
)
def test_the_commonest_slips_of_yaml_are_told_with_what_to_do(text: str, line: int, hint: str) -> None:
    finding = refused(yaml_file, text.encode())
    assert hint in finding.message
    assert finding.location
    assert finding.location.line == line


def test_an_alias_bomb_is_refused_before_it_expands() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    started = time.perf_counter()
    assert refused(yaml_file, bomb.encode()).code == "yaml_feature"
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("text", ["", "  \n", "# jen poznámka\n", "\ufeff"])
def test_a_file_that_says_nothing_is_refused_as_empty(text: str) -> None:
    assert refused(yaml_file, text.encode()).code == "empty_file"


# ---------------------------------------------------------------- JSON


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"a": 1,}', 1, 9),
        ("{'a': 1}", 1, 2),
        ('{\n  "a": 1 // ne\n}', 2, 10),
        ('{"a": 1}\n{"b": 2}', 2, 1),
        ('{"a": 1', 1, 8),
        ('{"a": 01}', 1, 8),
        ('{"a": "\n"}', 1, 8),
        ('{"a": "\x00"}', 1, 8),
        ("<html>", 1, 1),
    ],
)
def test_a_fault_of_json_is_refused_with_its_line_and_column(text: str, line: int, column: int) -> None:
    finding = refused(json_file, text.encode())
    assert finding.code == "not_json"
    assert finding.location == Location(line=line, column=column)


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_know_are_refused_by_name(written: str) -> None:
    finding = refused(json_file, f'{{"a": {written}}}'.encode())
    assert finding.code == "not_finite"
    assert written in finding.message


@pytest.mark.parametrize("text", ['{"title": "A", "title": "B"}', '{"a": [{"title": 1, "title": 1}]}'])
def test_a_key_given_twice_in_json_is_refused_by_name(text: str) -> None:
    finding = refused(json_file, text.encode())
    assert finding.code == "duplicate_key"
    assert "„title“" in finding.message


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000])
def test_json_nested_without_end_is_refused_and_nothing_overflows(text: str) -> None:
    assert refused(json_file, text.encode()).code == "nested_too_deep"


@pytest.mark.parametrize("raw", ["[]", '"text"', "1", "null", "true"])
def test_content_that_is_no_object_is_read_and_then_refused_as_a_plan(raw: str) -> None:
    for reader in (json_file, yaml_file):
        findings = load(reader.read(raw.encode()).raw).findings
        assert [(finding.code, finding.pointer) for finding in findings] == [("not_part", "")]


# ---------------------------------------------------------------- both


@pytest.mark.parametrize(
    "written", ["9" * 10_000, "1e400", "1e999999999", "1e-99999999999999999999", "1e99999999999999999999"]
)
@pytest.mark.parametrize("reader", [json_file, yaml_file])
def test_a_huge_number_reaches_its_field_and_is_refused_there(reader: readers.Reader, written: str) -> None:
    raw = reader.read(f'{{"title": "Plán", "period": {{"first_year": {written}}}}}'.encode()).raw
    findings = load(raw).findings
    assert [(finding.code, finding.pointer) for finding in findings] == [("number_too_long", "/period/first_year")]


@pytest.mark.parametrize("reader", [json_file, yaml_file])
@pytest.mark.parametrize(
    "data", ['{"a": "ž"}'.encode("cp1250"), '{"a": 1}'.encode("utf-16"), b'{"a": "\xc0\xaf"}', b'{"a": "\xed\xa0\x80"}']
)
def test_anything_but_utf_8_is_refused_with_the_encoding_that_is_expected(reader: readers.Reader, data: bytes) -> None:
    finding = refused(reader, data)
    assert finding.code == "not_utf8"
    assert "UTF-8" in finding.message


@pytest.mark.parametrize("reader", [json_file, yaml_file])
def test_a_byte_order_mark_is_no_part_of_the_content(reader: readers.Reader) -> None:
    assert reader.read('\ufeff{"a": "ž"}'.encode()).raw == {"a": "ž"}


@pytest.mark.parametrize("reader", readers.READERS, ids=lambda reader: reader.NAME)
def test_a_file_over_the_limit_is_refused_before_it_is_parsed(reader: readers.Reader) -> None:
    assert refused(reader, b"{" * (MAX_BYTES + 1)).code == "too_big"


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="{}[]\"':,-#&*!|>%@\\\t\n ab1.e+", max_size=60).map(str.encode))
def test_any_bytes_are_either_read_or_refused_with_a_finding(data: bytes) -> None:
    for reader in readers.READERS:
        try:
            told = load(reader.read(data).raw).findings
        except Unreadable as wrong:
            told = (wrong.finding,)
        assert all(finding.message for finding in told)


# ---------------------------------------------------------------- places


CONTENT = """title: 5
territory:
  name: Dačice
  municipalities:
    - name: Slavonice
      population: mnoho
strategy:
  nodes:
    - {name: "", measures: [{name: Doprava, codes: 1}]}
"""


def test_every_finding_of_yaml_content_tells_its_line_and_column() -> None:
    source = yaml_file.read(CONTENT.encode())
    places = {finding.pointer: finding.location for finding in source.locate(load(source.raw).findings)}
    assert places == {
        "/title": Location(line=1, column=8),
        "/territory/municipalities/0/population": Location(line=6, column=19),
        "/strategy/nodes/0/name": Location(line=9, column=14),
        "/strategy/nodes/0/measures/0/codes": Location(line=9, column=52),
    }


def test_findings_of_json_content_keep_their_pointer_and_have_no_line() -> None:
    source = json_file.read(b'{"title": 5}')
    found = source.locate(load(source.raw).findings)
    assert [(finding.pointer, finding.location) for finding in found] == [("/title", None)]


def test_a_missing_value_has_the_place_of_the_part_that_lacks_it() -> None:
    source = yaml_file.read(b"title: A\nterritory:\n  municipalities:\n    - name: B\n    - lau: '547166'\n")
    places = {finding.pointer: finding.location for finding in source.locate(load(source.raw).findings)}
    assert places == {
        "/territory/name": Location(line=3, column=3),
        "/territory/municipalities/1/name": Location(line=5, column=7),
    }
