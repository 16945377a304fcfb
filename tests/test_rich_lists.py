"""Lists of formatted texts in templates that have their styles, have them for small texts, or have none."""

from __future__ import annotations

import re

import pytest
from docx.oxml.ns import qn

from schemas.values import TextFormat
from tests.test_richtext import labels, notes, style_of
from tests.word_files import Printed, p, paragraphs_of, rendered, rich, visible, word_file

STYLED = word_file(p("{{p text }}"))


def without_list_styles(data: bytes) -> bytes:
    return re.sub(rb'<w:style (?:(?!</w:style>).)*w:name w:val="List (?:Bullet|Number)(?:.*?)</w:style>', b"", data)


BARE = word_file(p("{{p text }}"), parts={"word/styles.xml": without_list_styles})


def with_card_styles(data: bytes) -> bytes:
    """„Text karty“ with lists of its own, which have one level."""
    made = '<w:style w:type="paragraph" w:styleId="Card"><w:name w:val="Text karty"/></w:style>' + "".join(
        f'<w:style w:type="paragraph" w:styleId="Card{num}"><w:name w:val="Text karty {name}"/>'
        f'<w:basedOn w:val="Card"/><w:pPr><w:numPr><w:numId w:val="{num}"/></w:numPr></w:pPr></w:style>'
        for num, name in ((8, "odrážky"), (9, "číslování"))
    )
    return data.replace(b"</w:styles>", made.encode() + b"</w:styles>")


def with_card_lists(data: bytes) -> bytes:
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{num}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl></w:abstractNum>'
        for num, form, shown in ((8, "bullet", "*"), (9, "decimal", "%1:"))
    )
    made = "".join(f'<w:num w:numId="{num}"><w:abstractNumId w:val="{num}"/></w:num>' for num in (8, 9))
    head, first, tail = data.partition(b"<w:num ")
    return (head + abstract.encode() + first + tail).replace(b"</w:numbering>", made.encode() + b"</w:numbering>")


CARD = word_file(
    p("{{p text }}", style="Card"),
    parts={"word/styles.xml": with_card_styles, "word/numbering.xml": with_card_lists},
)


def written(text: str, template: bytes = STYLED, format: TextFormat = TextFormat.COMMONMARK) -> Printed:
    return rendered(template, {"text": rich(text, format)})


def html(text: str, template: bytes = STYLED) -> Printed:
    return written(text, template, TextFormat.HTML)


def styles_of(made: Printed) -> list[str]:
    return [style_of(each) for each in paragraphs_of(made.body)]


# ---------------------------------------------------------------- numberings of HTML


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("", ["1. x", "2. y"]),
        ("type=1 start=3", ["3. x", "4. y"]),
        ("type=a", ["a) x", "b) y"]),
        ("type=a start=3", ["c) x", "d) y"]),
        ("type=i", ["i. x", "ii. y"]),
    ],
)
def test_numberings_of_html_are_those_of_the_template(kind: str, expected: list[str]) -> None:
    """A letter is a letter: the text may speak of „písmeno b)“. The level that numbers so is taken."""
    assert labels(html(f"<ol {kind}><li>x<li>y</ol>")) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("type=A", ["A. x", "B. y"]), ("type=I start=4", ["IV. x", "V. y"]), ("type=A start=30", ["DD. x", "EE. y"])],
)
def test_numberings_that_the_template_lacks_are_text(kind: str, expected: list[str]) -> None:
    """Nobody's Roman numeral becomes a 1."""
    made = html(f"<ol {kind}><li>x<li>y</ol>")
    assert made.paragraphs == [each.replace(" ", "\u00a0") for each in expected]
    assert styles_of(made) == ["ListContinue", "ListContinue"]


def test_lists_below_a_lettered_one_are_set_in_further() -> None:
    """What stands under a) stands on the level below it, wherever that was taken from."""
    assert labels(html("<ol type=a><li>x<ul><li>y</ul><li>z</ol>")) == ["a) x", "• y", "b) z"]


# ---------------------------------------------------------------- templates without styles of lists


