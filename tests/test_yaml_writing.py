"""Writing YAML: the reader reads back the same content, and nothing is quoted without need."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assembler.readers import json_file, yaml_file
from assembler.readers.yaml_writing import dump, in_line
from assembler.web.contents import as_json, as_yaml


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("00246476", "'00246476'"),
        ("2.1", "'2.1'"),
        ("1e5", "'1e5'"),
        ("true", "'true'"),
        ("2.1.3", "2.1.3"),
        ("2020-01-01", "2020-01-01"),
        ("ne", "ne"),
        ("no", "no"),
        ("a: b", "'a: b'"),
        (["a", 1, None, 2.5, True], "[a, 1, null, 2.5, true]"),
    ],
)
def test_examples_quote_exactly_what_the_reader_would_misread(value: object, written: str) -> None:
    assert in_line(value) == written
    assert yaml_file.read(dump({"key": value}).encode()).raw == {"key": value}


@pytest.mark.parametrize("written", ["1" * 400, "-" + "9" * 60, "1E+30", "0.10", "1" * 60 + ".50", "-1.5e-20"])
def test_a_number_is_written_with_the_digits_that_were_read(written: str) -> None:
    """Also one that no field takes: it comes back as it was, so that its finding can still point at it."""
    read = yaml_file.read(f"key: {written}\n".encode()).raw
    made = dump(read)
    assert "!!" not in made
    assert yaml_file.read(made.encode()).raw == read
    again: Any = json_file.read(as_json(read)).raw
    assert Decimal(again["key"]) == Decimal(written)


@pytest.mark.parametrize(
    "text", ["první\ndruhý", " \n odsazený", "konec\n\n", "\t\n", "a\r\nb", "\u00a0", "- a", "# a", ""]
)
def test_any_text_comes_back(text: str) -> None:
    content = {"title": text, "annexes": [{"title": text}, {"title": text}]}
    assert yaml_file.read(as_yaml(content)).raw == content


def test_what_stands_twice_is_written_twice() -> None:
    """The reader takes no aliases."""
    table = {"columns": ["a"], "rows": [[1]]}
    assert "*" not in dump([table, table])
