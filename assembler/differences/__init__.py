"""Rozdíly: what changed between two contents, as data, in words, and put back on. Pure: contents in, values out.

changes = difference(old, new)
apply(changes, old) == new
in_words(changes, old, new)      „přibyla 3 opatření, rozpočet +120 000 Kč“
merge(base, mine, theirs)        three versions become one; what both changed are collisions
rewritten(before, after)         a text word by word: the changed places with what stands around them
"""

from assembler.differences.applying import apply
from assembler.differences.change import Change, Kind
from assembler.differences.finding import difference
from assembler.differences.merging import Collision, Merged, merge
from assembler.differences.rewriting import Fate, Piece, Rewritten, rewritten
from assembler.differences.words import in_words

__all__ = [
    "Change",
    "Collision",
    "Fate",
    "Kind",
    "Merged",
    "Piece",
    "Rewritten",
    "apply",
    "difference",
    "in_words",
    "merge",
    "rewritten",
]
