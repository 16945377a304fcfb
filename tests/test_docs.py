"""The pages of docs/: generated ones are up to date, their examples load, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assembler.readers import yaml_file
from assembler.word.compiler.environment import LOOP_NAMES, TESTS
from assembler.word.compiler.words import STATEMENTS
from assembler.word.filters import FOR_TEMPLATES
from assembler.word.formats import collation_key
from schemas.base import Part
from schemas.describe import all_parts, describe
from schemas.plan import Plan
from scripts.docs import DOCS, pages
from scripts.docs.content import KINDS
from scripts.docs.glossary import choices
from scripts.docs.names import renewed

CONTENT, GLOSSARY, TEMPLATES = (
    (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("content", "glossary", "templates")
)
SECTIONS = re.findall(r'<a id="(\w+)"></a>.*?```yaml\n(.*?)```', CONTENT, re.DOTALL)
PARTS = {part.__name__.lower(): part for part in all_parts()}


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.name))
def test_every_generated_page_reads_as_the_code_says_now(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == pages()[path], "run `make docs`"


# ---------------------------------------------------------------- content.md


def test_every_part_has_its_section_with_every_field() -> None:
    assert [name for name, _ in SECTIONS] == list(PARTS)
    for part in PARTS.values():
        section = CONTENT.split(f'<a id="{part.__name__.lower()}"></a>')[1].split("<a id=")[0]
        for field in describe(part).fields:
            assert f"| `{field.name}` | {field.label} | {field.hint} |" in section


@pytest.mark.parametrize(("name", "example"), SECTIONS, ids=[name for name, _ in SECTIONS])
def test_every_example_of_the_page_is_read_and_loaded_as_its_part(name: str, example: str) -> None:
    raw = yaml_file.read(example.encode()).raw
    assert isinstance(raw, dict)
    content = raw if PARTS[name] is Plan else next(iter(raw.values()))
    for each in content if isinstance(content, list) else [content]:
        assert PARTS[name].schema.validate(each) == {}
        assert each.keys() == PARTS[name].fields.keys()


def test_links_between_the_sections_lead_somewhere() -> None:
    assert set(re.findall(r"\(#([\w-]+)\)", CONTENT)) - {"tab-vek"} <= set(PARTS)


def test_every_kind_of_field_has_its_words() -> None:
    assert {field.kind for part in PARTS.values() for field in describe(part).fields} == set(KINDS)


# ---------------------------------------------------------------- glossary.md


def test_the_glossary_stands_in_the_czech_order_with_every_part_and_choice() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", GLOSSARY, re.MULTILINE)[2:]
    assert [czech for _, czech, _ in rows] == sorted((czech for _, czech, _ in rows), key=collation_key)
    english = [term for term, _, _ in rows]
    assert len(set(english)) == len(english)
    for named in (*all_parts(), *choices()):
        assert spaced(named) in english


def spaced(named: type[Part] | type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named.__name__).lower()


# ---------------------------------------------------------------- templates.md


def test_the_page_of_templates_names_every_word_of_their_language() -> None:
    written = TEMPLATES.split("## Names")[0]
    for word in (*FOR_TEMPLATES, *TESTS, *LOOP_NAMES, *(each for each in STATEMENTS if not each.startswith("end"))):
        assert re.search(rf"\b{word}\b", written), word


def test_a_page_without_the_mark_of_its_list_is_not_written_over() -> None:
    with pytest.raises(ValueError, match="lacks the line"):
        renewed("# Templates\n")
