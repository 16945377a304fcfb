"""scripts/setup: what is missing is installed or named, nothing is done twice, what others installed stays.

The script runs in a copy of its surroundings, where the programs that it starts only write down how they were called.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("awk", "bash", "cat", "chmod", "cp", "dirname", "env", "grep", "mkdir", "rm", "sed", "sha256sum")
COPIED = (
    "scripts/setup",
    "scripts/bundle.mjs",
    "scripts/apt-packages.txt",
    "requirements",
    "package.json",
    "package-lock.json",
    "pyproject.toml",
)
HERE = {  # program -> the package that brings it
    "bwrap": "bubblewrap",
    "chromium": "chromium",
    "node": "nodejs",
    "npm": "npm",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-writer-nogui",
    "strace": "strace",
    "unzip": "unzip",
}
PYTHON = """if [ "$1 $2 $3" = "-m venv .venv" ]; then mkdir -p .venv/bin && cp "$0" .venv/bin/python; fi"""
NPM = r"""mkdir -p node_modules/swagger-ui-dist node_modules/@gov-design-system-ce/styles/lib/html/components
for name in swagger-ui.css swagger-ui-bundle.js LICENSE; do echo >node_modules/swagger-ui-dist/$name; done
mkdir -p node_modules/htmx.org/dist && echo >node_modules/htmx.org/dist/htmx.min.js
mkdir -p node_modules/prosemirror-view/style && echo >node_modules/prosemirror-view/style/prosemirror.css
eval "$(sed -n '/^look=/,/})$/p' scripts/setup)"
html=node_modules/@gov-design-system-ce/styles/lib/html
for name in "${look[@]}"; do printf '\xEF\xBB\xBF.%s {}' "${name##*/}" >$html/$name.css; done
"""
NODE = 'for name in js LICENSE; do echo >"${2%.js}.$name"; done'
BOOKWORM = "ID=debian\nVERSION_CODENAME=bookworm\n"
TRIXIE = "ID=debian\nVERSION_CODENAME=trixie\n"


@dataclass
class Machine:
    """A machine on which the script runs: its programs, and what was asked of them."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "project"

    def program(self, name: str, deed: str = "") -> None:
        """A program that writes down its call and does a deed of the shell."""
        path = self.folder / "bin" / name
        path.write_text(f'#!/bin/bash\necho "{name} $*" >> {self.folder}/calls\n{deed}\n')
        path.chmod(0o755)

    def without(self, *names: str) -> None:
        for name in names:
            (self.folder / "bin" / name).unlink()

    def packages(self, *names: str, libreoffice: str = "4:25.2.3-2~bpo12+1") -> None:
        """What dpkg knows: installed packages, and the version of LibreOffice without windows ("" for none)."""
        known = " | ".join(names) or "nothing"
        self.program(
            "dpkg-query",
            f'case "${{@: -1}}" in {known}) echo "install ok installed" ;; '
            f'libreoffice-core-nogui) [ -n "{libreoffice}" ] && echo "{libreoffice}" ;; *) exit 1 ;; esac',
        )

    def user(self, number: int) -> None:
        self.program("id", f"echo {number}")

    def system(self, release: str) -> None:
        (self.folder / "os-release").write_text(release)

    def setup(self, purpose: str = "run", **environment: str) -> str:
        """What the script says; it must end well."""
        done = subprocess.run(
            [self.folder / "bin" / "bash", "scripts/setup", purpose],
            cwd=self.project,
            env={"PATH": str(self.folder / "bin"), "OS_RELEASE": str(self.folder / "os-release"), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def calls(self, *programs: str) -> list[str]:
        """How programs were called since this was last asked; whether there is a pip, or a good Python, is no call."""
        path = self.folder / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return [line for line in lines if line.split()[0] in programs and "-c import" not in line]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Debian 12 with everything installed, and nothing set up in the project."""
    made = Machine(tmp_path)
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    for name in HERE:
        made.program(name, {"npm": NPM, "node": NODE}.get(name, ""))
    for name in ("apt-get", "apt-cache"):
        made.program(name)
    made.program("python3.11", PYTHON)
    made.packages(*(set(listed()) - set(HERE.values())))
    made.user(0)
    made.system(BOOKWORM)
    for name in COPIED:
        target = made.project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, target)
    (made.project / "assembler/web/static").mkdir(parents=True)
    return made


def listed() -> dict[str, str]:
    """The packages of the list, each with what does not work without it."""
    lines = (ROOT / "scripts/apt-packages.txt").read_text().splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    assert all(len(row) == 3 and row[1] in ("run", "test") and row[2] for row in rows)
    return {row[0]: row[2] for row in rows}


# ---------------------------------------------------------------- system packages


@pytest.mark.parametrize("purpose", ["run", "test"])
def test_where_everything_is_here_nothing_is_installed(machine: Machine, purpose: str) -> None:
    machine.setup(purpose)
    assert machine.calls("apt-get") == []


def test_root_gets_exactly_what_is_missing(machine: Machine) -> None:
    machine.without("bwrap", "pdftotext")
    machine.setup("run")
    assert machine.calls("apt-get") == ["apt-get update -q", "apt-get install -q -y --no-install-recommends bubblewrap"]
    machine.setup("test")
    (installed,) = [line for line in machine.calls("apt-get") if "install" in line]
    assert installed.split()[-2:] == ["bubblewrap", "poppler-utils"]


def test_others_are_told_what_is_missing_what_fails_without_it_and_the_one_command(machine: Machine) -> None:
    """And the set-up goes on with what works."""
    machine.user(1000)
    machine.without("bwrap", "soffice")
    told = machine.setup()
    for package in ("bubblewrap", "libreoffice-writer-nogui"):
        assert re.search(rf"  {package} +without it: {re.escape(listed()[package])}\n", told)
    assert "apt-get install -y --no-install-recommends libreoffice-writer-nogui bubblewrap\n" in told
    assert "hyphen-cs" not in told
    assert (machine.project / ".venv/bin/python").exists()
    assert machine.calls("apt-get") == []


def test_an_installation_that_fails_is_told_and_the_rest_is_set_up(machine: Machine) -> None:
    """Without a network a service without PDF is better than none."""
    machine.without("soffice")
    machine.program("apt-get", "exit 100")
    told = machine.setup()
    assert "libreoffice-writer-nogui   without it: no PDF" in told
    assert "apt-get failed" in told
    assert (machine.project / ".venv/stamps/run").exists()


def test_a_system_without_apt_is_told_the_names(machine: Machine) -> None:
    machine.without("apt-get", "dpkg-query", "bwrap")
    told = machine.setup()
    assert "there is no apt-get" in told
    assert re.search(r"  bubblewrap +without it", told)


# ---------------------------------------------------------------- LibreOffice

OWN = "4:7.4.7-1+deb12u14"
RECOMMENDED = "apt-get install -q -y --no-install-recommends"


def test_tests_get_libreoffice_from_backports_even_where_the_old_one_came_first(machine: Machine) -> None:
    """Whoever ran the service first has Debian 12's own, whose PDF is not accessible."""
    machine.program("apt-cache", "echo release n=bookworm-backports")
    machine.packages(*listed(), libreoffice=OWN)
    machine.setup("test", LIBREOFFICE="backports")
    assert machine.calls("apt-get")[-1] == f"{RECOMMENDED} -t bookworm-backports libreoffice-writer-nogui"


@pytest.mark.parametrize("version", ["4:25.2.3-2~bpo12+1", ""])
def test_a_new_libreoffice_and_one_with_windows_are_left_alone(machine: Machine, version: str) -> None:
    """The one with windows is its user's: that without them would replace it."""
    machine.packages(*listed(), libreoffice=version)
    machine.setup("test", LIBREOFFICE="backports")
    assert machine.calls("apt-get") == []


def test_the_service_takes_the_newest_that_the_machine_offers_and_adds_no_source(machine: Machine) -> None:
    machine.without("soffice")
    machine.setup()
    assert machine.calls("apt-get")[-1] == f"{RECOMMENDED} libreoffice-writer-nogui"
    machine.program("apt-cache", "echo release n=bookworm-backports")
    machine.setup()
    assert machine.calls("apt-get")[-1] == f"{RECOMMENDED} -t bookworm-backports libreoffice-writer-nogui"


def test_elsewhere_than_on_debian_12_there_are_no_backports(machine: Machine) -> None:
    machine.system(TRIXIE)
    machine.without("soffice")
    machine.packages(*listed(), libreoffice=OWN)
    machine.setup("test", LIBREOFFICE="backports")
    assert machine.calls("apt-get")[-1] == f"{RECOMMENDED} libreoffice-writer-nogui"


# ---------------------------------------------------------------- Python and npm


def test_python_packages_are_installed_by_their_hashes(machine: Machine) -> None:
    machine.setup()
    venv = [line.split("-m ")[1] for line in machine.calls("python3.11")]
    pip = "pip install -qq --disable-pip-version-check"
    assert venv == [
        "venv .venv",
        f"{pip} --require-hashes -r requirements/build.txt",
        f"{pip} --require-hashes -r requirements/runtime.txt",
        f"{pip} --no-deps --no-build-isolation --editable .",
    ]


def test_the_second_time_nothing_is_done(machine: Machine) -> None:
    """The tests need more than the service; after them the service needs nothing."""
    for purpose in ("run", "test"):
        assert "Installing Python packages" in machine.setup(purpose)
        assert machine.calls("python3.11", "npm")
        assert machine.setup(purpose) == ""
        assert machine.calls("python3.11", "npm") == []
    assert machine.setup("run") == ""
    assert machine.calls("python3.11", "npm") == []


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("requirements/runtime.txt", "requirements/runtime.txt"),
        ("pyproject.toml", "--editable"),
    ],
)
def test_what_was_made_from_a_changed_file_is_made_again(machine: Machine, changed: str, again: str) -> None:
    machine.setup()
    machine.calls("python3.11")
    with (machine.project / changed).open("a") as file:
        file.write("\n")
    machine.setup()
    assert any(again in line for line in machine.calls("python3.11"))


