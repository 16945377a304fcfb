"""Files of the command line: unreadable ones are refused, results are whole or not there, what fails is a sentence."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

import pytest

from assembler import pipeline
from assembler.errors import Overrun, TemplateError
from assembler.word.validate import Fault, lint
from tests.bad_input import ENGLISH
from tests.command_line import DONE, FINDINGS, INTERRUPTED, MACHINERY, MINIMAL, PISEK, USAGE, failing, run, written
from tests.service import SECRET, quick


@pytest.fixture
def quick_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)


# ---------------------------------------------------------------- unreadable content


@pytest.mark.parametrize(
    ("name", "data", "code", "sentence"),
    [
        ("x.yaml", None, USAGE, "nejde přečíst: taková cesta neexistuje"),
        ("x.txt", b"title: x", USAGE, "Soubor s příponou „.txt“ neumíme číst. Umíme: .json, .yaml, "),
        ("x.yaml", b"", FINDINGS, "Soubor je prázdný."),
        ("x.yaml", b"\xff\xfe\x00", FINDINGS, "Soubor není v kódování UTF-8 (první chybný znak je na 1. místě)."),
        ("x.yaml", b"title: [", FINDINGS, "YAML"),
        ("x.yaml", b"title: !!python/object/apply:os.system ['id']", FINDINGS, "CHYBA"),
        ("x.json", b'{"title": ', FINDINGS, "Soubor není platný JSON: chyba je na řádku 1 ve sloupci"),
        ("x.json", b"[" * 100_000, FINDINGS, "Soubor je vnořen hlouběji"),
        ("x.json", b'{"title": NaN}', FINDINGS, "„NaN“ není číslo, které JSON zná."),
        ("x.json", b"null", FINDINGS, "CHYBA"),
        ("x.json", b"[1, 2]", FINDINGS, "CHYBA"),
    ],
)
def test_content_that_cannot_be_read_is_refused_in_czech(
    tmp_path: Path, name: str, data: bytes | None, code: int, sentence: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    for command in (["check", path], ["assemble", path, "-o", tmp_path / "x.docx"]):
        said = run(*command)
        assert said.code == code
        assert sentence in said.err
        assert not ENGLISH.search(said.err), said.err
    assert not (tmp_path / "x.docx").exists()


def test_a_folder_and_a_circle_of_links_are_no_content(tmp_path: Path) -> None:
    (tmp_path / "složka.yaml").mkdir()
    (tmp_path / "kruh.yaml").symlink_to(tmp_path / "kruh.yaml")
    assert "nejde přečíst: je to složka." in run("check", tmp_path / "složka.yaml").err
    assert "nejde přečíst: odkazy vedou v kruhu." in run("check", tmp_path / "kruh.yaml").err


def test_a_file_that_is_too_big_is_not_read_whole(tmp_path: Path) -> None:
    """A gigabyte of nothing is refused as quickly as the limit can be read."""
    path = tmp_path / "x.json"
    with path.open("wb") as file:
        file.truncate(10**9)
    said = run("check", path)
    assert said.code == FINDINGS
    assert "Soubor je větší než 40 MB." in said.err


# ---------------------------------------------------------------- files whole or not at all


def full_disk(monkeypatch: pytest.MonkeyPatch, after: int = 0) -> None:
    """A disk on which there is no place left after so many files."""
    left = iter(range(after))

    def fsync(_: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.usefixtures("quick_converter")
@pytest.mark.parametrize("after", [0, 1])
def test_a_full_disk_leaves_the_old_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Both of them, also when the first would have fitted; nothing half-written stays behind."""
    for name in ("x.docx", "x.pdf"):
        written(tmp_path, f"dřívější {name}", name)
    full_disk(monkeypatch, after)
    said = run("assemble", PISEK, "-o", tmp_path / "x.docx", "--pdf")
    assert said.code == MACHINERY
    assert "na disku není místo" in said.err
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        name: f"dřívější {name}" for name in ("x.docx", "x.pdf")
    }


@pytest.mark.usefixtures("quick_converter")
def test_an_interrupted_writing_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    output = written(tmp_path, "dřívější", "x.docx")
    monkeypatch.setattr(os, "fsync", interrupted)
    assert run("assemble", PISEK, "-o", output).code == INTERRUPTED
    assert [path.read_text() for path in tmp_path.iterdir()] == ["dřívější"]


