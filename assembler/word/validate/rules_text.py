"""Rules over the stories: ids, references, fields, styles, headings (ECMA-376 Part 1, 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from assembler.word.validate.archive import Told
from assembler.word.validate.fields import Instruction
from assembler.word.validate.names import compiled, strings, twice
from assembler.word.validate.notes import Edge
from assembler.word.validate.package import Docx
from assembler.word.validate.rules_package import SAFE_ADDRESS

BOOKMARK_NAME = re.compile(r"[^\W\d]\w{0,39}")  # what Word's own dialog takes
FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "SEQ", "STYLEREF", "HYPERLINK"))
TOP = "_top"  # the beginning of the document, which needs no bookmark
LAYOUT = ("layout", "rozvržení")
SEPARATORS = frozenset(("separator", "continuationSeparator"))
NOTE_PARTS = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
NUM_IDS = compiled("w:num/@w:numId")
ABSTRACT_IDS = compiled("w:abstractNum/@w:abstractNumId")
ABSTRACT_IDS_USED = compiled("w:num/w:abstractNumId/@w:val")
LIST_STYLES = compiled("w:abstractNum/w:lvl/w:pStyle/@w:val")


def undeclared_prefix(docx: Docx) -> Told:
    """Markup compatibility names prefixes, and Word takes a part for damaged when one is not declared (part 3, 7.2)."""
    for part, story in docx.stories.items():
        for prefix in sorted(story.notes.undeclared):
            yield part, f"mc:Ignorable or mc:Choice names the prefix {prefix}, which is not declared"


# ---------------------------------------------------------------- ids


def drawing_id_twice(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        for doubled in twice(story.notes.drawings):
            yield part, f"two drawings have the id {doubled}"


def bookmark_name(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        for each in story.notes.bookmarks:
            if not BOOKMARK_NAME.fullmatch(each):
                yield part, f"a bookmark's name of {len(each)} characters is too long or has a character it may not"


def bookmark_name_twice(docx: Docx) -> Told:
    """Word keeps the first of two and drops the other; it does not tell case apart."""
    for doubled in twice(each.casefold() for story in docx.stories.values() for each in story.notes.bookmarks):
        yield "", f"two bookmarks have the name {doubled}"


def unpaired_range(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        for wrong in unpaired(story.notes.edges):
            yield part, wrong


def unpaired(edges: list[Edge]) -> Iterator[str]:
    """What is wrong with the starts and ends of bookmarks and of comments' ranges, taken in their order."""
    open: set[tuple[str, str]] = set()
    done: set[tuple[str, str]] = set()
    for edge in edges:
        key = (edge.kind, edge.id)
        if edge.start and (key in open or key in done):
            yield f"the {edge.kind} {edge.id} starts twice"
        elif edge.start:
            open.add(key)
        elif key in open:
            open.remove(key)
            done.add(key)
        else:
            yield f"the {edge.kind} {edge.id} ends where none has started"
    yield from (f"the {kind} {id} does not end" for kind, id in sorted(open))


def control_id_twice(docx: Docx) -> Told:
    for doubled in twice(each for story in docx.stories.values() for each in story.notes.controls):
        yield "", f"two content controls have the id {doubled}"


# ---------------------------------------------------------------- references


def unknown_note(docx: Docx) -> Told:
    """A footnote, endnote or comment that the text cites is there."""
    known = {(each.kind, each.id) for story in docx.stories.values() for each in story.notes.defined}
    for part, story in docx.stories.items():
        for kind, id in sorted(story.notes.cited - known):
            yield part, f"the text cites the {kind} {id}, which is not there"


