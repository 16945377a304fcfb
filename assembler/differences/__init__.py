"""Rozdíly: what changed between two contents, as data, in words, and put back on. Pure: contents in, values out.

changes = difference(old, new)
apply(changes, old) == new
in_words(changes, old, new)      „přibyla 3 opatření, rozpočet +120 000 Kč“
"""

from assembler.differences.applying import apply
from assembler.differences.change import Change, Kind
from assembler.differences.finding import difference
from assembler.differences.words import in_words

__all__ = ["Change", "Kind", "apply", "difference", "in_words"]
