"""Headings, captions and contents: the template's own become marks that are counted and filled while rendering."""

from __future__ import annotations

from lxml import etree

from assembler.errors import TemplateError
from assembler.word.compiler.fields import Field, fields_of
from assembler.word.compiler.prepare import constant
from assembler.word.compiler.tree import after, append, before, prepend, remove
from assembler.word.styles import Styles
from assembler.word.xml import number, w


def mark_headings(root: etree._Element, styles: Styles) -> None:
    """Each paragraph of a style with an outline level: {{ level|_heading(numId, ilvl) }} … {{ 0|_end }}."""
    for paragraph in root.iter(w("p")):
        style = paragraph_style(paragraph, styles)
        level = styles.outline(style)
        if level is None:
            continue
        itself = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        listed = styles.by_id[style].list
        num, ilvl = (listed.num, listed.level) if listed else (0, 0)
        if itself is not None:  # the paragraph overrides its style; 0 takes it out of the list
            num = number(itself)
        prepend(paragraph, "{{ %d|_heading(%d, %d) }}" % (level + 1, num, ilvl))
        append(paragraph, "{{ 0|_end }}")


def paragraph_style(paragraph: etree._Element, styles: Styles) -> str:
    element = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return element.get(w("val"), styles.default) if element is not None else styles.default


def mark_fields(root: etree._Element) -> None:
    """SEQ fields count while rendering; TOC fields are filled once all headings and captions are known."""
    for field in list(fields_of(root)):
        if field.name == "SEQ":
            mark_sequence(field)
        elif field.name == "TOC":
            mark_contents(field)


def mark_sequence(field: Field) -> None:
    """A caption: its paragraph is a target for lists and references, its number a label."""
    words = field.instruction.split()
    paragraph = enclosing_paragraph(field.begin)
    if len(words) < 2 or field.separate is None or field.end is None:
        raise TemplateError(f"Pole {field.instruction.strip()} nemá jméno řady nebo výsledek.")
    name = constant(words[1])
    for run in field.result:
        remove(run)
    after(field.separate, "{{ %s|_number }}" % name)
    before(field.begin, "{{ %s|_label }}" % name)
    after(field.end, "{{ 0|_label_end }}")
    prepend(paragraph, "{{ %s|_caption }}" % name)
    append(paragraph, "{{ 0|_end }}")


def mark_contents(field: Field) -> None:
    """A contents or list of tables: its paragraphs give way to one mark that knows the field's instruction."""
    assert field.end is not None  # noqa: S101 - fields_of yields finished fields
    first, last = enclosing_paragraph(field.begin), enclosing_paragraph(field.end)
    parent = first.getparent()
    if parent is None or last.getparent() is not parent:
        raise TemplateError("Obsah (pole TOC) musí začínat i končit na stejné úrovni dokumentu.")
    before(first, "{{ %s|_contents }}" % constant(field.instruction.strip()))
    for paragraph in list(parent)[parent.index(first) : parent.index(last) + 1]:
        remove(paragraph)


def enclosing_paragraph(run: etree._Element) -> etree._Element:
    for ancestor in run.iterancestors(w("p")):
        return ancestor
    raise TemplateError("Pole stojí mimo odstavec.")
