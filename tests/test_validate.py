"""The structural lint: it finds every seeded breakage, nothing in good documents, and each of its lines is needed."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from assembler.word.validate import archive, lint, notes, shapes, story
from assembler.word.validate.archive import ARCHIVE_RULES
from assembler.word.validate.faults import MOST
from assembler.word.validate.names import compiled, elements, name
from assembler.word.validate.passes import Pass
from assembler.word.validate.rules import RULES
from tests.breakages import BREAKAGES, Breakage
from tests.breaking import (
    BEGIN,
    DOCUMENT,
    END,
    LAYOUT,
    SEPARATE,
    control,
    in_body,
    instruction,
    packed,
    unpacked,
)
from tests.good_docx import NAMESPACES, good_docx, text_box
from tests.openxml_sdk import NoValidator, validate, validate_many

READING = {"not_a_package", "member_damaged", "not_utf8", "document_type", "not_well_formed", "no_document"}
GRID = {"merge_without_start"}
EMPTY_CELL = f'<w:tbl>{LAYOUT}<w:tblGrid><w:gridCol w:w="1"/></w:tblGrid><w:tr><w:tc/></w:tr></w:tbl>'
GOOD_TABLE = EMPTY_CELL.replace("<w:tc/>", "<w:tc><w:p><w:r><w:t>text</w:t></w:r></w:p></w:tc>")


def codes(package: bytes) -> set[str]:
    return {fault.code for fault in lint(package)}


def with_blocks(source: str) -> bytes:
    """The good document with more blocks at its end."""
    parts = unpacked(good_docx())
    in_body(source)(parts)
    return packed(list(parts.items()))


@cache
def broken(breakage: Breakage) -> bytes:
    return breakage.of(good_docx())


def named(breakage: Breakage) -> str:
    return breakage.name


def tag_and_code(shape: shapes.Shape) -> str:
    return f"{shape.code} {shape.tag}"


def test_nothing_is_found_in_a_good_document() -> None:
    """A lint that cries wolf would stop good documents."""
    assert lint(good_docx()) == ()


@pytest.mark.parametrize("breakage", BREAKAGES, ids=named)
def test_each_breakage_is_found_by_one_rule(breakage: Breakage) -> None:
    """A broken document never gets out, and its fault is named once, not buried among others."""
    assert codes(broken(breakage)) == {breakage.code}


@pytest.mark.parametrize("breakage", BREAKAGES, ids=named)
def test_reading_in_tiny_slices_finds_the_same(breakage: Breakage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a slice of the document ends makes no difference to what is found, where, and how often."""
    package = broken(breakage)
    whole = lint(package)
    monkeypatch.setattr(archive, "SLICE", 97)
    assert lint(package) == whole


def test_every_rule_has_a_breakage_that_only_it_finds() -> None:
    """Each breakage has one code and each code one rule: a rule that is lost makes its breakage pass."""
    known = {*ARCHIVE_RULES, *RULES, *READING, *GRID, *(shape.code for shape in shapes.SHAPES)}
    assert known == {breakage.code for breakage in BREAKAGES}