def test_lists_need_no_styles_of_the_template() -> None:
    """Word writes its list styles into a file only when somebody uses them: then the labels are text, not nothing."""
    made = written("5. a\n   - b\n6. c\n\n- d\n\n0. e", BARE)
    assert [text.replace("\u00a0", " ") for text in made.paragraphs] == ["5. a", "– b", "6. c", "• d", "0. e"]
    assert "w:numPr" not in made.source


def test_labels_as_text_are_no_matter_of_typography() -> None:
    """A label is ours, not the author's."""
    made = rendered(BARE, {"text": rich("1. x\n2. y1")}, repair=lambda text: text.replace("1", "?"))
    assert made.paragraphs == ["1.\u00a0x", "2.\u00a0y?"]


# ---------------------------------------------------------------- small texts


def test_small_texts_have_lists_of_their_own() -> None:
    """A card's list has the card's style; deeper levels keep it and take Word's own numbers."""
    made = written("1. a\n   1. b\n      - c\n2. d\n\n- e\n  - f", CARD)
    assert styles_of(made) == ["Card9", "Card9", "Card8", "Card9", "Card8", "Card8"]
    assert labels(made)[1:3] == ["a) b", "• c"]
    assert [visible(each) for each in paragraphs_of(made.body)] == ["a", "b", "c", "d", "e", "f"]


def test_what_continues_an_item_of_a_small_text_is_as_small() -> None:
    """Not the large „List Continue“ in the middle of a card."""
    assert styles_of(written("1. a\n\n   dál", CARD)) == ["Card9", "Card"]


def test_lists_of_footnotes_are_as_small_as_footnotes() -> None:
    """Their numbers begin anew for each note, and are none of the text's."""
    made = written("1. a[^1]\n2. b[^2]\n\n[^1]: x\n\n    1. c\n    2. d\n[^2]: y\n\n    1. e\n    - f\n")
    part = made.part("word/footnotes.xml")
    assert set(re.findall(r'pStyle w:val="(\w+)"', part)) == {"footnotetext"}
    assert notes(made) == [" x\nc\nd", " y\ne\nf"]
    instances = [*re.findall(r'numId w:val="(\d+)"', part), *re.findall(r'numId w:val="(\d+)"', made.source)]
    assert (len(instances), len(set(instances))) == (6, 4)


# ---------------------------------------------------------------- empty items


@pytest.mark.parametrize(("text", "bullets"), [("- a\n-\n- b", 3), ("- a\n- - b", 2), ("- a\n- > b", 2)])
def test_every_bullet_is_printed(text: str, bullets: int) -> None:
    """An item that says nothing by itself still bears its bullet."""
    found = [each for each in paragraphs_of(written(text).body) if style_of(each) == "ListBullet"]
    assert len(found) == bullets


def test_an_item_that_begins_with_a_heading_bears_its_number_there() -> None:
    """„1. # Nadpis“ is one line, in bold."""
    made = written("1. # Nadpis\n2. b")
    assert labels(made) == ["1. Nadpis", "2. b"]
    assert made.body.find(f".//{qn('w:b')}") is not None


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        (["jedna", "dvě", "tři"], [False, True, False]),
        (["jedna", "dvě"], [True, False]),
        (["jedna"], [False]),
        (["jedna", "dvě", "dlouhá položka " * 12], [False, False, False]),  # two lines of it keep company by themselves
    ],
)
def test_a_short_last_item_never_stands_alone_on_a_page(items: list[str], kept: list[bool]) -> None:
    """The item before it goes with it to the next page."""
    made = written("\n".join(f"- {item}" for item in items))
    assert [each.find(f".//{qn('w:keepNext')}") is not None for each in paragraphs_of(made.body)] == kept


def test_what_follows_a_list_is_not_kept_with_what_comes_after_it() -> None:
    """The bond ends with the list, also with one inside another."""
    made = written("- jedna\n- dvě\n\nOdstavec.\n\nDalší.")
    assert [each.find(f".//{qn('w:keepNext')}") is not None for each in paragraphs_of(made.body)] == [
        True,
        *[False] * 3,
    ]