def note_twice(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        for doubled in twice(f"{each.kind} {each.id}" for each in story.notes.defined):
            yield part, f"the {doubled} stands twice"


def no_note_separators(docx: Docx) -> Told:
    """Without the line above the notes Word repairs the document (17.11.23, 17.11.1)."""
    for part, story in docx.stories.items():
        missing = SEPARATORS - {each.type for each in story.notes.defined}
        if docx.kinds().get(part) in ("footnotes", "endnotes") and missing:
            yield part, f"without {' and '.join(sorted(missing))}"


def list_twice(docx: Docx) -> Told:
    for part, root in docx.trees.get("numbering", ()):
        for doubled in twice(strings(NUM_IDS, root)):
            yield part, f"two numbering instances have the id {doubled}"
        for doubled in twice(strings(ABSTRACT_IDS, root)):
            yield part, f"two lists have the id {doubled}"


def list_without_levels(docx: Docx) -> Told:
    for part, root in docx.trees.get("numbering", ()):
        for missing in sorted(set(strings(ABSTRACT_IDS_USED, root)) - set(strings(ABSTRACT_IDS, root))):
            yield part, f"a numbering instance is of the list {missing}, which is not there"


def unknown_list(docx: Docx) -> Told:
    """Zero takes a paragraph out of its list (17.9.18)."""
    known = {"0", *chain.from_iterable(strings(NUM_IDS, root) for _, root in docx.trees.get("numbering", ()))}
    used = {part: story.notes.lists for part, story in docx.stories.items()} | {docx.styles: docx.sheet.lists}
    for part, ids in used.items():
        for missing in sorted(ids - known):
            yield part, f"the numbering instance {missing} is not there"


def missing_target(docx: Docx) -> Told:
    """A jump or a cross reference to a bookmark that is not there prints an error message in Word."""
    known = {each.casefold() for story in docx.stories.values() for each in story.notes.bookmarks} | {TOP}
    for part, story in docx.stories.items():
        wanted = story.notes.anchors.union(*map(targets, story.notes.fields.instructions))
        for missing in sorted(each for each in wanted if each.casefold() not in known):
            yield part, f"the bookmark {missing} is not there"


def targets(instruction: Instruction) -> list[str]:
    """The bookmarks that a field refers to."""
    if instruction.name in ("REF", "PAGEREF"):
        return [instruction.argument]
    switch = {"HYPERLINK": "\\l", "TOC": "\\b"}.get(instruction.name, "")
    return [instruction.switch(switch)] if instruction.switch(switch) else []


# ---------------------------------------------------------------- fields


def unbalanced_field(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        for wrong in story.notes.fields.unbalanced:
            yield part, wrong


def loose_instruction(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        if story.notes.fields.loose:
            yield part, f"{story.notes.fields.loose} times w:instrText stands outside of a field's instruction"


def empty_field(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        for each in story.notes.fields.instructions:
            if not each.name:
                yield part, "a field has no instruction"


def forbidden_field(docx: Docx) -> Told:
    """Fields may compute and refer within the document; they fetch nothing, run nothing and take no date."""
    for part, story in docx.stories.items():
        for each in story.notes.fields.instructions:
            if each.name and each.name not in FIELDS:
                yield part, f"a field {each.name[:20]}"
            elif each.name == "HYPERLINK" and each.argument and not SAFE_ADDRESS.fullmatch(each.argument):
                yield part, "a field HYPERLINK to something else than http, https or mailto"


def unknown_styleref(docx: Docx) -> Told:
    """STYLEREF names a heading's level or a style; what is unknown prints an error message (17.16.5.59)."""
    known = {style.name.casefold() for style in docx.sheet.styles} | set("123456789")
    for part, story in docx.stories.items():
        for each in story.notes.fields.instructions:
            if each.name == "STYLEREF" and each.argument.casefold() not in known:
                yield part, "a field STYLEREF names a style that is not there"


# ---------------------------------------------------------------- styles


def missing_style(docx: Docx) -> Told:
    for part, used in used_styles(docx).items():
        for kind, id in sorted(used):
            if id not in docx.sheet.by_id:
                yield part, f"the {kind} style {id} is not there"


def style_of_wrong_type(docx: Docx) -> Told:
    for part, used in used_styles(docx).items():
        for kind, id in sorted(used):
            if id in docx.sheet.by_id and docx.sheet.by_id[id].type != kind:
                yield part, f"{id} is used as a {kind} style, but it is a {docx.sheet.by_id[id].type} style"


def used_styles(docx: Docx) -> dict[str, set[tuple[str, str]]]:
    """The styles that each part names: type and id."""
    used = {part: set(story.notes.styles) for part, story in docx.stories.items()}
    used[docx.styles] = {related for style in docx.sheet.styles for related in style.related}
    for part, root in docx.trees.get("numbering", ()):
        used[part] = {("paragraph", id) for id in strings(LIST_STYLES, root)}
    return used


def style_twice(docx: Docx) -> Told:
    for doubled in twice(style.id for style in docx.sheet.styles):
        yield docx.styles, f"two styles have the id {doubled}"


def style_circle(docx: Docx) -> Told:
    for style in docx.sheet.styles:
        if style.based_on and list(docx.sheet.chain(style.id))[-1].based_on in docx.sheet.by_id:
            yield docx.styles, f"the style {style.id} is based on itself in the end"


def no_language(docx: Docx) -> Told:
    """Readers aloud, hyphenation and PDF/UA need to know the language (17.3.2.20)."""
    if docx.styles and not docx.sheet.language:
        yield docx.styles, "the defaults of the document name no language"


# ---------------------------------------------------------------- accessibility


def heading_gap(docx: Docx) -> Told:
    """Headings begin at level 1 and no level is left out on the way down (PDF/UA-1, 7.4.2)."""
    for above, below in pairwise((0, *docx.stories[docx.main].notes.headings)):
        if below > above + 1:
            yield docx.main, f"a heading of level {below} follows one of level {above}"


def table_without_header(docx: Docx) -> Told:
    """A table of data has a header row that repeats (PDF/UA-1, 7.5); a table for layout says so by its style.

    For layout is a table whose style, or one that it is based on, has a name that begins with "Layout" or
    "Rozvržení". Tables in headers, footers and notes are not asked.
    """
    for ordinal, style in docx.stories[docx.main].notes.headless:
        if not any(each.name.casefold().startswith(LAYOUT) for each in docx.sheet.chain(style)):
            yield docx.main, f"table {ordinal} of the document has no header row and no style for layout"