def test_a_failed_assembly_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = written(tmp_path, "dřívější", "x.docx")
    failing(monkeypatch, RuntimeError())
    assert run("assemble", PISEK, "-o", output).code == MACHINERY
    assert [path.read_text() for path in tmp_path.iterdir()] == ["dřívější"]


def test_a_file_is_replaced_with_its_permissions_and_a_link_stays_a_link(tmp_path: Path) -> None:
    kept = written(tmp_path, "dřívější", "archiv.docx")
    kept.chmod(0o640)
    link = tmp_path / "x.docx"
    link.symlink_to(kept)
    assert run("assemble", PISEK, "-o", link, "--no-pages").code == DONE
    assert link.is_symlink()
    assert lint(kept.read_bytes()) == ()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    """Not those of a temporary one, which nobody else could read."""
    assert run("assemble", PISEK, "-o", tmp_path / "x.docx", "--no-pages").code == DONE
    assert stat.S_IMODE((tmp_path / "x.docx").stat().st_mode) == stat.S_IMODE(written(tmp_path, "").stat().st_mode)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("není/x.docx", "taková cesta neexistuje"), ("složka.docx", "je to složka"), ("soubor/x.docx", "taková cesta")],
)
def test_a_place_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "složka.docx").mkdir()
    written(tmp_path, "", "soubor")
    said = run("assemble", MINIMAL, "-o", tmp_path / name)
    assert said.code == USAGE
    assert said.err.startswith(f"Do souboru „{tmp_path / name}“ nelze zapsat: {sentence}")
    assert "…" not in said.err


def test_the_place_of_the_pdf_is_looked_at_as_well(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    said = run("assemble", MINIMAL, "-o", tmp_path / "x.docx", "--pdf")
    assert (said.code, list(tmp_path.iterdir())) == (USAGE, [tmp_path / "x.pdf"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_is_written_to_and_never_replaced() -> None:
    full = Path("/dev/full")
    before = full.stat().st_rdev
    said = run("assemble", PISEK, "-o", full, "--no-pages")
    assert said.code == MACHINERY
    assert "Výsledek se nepodařilo zapsat: na disku není místo." in said.err
    assert full.is_char_device()
    assert full.stat().st_rdev == before
    assert run("assemble", PISEK, "-o", os.devnull, "--no-pages").code == DONE
    assert run("assemble", PISEK, "-o", full, "--pdf").code == USAGE  # /dev/full.pdf: nobody wants a file there


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (
            RuntimeError(SECRET),
            MACHINERY,
            "Chyba programu, ne obsahu. Prosíme, nahlaste ji s tímto údajem: RuntimeError <",
        ),
        (MemoryError(), MACHINERY, "Tomuto počítači na to nestačí paměť."),
        (OSError(errno.EDQUOT, SECRET), MACHINERY, "Počítač odmítl práci se soubory: váš podíl na disku je plný."),
        (OSError(errno.EIO, SECRET), MACHINERY, "Počítač odmítl práci se soubory: systém hlásí EIO."),
        (Overrun("Čtení textů trvalo příliš dlouho.", SECRET), MACHINERY, "Čtení textů trvalo příliš dlouho."),
        (TemplateError("Chybí {% endif %}.", "3. odstavec"), USAGE, "Chybí {% endif %}. (3. odstavec)"),
        (KeyboardInterrupt(), INTERRUPTED, ""),
    ],
)
def test_whatever_fails_is_one_czech_sentence_without_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, sentence: str
) -> None:
    failing(monkeypatch, error)
    said = run("assemble", PISEK, "-o", tmp_path / "x.docx")
    assert said.code == code
    assert said.err.startswith(sentence)
    assert SECRET not in said.err
    assert len(said.err.splitlines()) == bool(sentence)


def test_a_faulty_document_is_not_written_and_the_log_names_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pipeline, "lint", lambda data: (Fault("no_body", "word/document.xml", "there is no body"),))
    said = run("assemble", PISEK, "-o", tmp_path / "x.docx")
    assert said.code == MACHINERY
    assert "je to chyba programu, ne obsahu. Nic se neztratilo." in said.err
    assert re.search(r"content [0-9a-f]{64}: .*no_body", caplog.text)
    assert list(tmp_path.iterdir()) == []
