"""Words in capitals: which are ordinary words, which may be abbreviations that want explaining."""

from __future__ import annotations

import pytest

from assembler.checks import NO_RULESET, Scope, run
from assembler.checks.shouting import words
from schemas.loading import load


@pytest.mark.parametrize(
    ("token", "text"),
    [
        ("ZMĚNA", "Schvaluje změny plánu."),
        ("EXCELU", "Tabulka je z Excelem psaná."),
        ("DOMA", "Zůstat doma."),
        ("DEKLARACE", ""),
        ("EXCELU", ""),
        ("STRATEGIE", ""),
    ],
)
def test_an_ordinary_word_in_capitals_is_no_abbreviation(token: str, text: str) -> None:
    assert words({token}, text) == {token}


@pytest.mark.parametrize(
    ("token", "text"),
    [
        ("SPRSS", "Plán a jeho sprchy."),
        ("OSPOD", "Hospodaření s ospalostí."),
        ("KPSVPOZ", ""),
        ("NZDM", "nzdar"),
        ("MAP", "Podle map území."),  # three letters are too few to tell
        ("DPSS", "SPRSS, DPSS"),
        ("MAPA", "Podle mapy."),  # four letters: only the very same word
        ("ZMĚNA", "ZMĚNA ZMĚNY"),  # nothing in small letters
        ("OP3", "op3"),
    ],
)
def test_what_may_be_an_abbreviation_stays_one(token: str, text: str) -> None:
    assert words({token}, text) == set()


def test_a_word_that_shouts_is_not_asked_to_be_explained() -> None:
    loaded = load({"title": "Plán", "foreword": {"text": "Je to ZMĚNA. O změně rozhodl KPÚX podle EXCELU."}})
    assert loaded.plan
    found = [each.message for each in run(loaded.plan, Scope(ruleset=NO_RULESET)) if "abbreviation" in each.code]
    assert len(found) == 1
    assert "KPÚX" in found[0]
