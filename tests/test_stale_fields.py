"""Fields that only Word can work out: whoever makes a template is warned of them, nobody is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembler import documents, resources
from assembler.documents.kind import Kind
from assembler.documents.lint import lint_template
from assembler.documents.stale_fields import stale_fields
from tests.command_line import run
from tests.word_files import contents, field, p, simple_field, word_file


@pytest.mark.parametrize("kind", documents.KINDS, ids=lambda kind: kind.code)
def test_the_shipped_templates_need_no_f9(kind: Kind) -> None:
    for name in resources.template_names(kind.code):
        assert stale_fields(resources.template(kind.code, name)) == []


@pytest.mark.parametrize(
    ("switch", "letter"),
    [
        (r'\a "Tabulka"', "a"),
        (r"\b cast", "b"),
        (r'\t "Můj nadpis;1"', "t"),
        (r"\n", "n"),
        (r'\n "2-3"', "n"),
        (r'\p "-"', "p"),
        (r'\s "Tabulka" \d "."', "sd"),
        (r"\N", "N"),
    ],
)
def test_a_switch_of_a_contents_that_is_passed_over_is_told(switch: str, letter: str) -> None:
    """The contents is filled in as if it were not there, until somebody updates it."""
    template = word_file(p("Obsah"), contents(rf'TOC \o "1-3" \h {switch}'))
    found = stale_fields(template)
    assert lint_template(template, documents.DEFAULT) == []
    assert [each.message.split()[1] for each in found] == [f"\\{each}" for each in letter]
    assert all(each.place.startswith("text dokumentu, 2. odstavec") for each in found)
    assert "F9" in found[0].message


@pytest.mark.parametrize(
    "instruction", [r'TOC \o "1-3" \h \z \u', r'TOC \h \z \c "Tabulka"', r'TOC \o "1-2" \* MERGEFORMAT']
)
def test_a_contents_that_is_filled_in_as_it_says_is_silent(instruction: str) -> None:
    assert stale_fields(word_file(contents(instruction))) == []


@pytest.mark.parametrize("made", [field(r"STYLEREF 1 \s"), simple_field(' STYLEREF "Heading 1" '), field("STYLEREF 1")])
def test_a_style_reference_in_the_text_keeps_what_the_template_holds(made: str) -> None:
    (found,) = stale_fields(word_file(p("x"), p("Kapitola ", made)))
    assert found.place.startswith("text dokumentu, 2. odstavec")
    assert "STYLEREF" in found.message


def test_a_style_reference_in_a_running_head_is_worked_out_on_every_page() -> None:
    template = word_file(p("x"), header=p(field("STYLEREF 1")), footer=p(simple_field("STYLEREF 1")))
    assert stale_fields(template) == []


def test_the_command_line_tells_warnings_and_calls_the_template_good(tmp_path: Path) -> None:
    template = tmp_path / "mesto.docx"
    template.write_bytes(word_file(contents(r'TOC \o "1-3" \n')))
    said = run("template", "lint", template)
    assert said.code == 0
    assert "upozornění: text dokumentu, 1. odstavec" in said.out
