"""docs/deployment.md and deploy/: what is printed runs, what is named is there, units and proxies are well-formed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from assembler.cli.working import SIGNALLED
from assembler.settings import PREFIX, Settings
from assembler.web import create_app
from scripts.docs.settings import renewed
from tests.service import served_app

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
UNITS = ROOT / "deploy" / "systemd"
EXPECTED = re.compile(r"# → (\d{3})$", re.MULTILINE)
VARIABLE = re.compile(rf"\b{PREFIX}([A-Z_]+)\b")
CONFIGURATION = 'write-out = "%{stderr}%{http_code}\\n"\nnoproxy = "*"\nmax-time = 60\noutput = "/dev/null"\n'
METRIC = re.compile(r"\bassembler_[a-z_]+")
TOKEN = "token-of-the-tests"
LIKELY_EXPOSURE = 35  # of 100, as systemd-analyze counts: what bubblewrap needs is a third


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


# ---------------------------------------------------------------- the page


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_every_command_of_the_page_runs_as_it_is_printed(tmp_path: Path) -> None:
    """Also the backup, the rehearsal of its restore, and what the metrics say to whom."""
    settings = Settings(data=str(tmp_path / "data"), metrics_token=TOKEN)
    (tmp_path / ".curlrc").write_text(CONFIGURATION)
    program = tmp_path / "bin" / "assembler"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from assembler.cli import main; exit(main())" "$@"\n')
    program.chmod(0o755)
    project = copied(tmp_path / "project", program)
    with served_app(settings) as (_, port):
        ended = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", "".join(blocks("sh"))],
            cwd=project,
            env={
                "PATH": f"{program.parent}:{os.environ['PATH']}",
                "HOME": str(tmp_path),
                "TMPDIR": str(tmp_path),
                "PYTHONPATH": str(ROOT),
                "ASSEMBLER_DATA": settings.data,
                "SERVICE": f"http://127.0.0.1:{port}",
                "METRICS_TOKEN": TOKEN,
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert ended.returncode == 0, ended.stderr
    statuses = [line for line in ended.stderr.split() if re.fullmatch(r"\d{3}", line)]
    assert statuses == EXPECTED.findall("".join(blocks("sh")))
    assert ended.stderr.count("Vše souhlasí.") == 4
    assert ended.stdout.count("jana@dacice.example") == 2  # listed, and listed in what was restored


def copied(folder: Path, program: Path) -> Path:
    """The place where the page has the program: deploy/ beside .venv/."""
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "assembler").symlink_to(program)
    return folder


def test_every_setting_that_is_named_is_there() -> None:
    """In the page, the units, the example of compose and compose itself."""
    files = [ROOT / "compose.yaml", ROOT / "Containerfile", *(ROOT / "deploy").rglob("*.*"), ROOT / "docs/security.md"]
    for text in (PAGE, *(file.read_text(encoding="utf-8") for file in files)):
        named = {name.lower() for name in VARIABLE.findall(text)}
        assert named <= set(Settings.__slots__), named - set(Settings.__slots__)


def test_files_that_the_page_names_are_there() -> None:
    named = set(re.findall(r"`((?:deploy|scripts)/[\w./@-]+)`", PAGE))
    assert len(named) >= 5
    for name in named:
        assert (ROOT / name).exists(), name


def test_a_page_without_the_marks_of_its_table_is_not_written_over() -> None:
    with pytest.raises(ValueError, match="lacks the line"):
        renewed("# Deployment\n")


# ---------------------------------------------------------------- units


def settings_of(unit: Path) -> dict[str, str]:
    lines = [line for line in unit.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as the page installs them; the program is one that exists here."""
    for unit in UNITS.glob("assembler*"):
        told = re.sub(r"^ExecStart=/opt/assembler/\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(told)
        if unit.suffix == ".service":
            shutil.copy(UNITS / "hardening.conf", made(tmp_path / f"{unit.name}.d"))
    return tmp_path


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_units_and_finds_them_closed(installed: Path) -> None:
    environment = {**os.environ, "SYSTEMD_UNIT_PATH": f"{installed}:"}
    units = [f"./{name}" for name in ("assembler.service", "assembler-worker@1.service", "assembler-backup.timer")]
    for command in (
        ["verify", "--man=no", *units],
        ["security", "--offline=true", f"--threshold={LIKELY_EXPOSURE}", units[0], units[1]],
    ):
        ended = subprocess.run(
            ["systemd-analyze", *command], cwd=installed, env=environment, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "Unknown" not in ended.stderr


@pytest.mark.parametrize(
    "switch", ["RestrictNamespaces", "PrivateUsers", "ProtectKernelTunables", "ProtectKernelLogs", "ProcSubset"]
)
def test_units_leave_bubblewrap_what_it_needs(switch: str) -> None:
    """Each of these makes LibreOffice run without isolation, or not at all."""
    assert switch not in settings_of(UNITS / "hardening.conf")


def test_units_start_programs_of_this_repository() -> None:
    commands = {settings_of(unit)["ExecStart"] for unit in UNITS.glob("*.service")}
    for command in commands:
        program = command.split()[0].removeprefix("/opt/assembler/")
        assert program == ".venv/bin/assembler" or os.access(ROOT / program, os.X_OK), command


def test_who_is_stopped_in_order_has_not_failed() -> None:
    """A worker ends with 128 + SIGTERM; systemd would call that a failure, and wake somebody."""
    assert settings_of(UNITS / "assembler-worker@.service")["SuccessExitStatus"] == str(SIGNALLED + signal.SIGTERM)


# ---------------------------------------------------------------- nightly backups


@pytest.fixture
def nightly(tmp_path: Path) -> tuple[Path, Path]:
    """deploy/backup beside a program that only makes its folder; four old backups and a folder of somebody else."""
    program = tmp_path / "assembler"
    program.write_text('#!/bin/sh\n[ -z "$FAILS" ] && mkdir "$2"\n')
    program.chmod(0o755)
    folder = made(tmp_path / "backups")
    for name in ("2026-01-01T013000", "2026-01-02T013000", "2026-01-03T013000", "2026-01-04T013000", "of-somebody"):
        (folder / name / "files").mkdir(parents=True)
    return copied(tmp_path / "project", program) / "deploy" / "backup", folder


def test_of_nightly_backups_the_newest_are_kept_and_nothing_else_is_touched(nightly: tuple[Path, Path]) -> None:
    program, folder = nightly
    subprocess.run([program, folder, "3"], check=True)
    *kept, foreign = sorted(each.name for each in folder.iterdir())
    assert kept[:2] == ["2026-01-03T013000", "2026-01-04T013000"]
    assert len(kept) == 3
    assert foreign == "of-somebody"


def test_where_a_backup_fails_no_older_one_is_removed(nightly: tuple[Path, Path]) -> None:
    program, folder = nightly
    ended = subprocess.run([program, folder, "1"], env={**os.environ, "FAILS": "yes"}, check=False)
    assert ended.returncode == 1
    assert len(list(folder.iterdir())) == 5


# ---------------------------------------------------------------- what is watched


def test_rules_of_alerts_ask_for_metrics_that_there_are(tmp_path: Path) -> None:
    """A rule for a metric of another name would never wake anybody."""
    app = create_app(Settings(data=str(tmp_path)))
    client = app.test_client()
    client.get("/health/live")
    told = set(METRIC.findall(client.get("/metrics").text))
    rules: Any = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yaml").read_text())
    asked = {name for rule in rules["groups"][0]["rules"] for name in METRIC.findall(rule["expr"])}
    documented = set(METRIC.findall(PAGE)) - {"assembler_worker"}
    assert asked
    assert asked | documented <= told, (asked | documented) - told