@pytest.mark.parametrize("shape", shapes.SHAPES, ids=tag_and_code)
def test_without_a_shape_some_breakage_passes(shape: shapes.Shape, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where several shapes share a code, each still finds what the others do not."""
    others = [each for each in shapes.SHAPES if each is not shape]
    monkeypatch.setattr(shapes, "GROUPS", shapes.grouped(others))
    assert any(not lint(broken(each)) for each in BREAKAGES if each.code == shape.code)


@pytest.mark.parametrize("element", notes.NOTED, ids=lambda element: element.rpartition("}")[2])
def test_without_a_note_something_changes(element: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No note is taken for nothing: without it a breakage passes, or the good document is found faulty."""
    monkeypatch.delitem(notes.NOTED, element)
    judged = [each for each in BREAKAGES if each.code in RULES]
    assert lint(good_docx()) or any(codes(broken(each)) != {each.code} for each in judged)


@pytest.mark.parametrize("values", ["STYLES", "CONTROLS", "CONTROLS_BESIDE_FALLBACKS"])
def test_without_gathered_values_some_breakage_passes(values: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes in thousands is gathered without notes; none of it is gathered for nothing, either."""
    monkeypatch.setattr(story, values, Pass[str]("nothing"))
    assert any(not lint(broken(each)) for each in BREAKAGES if each.code in RULES)


def test_what_a_text_box_repeats_for_older_programs_counts_once() -> None:
    """Word writes a text box twice, its controls with the same ids: that is no fault."""
    box = text_box(91, control("<w:sdtContent><w:p/></w:sdtContent>") + "<w:p/>")
    assert lint(with_blocks(f"<w:p {NAMESPACES}>{box}</w:p>")) == ()


def test_a_field_may_go_over_paragraphs_of_a_cell() -> None:
    """Its begin and its end need to be in one cell, not in one paragraph, and cells around do not matter."""
    cell = f"<w:p>{BEGIN}{instruction('PAGE')}{SEPARATE}</w:p><w:p>{END}</w:p>"
    around = GOOD_TABLE.replace("<w:p>", f"{GOOD_TABLE.replace('<w:p>', cell + '<w:p>')}<w:p>")
    assert lint(with_blocks(around)) == ()


def test_a_fault_says_where_it_is() -> None:
    """Its place is an XPath into the whole part, also where the blocks before are no longer in memory."""
    package = with_blocks("<w:p/>" * 100_000 + EMPTY_CELL)
    (fault,) = lint(package)
    root = etree.fromstring(unpacked(package)[DOCUMENT])
    (cell,) = elements(compiled(fault.message.rpartition(": ")[2]), root)
    assert (cell.tag, len(cell)) == (name("w:tc"), 0)


def test_a_fault_in_every_table_is_reported_a_few_times_only() -> None:
    """A broken loop breaks thousands of places alike; the log stays readable."""
    assert len(lint(with_blocks(EMPTY_CELL * 50))) == MOST


def test_faults_do_not_quote_the_document() -> None:
    """Faults go to the log, and the log holds no content."""
    parts = unpacked(good_docx())
    parts[DOCUMENT] = re.sub(rb"(<w:t[^>]*>)[^<]+", rb"\1zlutoucky", parts[DOCUMENT])
    secret = packed(list(parts.items()))
    messages = [fault.message for each in BREAKAGES for fault in lint(each.of(secret))]
    assert len(messages) >= len(BREAKAGES)
    assert not [message for message in messages if "zlutoucky" in message]


def test_costs_grow_with_the_length_in_a_straight_line() -> None:
    """Eight times the document takes about eight times the time of the processor, not sixty-four times."""
    short, long = with_blocks(GOOD_TABLE * 2_000), with_blocks(GOOD_TABLE * 16_000)
    took = []
    for package in (short, long):
        begin = time.process_time()
        assert lint(package) == ()
        took.append(time.process_time() - begin)
    assert took[1] < 16 * took[0]


MEASURE = """
import resource, sys
from assembler.word.validate import lint
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
assert lint(open(sys.argv[1], "rb").read()) == ()
print(peak() - before)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    """A document of 40 MB is linted within 40 MB; its tree alone would take ten times that."""
    path = tmp_path / "long.docx"
    path.write_bytes(with_blocks(GOOD_TABLE * 170_000))
    done = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 40


@pytest.mark.slow
def test_the_sdk_finds_nothing_in_a_good_document(tmp_path: Path) -> None:
    """The document that the lint is measured by is good in the eyes of Microsoft's own library as well."""
    path = tmp_path / "good.docx"
    path.write_bytes(good_docx())
    assert validate(path) == []


@pytest.mark.slow
def test_the_sdk_sees_what_breaks_the_schema(tmp_path: Path) -> None:
    """The validator really runs: it finds what it is known to find, and not what only the lint finds."""
    found = {"a paragraph in a paragraph", "two drawings of one id", "a table without a grid"}
    missed = {"a field without an end", "two controls of one id", "spans wider than the grid"}
    paths = {tmp_path / f"{each.name}.docx": each for each in BREAKAGES if each.name in found | missed}
    for path, breakage in paths.items():
        path.write_bytes(broken(breakage))
    assert {paths[path].name for path, wrong in validate_many(paths).items() if wrong} == found


def test_the_validator_never_gets_the_document_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The SDK opens what it is given for writing; what a test looks at afterwards must be what was made."""
    program, path = tmp_path / "validator", tmp_path / "good.docx"
    program.write_text('#!/bin/sh\necho spoilt > "$1"\necho \'{"errors": []}\'\n')
    program.chmod(0o755)
    path.write_bytes(b"as it was made")
    monkeypatch.setenv("OOXML_VALIDATOR_CLI", str(program))
    assert validate(path) == []
    assert path.read_bytes() == b"as it was made"


def test_a_missing_validator_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests that need the validator fail without it and say what to do; they do not pass unseen."""
    monkeypatch.setenv("OOXML_VALIDATOR_CLI", str(tmp_path / "none"))
    with pytest.raises(NoValidator, match="make setup-test"):
        validate(tmp_path / "good.docx")
