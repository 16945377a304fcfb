"""Settings: read from the environment, and never guessed."""

from __future__ import annotations

import pytest

from assembler.errors import AssemblerError
from assembler.settings import DEFAULTS, Settings


def test_without_variables_the_defaults_hold() -> None:
    assert Settings.from_environment({"PATH": "/bin", "ASSEMBLER_SOFFICE": ""}) == DEFAULTS


@pytest.mark.parametrize(
    ("variable", "text", "expected"),
    [
        ("ASSEMBLER_CONVERSION_SECONDS", "120", Settings(conversion_seconds=120)),
        ("ASSEMBLER_SOFFICE", "/opt/soffice", Settings(soffice="/opt/soffice")),
        ("ASSEMBLER_ALLOW_NETWORK_FOR_CONVERSION", "ano", Settings(allow_network_for_conversion=True)),
        ("ASSEMBLER_ALLOW_NETWORK_FOR_CONVERSION", "False", Settings(allow_network_for_conversion=False)),
    ],
)
def test_a_variable_sets_the_setting_of_its_name(variable: str, text: str, expected: Settings) -> None:
    assert Settings.from_environment({variable: text}) == expected


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("ASSEMBLER_PANDOC_SECONDS", "deset"),
        ("ASSEMBLER_PANDOC_SECONDS", "0"),
        ("ASSEMBLER_PANDOC_SECONDS", "-5"),
        ("ASSEMBLER_ALLOW_NETWORK_FOR_CONVERSION", "snad"),
    ],
)
def test_a_value_that_does_not_fit_stops_and_names_the_variable(variable: str, text: str) -> None:
    with pytest.raises(AssemblerError) as raised:
        Settings.from_environment({variable: text})
    assert variable in raised.value.message
