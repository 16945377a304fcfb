"""Tags as the template's author wrote them: mended where Word tore them, refused where they cannot mean anything good.

This happens before docxtpl's patterns see a tag: they take the square of the length of an unclosed one, drop what
stands beside {%p … %} and take a bookmark apart that begins inside a tag.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TypeVar

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word.compiler.tags import TAG, Place, keyword, text_of
from assembler.word.compiler.tree import own_texts, remove, replace
from assembler.word.compiler.words import STATEMENTS, nearest
from assembler.word.xml import w

T = TypeVar("T")
LONGEST = 1_000  # letters of a tag
CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
OPENING = re.compile(r"\{[{%#]")
NOTE = re.compile(r"\{#.*?#\}", re.DOTALL)
WHOLE_RUN = re.compile(r"(\{[{%]r\s(?:(?!\}\}|%\}).)*[%}]\})", re.DOTALL)
TAKING = re.compile(r"\{[{%](p|tr|tc)\s")  # takes the whole paragraph, row, cell
STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OWN_NAME = re.compile(r"(?<!\w)_\w")
OF_DOCXTPL = ("vm", "hm", "colspan", "cellbg")
TAKEN = {
    "p": ("p", Sentence("odstavec")),
    "tr": ("tr", Sentence("řádek tabulky")),
    "tc": ("tc", Sentence("buňku tabulky")),
}
VISIBLE = tuple(w(name) for name in ("drawing", "pict", "object", "fldChar", "br", "tab", "sym", "footnoteReference"))


def read_tags(root: etree._Element, part: str) -> None:
    """Mend and check every tag of a part; raises TemplateError with the place of the first that is wrong."""
    for wrong in wrong_tags(root, part):
        raise wrong


def wrong_tags(root: etree._Element, part: str) -> Iterator[TemplateError]:
    """Mends every tag of a part on its way, and gives what is wrong with each paragraph and hidden text."""
    for number, paragraph in enumerate(root.iter(w("p")), start=1):
        whole = "".join(text.text or "" for text in own_texts(paragraph))
        if "{" in whole:
            yield from refused(mend_paragraph, paragraph, Place(part, number, whole))
    for words in hidden_texts(root):
        yield from refused(check_hidden, words, Place(part, 1, words))


def refused(check: Callable[[T, Place], None], subject: T, place: Place) -> Iterator[TemplateError]:
    """What a check raises, as something that one can go on after."""
    try:
        check(subject, place)
    except TemplateError as wrong:
        yield wrong


def mend_paragraph(paragraph: etree._Element, place: Place) -> None:
    mend_torn(own_texts(paragraph), place.text, place)
    read_paragraph(paragraph, place)
    for text in own_texts(paragraph):
        stand_alone(text)


def check_hidden(words: str, place: Place) -> None:
    check_closed(words, place)
    for tag in TAG.finditer(words):
        check_tag(tag[0], place)


def hidden_texts(root: etree._Element) -> Iterator[str]:
    """Attributes, and texts that are not w:t (instructions of fields)."""
    for element in root.iter(etree.Element):
        yield from (str(value) for value in element.attrib.values() if "{" in value)
        if element.tag != w("t") and element.text and "{" in element.text:
            yield element.text


# ---------------------------------------------------------------- tags torn into several runs


def mend_torn(texts: list[etree._Element], whole: str, place: Place) -> None:
    """Put each tag into the one text where it begins; notes {# … #} go. What stood between stays where it was."""
    check_closed(whole, place)
    borders = [0, *accumulate(len(text.text or "") for text in texts)]
    pieces = [""] * len(texts)
    position = 0
    for tag in TAG.finditer(whole):
        spread(whole, position, tag.start(), borders, pieces)
        if not NOTE.fullmatch(tag[0]):
            pieces[bisect_right(borders, tag.start()) - 1] += tag[0]
        position = tag.end()
    spread(whole, position, len(whole), borders, pieces)
    for text, piece in zip(texts, pieces, strict=True):
        if piece != (text.text or ""):
            put(text, piece)


def put(text: etree._Element, piece: str) -> None:
    """Give a text its new words; a run that has nothing left goes."""
    text.text = piece
    text.set(SPACE, "preserve")
    run = text.getparent()
    if not piece and run is not None:
        remove(run if all(child is text or child.tag == w("rPr") for child in run) else text)


def spread(whole: str, begin: int, end: int, borders: list[int], pieces: list[str]) -> None:
    """Add a stretch of plain text to the pieces of the texts that it stood in."""
    while begin < end:
        index = bisect_right(borders, begin) - 1
        step = min(end, borders[index + 1])
        pieces[index] += whole[begin:step]
        begin = step


def check_closed(text: str, place: Place) -> None:
    """Every tag has its end; in one walk, as a pattern would try each of many openings up to the end of the text."""
    position = 0
    while opened := OPENING.search(text, position):
        closing = CLOSING[opened[0]]
        end = text.find(closing, opened.end())
        if end < 0:
            raise TemplateError(
                Sentence(
                    "Značka „%(opened)s“ nemá v tomto odstavci konec „%(closing)s“.", opened=opened[0], closing=closing
                ),
                str(place),
            )
        position = end + len(closing)


def stand_alone(text: etree._Element) -> None:
    """Runs of their own for {{r … }} and {%r … %}, as docxtpl takes the whole run for the tag."""
    run = text.getparent()
    words = text.text or ""
    if run is None or not WHOLE_RUN.search(words):
        return
    properties = run.find(w("rPr"))
    children = [child for child in run if child is not properties]
    if len(children) == 1 and WHOLE_RUN.fullmatch(words):
        return
    contents = [each for child in children for each in (pieces_of(words) if child is text else [child])]
    replace(run, [run_of(properties, content) for content in contents])


def pieces_of(words: str) -> list[etree._Element]:
    pieces = []
    for piece in filter(None, WHOLE_RUN.split(words)):
        text = etree.Element(w("t"), {SPACE: "preserve"})
        text.text = piece
        pieces.append(text)
    return pieces


def run_of(properties: etree._Element | None, content: etree._Element) -> etree._Element:
    run = etree.Element(w("r"))
    run.extend([copy.deepcopy(properties)] if properties is not None else [])
    run.append(content)
    return run


# ---------------------------------------------------------------- what a tag may be


def read_paragraph(paragraph: etree._Element, place: Place) -> None:
    whole = "".join(text.text or "" for text in own_texts(paragraph))
    for tag in TAG.finditer(whole):
        check_tag(tag[0], place)
        taking = TAKING.match(tag[0])
        if taking:
            check_alone(paragraph, tag[0], taking[1], place)


def check_tag(tag: str, place: Place) -> None:
    """Refuse what no template may say, or what would be read otherwise than it looks."""
    inner = tag[2:-2]
    if len(tag) > LONGEST:
        raise TemplateError(Sentence("Značka je delší než %(longest)s znaků.", longest=LONGEST), str(place))
    if not inner.strip():
        raise TemplateError(Sentence("Značka %(tag)s je prázdná.", tag=tag), str(place))
    if inner[0] in "-+" or inner[-1] in "-+":  # Jinja would eat the white space around, docxtpl whole paragraphs
        raise TemplateError(Sentence("Značka %(tag)s nesmí mít u závorky znaménko.", tag=tag), str(place))
    if OWN_NAME.search(STRINGS.sub("", inner)):
        raise TemplateError(
            Sentence("Značka %(tag)s používá jméno s podtržítkem na začátku, a to šablona nesmí.", tag=tag), str(place)
        )
    word = keyword(tag)
    if tag.startswith("{%") and word not in (*STATEMENTS, *OF_DOCXTPL):
        raise TemplateError(
            Sentence("Příkaz „%(word)s“ šablona nezná. %(nearest)s", word=word, nearest=nearest(word, STATEMENTS)),
            str(place),
        )


def check_alone(paragraph: etree._Element, tag: str, taken: str, place: Place) -> None:
    """{%p …}, {%tr …}, {%tc …}, {{p …}} take their whole container: anything beside them would vanish with it."""
    name, czech = TAKEN[taken]
    if tag.startswith("{{") and taken != "p":
        raise TemplateError(
            Sentence("Značka %(tag)s: {{%(taken)s …}} šablona nezná. Použijte {{p …}}.", tag=tag, taken=taken),
            str(place),
        )
    container = paragraph if name == "p" else next(paragraph.iterancestors(w(name)), None)
    if container is None:
        raise TemplateError(Sentence("Značka %(tag)s musí stát v tabulce.", tag=tag), str(place))
    beside = text_of(container, "t").strip() != tag or any(map(printed, container.iter(*VISIBLE)))
    if beside or container.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        raise TemplateError(
            Sentence("Značka %(tag)s zabere celý %(czech)s, nic jiného v něm stát nesmí.", tag=tag, czech=czech),
            str(place),
        )


def printed(element: etree._Element) -> bool:
    """Does a reader see that? A w:tab among the properties of a paragraph is a place to stop at (17.3.1.37)."""
    parent = element.getparent()
    return parent is None or parent.tag != w("tabs")
