"""The scripts in English: each sentence has its twin, and none is kept that nobody says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from assembler.web import statics

SAID = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')
PLACES = re.compile(r"\{\w+\}")
CALLED_OTHERWISE = re.compile(r"""\bsay\(\s*(?!"|sentence, values)""")
DICTIONARY, SPEAKER = "english.js", "say.js"


def scripts() -> list[Path]:
    """Our own, without what others made."""
    found = [*statics.FOLDER.glob("*.js"), *(statics.FOLDER / "rich").glob("*.js")]
    return sorted(each for each in found if each.name not in (DICTIONARY, SPEAKER))


def dictionary() -> dict[str, str]:
    text = (statics.FOLDER / DICTIONARY).read_text("utf-8")
    found: dict[str, str] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return found


def said() -> set[str]:
    return {sentence for script in scripts() for sentence in SAID.findall(script.read_text("utf-8"))}


def test_every_sentence_of_the_scripts_has_its_english_and_no_english_is_idle() -> None:
    """What a script says anew needs its line in english.js."""
    assert len(said()) > 50
    assert said() == {*dictionary()}


def test_the_english_keeps_the_places_of_values() -> None:
    """A place that is missing loses a value; one too many stands there in braces."""
    for sentence, english in dictionary().items():
        assert sorted(PLACES.findall(sentence)) == sorted(PLACES.findall(english)), sentence


def test_what_is_said_stands_as_a_plain_text_where_it_is_said() -> None:
    """A sentence put together before it is said would have no key."""
    for script in scripts():
        assert not CALLED_OTHERWISE.search(script.read_text("utf-8")), script.name


def test_no_czech_sentence_stands_outside_of_say() -> None:
    """Words that a script only looks for (months, sums, „ano“) are regular expressions, or lists of the language."""
    czech = re.compile(r'["`][^"`\n]*[ěščřžýáíéůúťďň][^"`\n]*["`]', re.IGNORECASE)
    for script in scripts():
        text = re.sub(r"//.*", "", SAID.sub("", script.read_text("utf-8")))
        left = [each for each in czech.findall(text) if not re.match(r'"ledna\|', each)]
        assert not left, script.name
