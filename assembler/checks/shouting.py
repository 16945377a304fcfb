"""Slovo velkými písmeny: an ordinary word that shouts („ZMĚNA“) is no abbreviation.

Of tokens that are letters in capitals only, these are taken for words, all others may be abbreviations:

- one of at least four letters that the text has also in small letters, or with a capital first only („doma“ for DOMA);
- one of at least five that differs from such a word by its ending only („změny“ for ZMĚNA, „Excelem“ for EXCELU);
- one of at least six in which vowels stand between consonants as in a word („DEKLARACE“, but not „KPSVPOZ“).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

EXACT, INFLECTED, READABLE = 4, 5, 6  # letters
VOWELS = "AEIOUYÁÉĚÍÓÚŮÝ"
LIKE_A_WORD = re.compile(rf"[^{VOWELS}]{{0,3}}(?:[{VOWELS}]{{1,2}}[^{VOWELS}]{{1,2}})+[{VOWELS}]{{0,2}}")
ENDING = 3  # letters in which inflected words differ


def words(tokens: Iterable[str], text: str) -> set[str]:
    """Those of the tokens that are ordinary words; `text` is everything that people read."""
    loud = {each for each in tokens if each.isalpha() and each.isupper() and len(each) >= EXACT}
    readable = {each for each in loud if len(each) >= READABLE and LIKE_A_WORD.fullmatch(each)}
    return readable | {each for each in loud - readable if quiet(each).search(text)}


def quiet(token: str) -> re.Pattern[str]:
    """What finds a word in small letters, or with a capital first only; a long one whatever its ending is."""
    lower = token.lower()
    if len(token) < INFLECTED:
        rest = lower[1:]
    else:
        rest = (lower[1:-1] if token[-1] in VOWELS else lower[1:]) + rf"[^\W\d_A-Z]{{0,{ENDING}}}"
    return re.compile(rf"\b[{lower[0]}{token[0]}]{rest}\b")
