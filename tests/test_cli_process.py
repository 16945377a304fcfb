"""The command line as a process: pipes, terminals, rights, signals."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from assembler.convert.pdf import page_count
from assembler.word.validate import lint
from tests.command_line import (
    DACICE,
    DONE,
    FINDINGS,
    INTERRUPTED,
    MACHINERY,
    MINIMAL,
    PISEK,
    UNPRIVILEGED,
    USAGE,
    WITH_ERRORS,
    ended,
    started,
    written,
)
from tests.left_behind import needs_libreoffice, running


def test_the_document_goes_to_a_pipe(tmp_path: Path) -> None:
    content = written(tmp_path, WITH_ERRORS)
    ended("assemble", content, "-o", tmp_path / "x.docx", "--no-pages")
    piped = ended("assemble", content, "-o", "/dev/stdout", "--no-pages")
    assert piped.returncode == FINDINGS
    assert piped.stdout == (tmp_path / "x.docx").read_bytes()


def test_a_reader_that_has_seen_enough_changes_nothing(tmp_path: Path) -> None:
    """… | head: the exit code is still that of the content, and the document is written."""
    content, output = written(tmp_path, WITH_ERRORS), tmp_path / "x.docx"
    read, write = os.pipe()
    os.close(read)
    try:
        answered = ended("check", content, "--json", stdout=write)
        told = ended("assemble", content, "-o", output, "--no-pages", stderr=write)
    finally:
        os.close(write)
    assert (answered.returncode, answered.stderr) == (FINDINGS, b"")
    assert told.returncode == FINDINGS
    assert lint(output.read_bytes()) == ()


def test_an_answer_that_cannot_be_written_is_no_success() -> None:
    with Path("/dev/full").open("wb") as full:
        said = ended("schema", "action_plan", stdout=full)
    assert said.returncode == MACHINERY
    assert said.stderr.decode() == "Počítač odmítl práci se soubory: na disku není místo.\n"


@pytest.mark.parametrize("encoding", ["ascii", "iso8859-2"])
def test_answers_are_utf8_whatever_the_terminal(encoding: str) -> None:
    """A schema that a pipe hands over can be read by the next program; what people read is never a failure."""
    environment = os.environ | {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    said = ended("schema", "action_plan", env=environment)
    assert (said.returncode, json.loads(said.stdout)["title"]) == (DONE, "Plán")
    assert ended("schema", "plán", env=environment).returncode == USAGE


def test_a_file_name_in_no_encoding_is_told_all_the_same(tmp_path: Path) -> None:
    output = tmp_path / os.fsdecode(b"pl\xe1n.docx")
    said = ended("assemble", written(tmp_path, WITH_ERRORS), "-o", output, "--no-pages", "--json")
    assert said.returncode == FINDINGS, said.stderr
    assert json.loads(said.stdout)["outputs"] == [str(output)]
    assert output.exists()


def test_what_may_not_be_read_or_written_is_told(tmp_path: Path) -> None:
    content = written(tmp_path, "title: x")
    content.chmod(0)
    read = ended("check", content, by=UNPRIVILEGED)
    tmp_path.chmod(0o500)
    write = ended("assemble", MINIMAL, "-o", tmp_path / "x.docx", by=UNPRIVILEGED)
    tmp_path.chmod(0o700)
    assert (read.returncode, write.returncode) == (USAGE, USAGE)
    assert "nejde přečíst: nemáte k tomu oprávnění." in read.stderr.decode()
    assert "nelze zapsat: nemáte k tomu oprávnění." in write.stderr.decode()


def test_a_file_that_the_system_does_not_let_grow_is_not_half_written(tmp_path: Path) -> None:
    """A real failure in the middle of the bytes: the limit of file sizes of the process."""
    output = written(tmp_path, "dřívější", "x.docx")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))

    said = ended("assemble", written(tmp_path, "title: Plán\n"), "-o", output, "--no-pages", preexec_fn=limit)
    assert said.returncode == MACHINERY
    assert sorted(path.name for path in tmp_path.iterdir()) == ["obsah.yaml", "x.docx"]
    assert output.read_text() == "dřívější"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, INTERRUPTED), (signal.SIGTERM, 128 + signal.SIGTERM)])
def test_a_command_that_is_stopped_ends_at_once_and_quietly(tmp_path: Path, number: signal.Signals, code: int) -> None:
    output = written(tmp_path, "dřívější", "x.docx")
    with started("assemble", DACICE, "-o", output, "--no-pages") as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "… načítání obsahu\n"
        process.send_signal(number)
        assert process.wait(20) == code
        assert "Traceback" not in process.stderr.read()
    assert [path.read_text() for path in tmp_path.iterdir()] == ["dřívější"]


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_while_it_converts_leaves_no_process_and_no_file(
    tmp_path: Path, number: signal.Signals
) -> None:
    temporary = tmp_path / "dočasné"
    temporary.mkdir()
    with started("assemble", DACICE, "-o", tmp_path / "x.docx", TMPDIR=str(temporary)) as process:
        assert process.stderr is not None
        while "převod do PDF" not in process.stderr.readline():
            assert process.poll() is None
        while not list(temporary.glob("*/in.docx")):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(number)
        assert process.wait(20) == 128 + number
        assert "Traceback" not in process.stderr.read()
    assert running(str(temporary)) == []
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "x.docx").exists()


@pytest.mark.slow
@needs_libreoffice
def test_every_format_is_really_made(tmp_path: Path) -> None:
    for name, magic in (("x.odt", b"PK"), ("y.docx", b"PK")):
        said = ended("assemble", PISEK, "-o", tmp_path / name, "--state", "approval", "--pdf", "--json")
        assert said.returncode == DONE, said.stderr
        told = json.loads(said.stdout)
        pdf = (tmp_path / name).with_suffix(".pdf")
        assert told["outputs"] == [str(tmp_path / name), str(pdf)]
        assert told["pages"] == page_count(pdf.read_bytes())
        assert (tmp_path / name).read_bytes().startswith(magic)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, DONE), (signal.SIGTERM, DONE)])
def test_the_service_starts_says_where_and_ends_when_it_is_told(number: signal.Signals, code: int) -> None:
    with started("serve", "--port", "0") as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        with urllib.request.urlopen(f"{found[0]}/health/live", timeout=20) as answer:
            assert json.load(answer) == {"live": True}
        process.send_signal(number)
        assert process.wait(20) == code
        assert "Služba skončila." in process.stdout.read()
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
