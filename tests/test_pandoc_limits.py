"""Formatted texts that pandoc cannot manage, and a pandoc that fails: ended in time, named, nothing left behind."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assembler.convert import pandoc
from assembler.convert.pandoc import TextTooHard, read_all
from assembler.convert.process import Ended
from assembler.errors import MachineryError, Overrun, Starved, Unavailable
from assembler.settings import Settings
from tests.left_behind import nothing_left, running

QUICK = Settings(pandoc_seconds=2)


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with nothing_left(tmp_path / "temporary", monkeypatch):
        yield


SELF_REFERRING = "text[^1]\n\n[^1]: poznámka [^1]"
NASTY = {
    "20,000 nested quotes": (">" * 20_000 + "x", "commonmark"),
    "1,000 nested lists": ("- " * 1_000 + "x", "commonmark"),
    "50,000 open brackets": ("[" * 50_000, "commonmark"),
    "50,000 pairs of brackets": ("[" * 50_000 + "]" * 50_000, "commonmark"),
    "asterisks": ("*" * 100_000 + "a" + "*" * 90_000, "commonmark"),
    "notes that refer to each other": ("[^1]: a[^2]\n\n[^2]: b[^1]\n\nx[^1]", "commonmark"),
    "a cell a character": ("|a" * 40_000 + "|\n" + "|-" * 40_000 + "|\n", "commonmark"),
    "100,000 line ends": ("\n" * 100_000 + "x", "commonmark"),
    "nested divisions": ("<div>" * 39_000, "html"),
    "nested lists in HTML": ("<ul><li>" * 20_000, "html"),
    "nested tables in HTML": ("<table><tr><td>" * 10_000, "html"),
    "a cell over 100,000,000 columns": ("<table><tr><td colspan=100000000>x</td></tr></table>", "html"),
    "mathematics": ("<math>" * 30_000, "html"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", NASTY)
def test_nasty_texts_are_read_or_refused_in_time(case: str) -> None:
    begin = time.monotonic()
    assert refused([("před", "commonmark"), NASTY[case], ("po", "commonmark")]) in (None, 1)
    assert time.monotonic() - begin < Settings().pandoc_seconds + 5


def refused(texts: Sequence[tuple[str, str]]) -> int | None:
    """The place of the text that is too hard, if one is."""
    try:
        read_all(texts)
    except TextTooHard as hard:
        return hard.index
    return None


def test_a_text_nested_too_deep_is_named() -> None:
    with pytest.raises(TextTooHard) as raised:
        read_all([("a", "commonmark"), ("b", "plain"), ("> " * 200 + "x", "commonmark"), ("c", "commonmark")])
    assert raised.value.index == 2


def test_a_text_that_pandoc_cannot_end_is_named_and_told_as_a_finding() -> None:
    with pytest.raises(TextTooHard) as raised:
        read_all([("a", "html"), ("b", "plain"), ("c", "commonmark"), (SELF_REFERRING, "commonmark")], QUICK)
    finding = raised.value.finding("/goals/0/text")
    assert (raised.value.index, finding.code, finding.pointer) == (3, "text_too_hard", "/goals/0/text")


def test_sensible_nesting_is_read() -> None:
    text = "\n".join("  " * level + "- x" for level in range(9)) + "\n\n" + "> " * 9 + "x"
    assert str(read_all([(text, "commonmark")])).count("'x'") == 10


def program_of(tmp_path: Path, script: str) -> str:
    path = tmp_path / "pandoc"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("while :; do echo '{\"blocks\":[]}'; sleep 0.2; done", Starved),
        ("trap '' TERM; sleep 100 & wait", Starved),  # it waited for something else: no text is to blame
        ("while :; do :; done", TextTooHard),
        ("exit 1", MachineryError),
        ("kill -SEGV $$", MachineryError),
        ("exit 0", MachineryError),
        ("printf '{\"blo'", MachineryError),
        ("exit 251", TextTooHard),
        ("yes", MachineryError),
    ],
)
def test_a_failing_pandoc_ends_in_time_with_the_right_error(
    script: str, expected: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = program_of(tmp_path, script)
    monkeypatch.setattr(pandoc, "program", lambda: path)
    begin = time.monotonic()
    with pytest.raises(expected):
        read_all([("x", "commonmark")] * 300, QUICK)
    assert time.monotonic() - begin < QUICK.pandoc_seconds + 5
    assert not running(path)


@pytest.mark.parametrize(("busy", "expected"), [(0.4, Starved), (0.6, Overrun)])
def test_many_texts_that_took_too_long_may_be_read_another_time_only_if_pandoc_waited_for_a_processor(
    busy: float, expected: type[Overrun], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Ended(-9, b'{"blocks":[]}\n', "", late=True, silent=0.1, busy=busy)
    monkeypatch.setattr(pandoc, "run_pandoc", lambda *_: ended)
    with pytest.raises(Overrun) as raised:
        read_all([("x", "commonmark")] * 2, QUICK)
    assert type(raised.value) is expected


def test_pandoc_sees_no_environment_and_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSEMBLER_SECRET", "TAJNE")
    path = program_of(tmp_path, f"env > {tmp_path}/seen; ls -A >> {tmp_path}/seen; exit 251")
    monkeypatch.setattr(pandoc, "program", lambda: path)
    with pytest.raises(TextTooHard):
        read_all([("x", "commonmark")])
    seen = (tmp_path / "seen").read_text().split()
    assert {line.partition("=")[0] for line in seen} == {"HOME", "LANG", "PATH", "PWD"}


def test_without_pandoc_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise OSError("no pandoc")

    monkeypatch.setattr("pypandoc.get_pandoc_path", missing)
    pandoc.program.cache_clear()
    with pytest.raises(Unavailable, match="no pandoc"):
        read_all([("x", "commonmark")])


def test_the_version_is_that_of_the_bundled_pandoc() -> None:
    assert tuple(map(int, pandoc.version().split("."))) >= (3, 9)