def test_an_environment_that_was_never_finished_is_made_again(machine: Machine) -> None:
    """Interrupted between its Python and its pip, or made for a Python that is gone."""
    machine.setup()
    (machine.project / ".venv/bin/python").write_text("#!/bin/bash\nexit 1\n")
    machine.calls("python3.11")
    machine.setup()
    assert any("requirements/runtime.txt" in line for line in machine.calls("python3.11"))


def test_a_python_that_is_too_old_is_named(machine: Machine) -> None:
    machine.program("python3.11", "exit 1")
    machine.user(1000)
    done = subprocess.run(
        [machine.folder / "bin/bash", "scripts/setup", "run"],
        cwd=machine.project,
        env={"PATH": str(machine.folder / "bin"), "OS_RELEASE": str(machine.folder / "os-release")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert re.search(r"  python3-venv +without it: nothing works", done.stdout)
    assert "Python 3.11 or newer with the venv module is needed" in done.stdout


def test_parts_of_npm_are_put_where_the_service_finds_them(machine: Machine) -> None:
    machine.setup()
    assert machine.calls("npm") == [
        "npm ci --loglevel=error --ignore-scripts --no-audit --no-fund --no-update-notifier --omit=optional"
    ]
    vendor = machine.project / "assembler/web/static/vendor"
    editor = {"prosemirror.js", "prosemirror.css", "prosemirror.LICENSE"}
    names = {"LICENSE", "gov.css", "htmx.min.js", "swagger-ui-bundle.js", "swagger-ui.css", *editor}
    assert {path.name for path in vendor.iterdir()} == names
    shutil.rmtree(machine.project / "node_modules")
    machine.setup()
    assert len(machine.calls("npm")) == 1


def test_the_design_system_is_one_file_in_a_layer_below_our_own_styles(machine: Machine) -> None:
    machine.setup()
    made = (machine.project / "assembler/web/static/vendor/gov.css").read_text("utf-8")
    assert made.index("EUPL-1.2") < made.index("@layer gov {") < made.index(".tokens {}") < made.index(".gov-button {}")
    assert made.count("{") == made.count("}")
    assert "\ufeff" not in made


def test_what_browsers_get_is_copied_again_when_it_is_gone_or_chosen_anew(machine: Machine) -> None:
    machine.setup()
    machine.calls("npm")
    vendor = machine.project / "assembler/web/static/vendor"
    shutil.rmtree(vendor)
    machine.setup()
    assert (vendor / "gov.css").is_file()
    (vendor / "gov.css").write_text("older")
    with (machine.project / "scripts/setup").open("a") as file:
        file.write("\n")
    machine.setup()
    assert "@layer gov" in (vendor / "gov.css").read_text("utf-8")
    assert machine.calls("npm") == []


def test_an_editor_that_cannot_be_put_together_is_told_and_the_rest_is_copied(machine: Machine) -> None:
    """Half of it would be worse than none: pages look whether its file is there."""
    machine.program("node", f"{NODE}\nexit 1")
    assert "formatted texts could not be put together" in machine.setup()
    vendor = machine.project / "assembler/web/static/vendor"
    assert not list(vendor.glob("prosemirror.*"))
    assert (vendor / "htmx.min.js").is_file()


def test_without_npm_or_its_network_the_service_is_set_up_all_the_same(machine: Machine) -> None:
    machine.program("npm", "exit 1")
    assert (
        "npm failed: the pages have a plain look, the page to try the API has only the list of calls" in machine.setup()
    )
    machine.without("npm")
    machine.user(1000)
    assert re.search(r"npm +without it: the pages have a plain look, the page to try the API", machine.setup())


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(
    "name",
    [
        *(f"requirements/{path.name}" for path in sorted((ROOT / "requirements").iterdir())),
        "package.json",
        "package-lock.json",
        "pyproject.toml",
        ".pre-commit-config.yaml",
    ],
)
def test_nothing_says_from_which_address_packages_come(name: str) -> None:
    """Every machine takes them from where it takes its packages."""
    assert "://" not in (ROOT / name).read_text()


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "build.txt"])
def test_every_requirement_is_locked_with_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    requirements = [each for each in re.split(r"\n(?=\S)", text) if not each.startswith("#")]
    assert len(requirements) > 3
    for each in requirements:
        assert re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==[^ ]+ ", each), each[:80]
        assert "--hash=sha256:" in each


def test_the_hooks_of_commits_call_targets_that_exist() -> None:
    """One definition of every check: what a hook does, CI does as well."""
    targets = re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text())
    hooks = re.findall(r"entry: make (?:--\S+ )*(\S+)", (ROOT / ".pre-commit-config.yaml").read_text())
    assert set(hooks) == {"format", "lint", "types", "imports"}
    assert set(hooks) <= set(targets)
    assert os.access(ROOT / "scripts/setup", os.X_OK)
