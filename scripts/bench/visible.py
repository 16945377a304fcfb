"""The visible text of a DOCX: to prove that two engines made the same document."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from assembler.word.xml import w

STORY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
SEEN = {w("tab"): "\t", w("br"): "\n"}
PARAGRAPH, TEXT, MARK = w("p"), w("t"), w("fldChar")


def paragraphs(docx: bytes) -> list[str]:
    """The texts of all paragraphs that show any: of headers and footers and of the body.

    Results of fields are left out (numbers of captions, contents, pages): docxtpl computes none of them.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        stories = sorted(name for name in archive.namelist() if STORY.fullmatch(name))
        texts = [text for name in stories for text in story(etree.fromstring(archive.read(name)))]
    return [text for text in texts if text.strip()]


def story(root: etree._Element) -> list[str]:
    """The text of each paragraph of a part."""
    texts: list[str] = []
    results: list[bool] = []  # for each open field: are we in its result?
    for element in root.iter(PARAGRAPH, TEXT, MARK, *SEEN):
        if element.tag == PARAGRAPH:
            texts.append("")
        elif element.tag == MARK:
            follow(results, element.get(w("fldCharType"), ""))
        elif texts and not any(results) and in_run(element):
            texts[-1] += SEEN.get(str(element.tag)) or element.text or ""
    return texts


def follow(results: list[bool], kind: str) -> None:
    if kind == "begin":
        results.append(False)
    elif kind == "separate":
        results[-1] = True
    else:
        results.pop()


def in_run(element: etree._Element) -> bool:
    """A w:tab may also be a tab stop of paragraph properties."""
    parent = element.getparent()
    return parent is not None and parent.tag == w("r")
