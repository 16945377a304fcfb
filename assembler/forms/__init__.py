"""Formuláře: a part of the content as a form, made from the schemas, and what was typed into it as new content. Pure.

form = form_of(content, steps)                           what a page shows: fields with their values, lists, tables
typed = read(form, posted)                               what of it was changed: edits, and what is wrong with them
merged(content, steps, typed.edits)                      the content with the edits in it

What was not touched stays in the content to the last sign, whatever it is: keys that no form knows, values of a wrong
type, numbers with idle zeros. A field is touched when it comes back other than it was shown.
"""

from __future__ import annotations

from assembler.forms.merging import Merged, done, merged
from assembler.forms.model import Form
from assembler.forms.pages import Chapter, form_of, overview, pages_of
from assembler.forms.reading import Deed, Edit, Typed, in_the_whole, read
from assembler.forms.referring import referable
from assembler.forms.units import recounted, unit_changed

__all__ = [
    "Chapter",
    "Deed",
    "Edit",
    "Form",
    "Merged",
    "Typed",
    "done",
    "form_of",
    "in_the_whole",
    "merged",
    "overview",
    "pages_of",
    "read",
    "recounted",
    "referable",
    "unit_changed",
]
