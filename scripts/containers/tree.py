"""A tree of Debian in which the instructions are carried out, and in which the service is then started."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.containers.containerfile import CONTAINERFILE, Instruction

PROJECT = CONTAINERFILE.parent
ENTER = Path(__file__).with_name("enter")
SUITE = "bookworm"
SOURCES = Path("/etc/apt/sources.list.d/debian.sources")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")  # this machine's, beside those that the tree gets itself
INSIDE = "/run/certificates-of-the-machine.crt"
TRUST = dict.fromkeys(("PIP_CERT", "npm_config_cafile", "NODE_EXTRA_CA_CERTS"), INSIDE)
HOME = Path.home()
# What this machine's apt, pip and npm need to find their packages; all but the sources only where it is there.
SHOWN = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", "/etc/npmrc", f"{HOME}/.config/pip", f"{HOME}/.npmrc")
PASSED = ("PIP_", "npm_config_", "http_proxy", "https_proxy", "no_proxy")
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


def made_base(folder: Path) -> Path:
    """Debian as in debian:bookworm-slim, from this machine's own source; kept beside the tree for the next time."""
    base = folder / "base"
    if not (base / "usr/bin/dpkg").exists():
        mirror = next(line.split()[1] for line in SOURCES.read_text().splitlines() if line.startswith("URIs:"))
        subprocess.run(["debootstrap", "--variant=minbase", SUITE, base, mirror], check=True, stdout=subprocess.DEVNULL)
    return base


def exported(commit: str, target: Path) -> None:
    """The files of a commit: nothing that only lies in the working folder gets into the tree."""
    packed = target.with_suffix(".tar")
    subprocess.run(["git", "archive", "-o", packed, commit], cwd=PROJECT, check=True)
    with tarfile.open(packed) as files:
        files.extractall(target, filter="tar")
    packed.unlink()


@dataclass
class Tree:
    """A tree, and what the instructions have set so far."""

    root: Path
    context: Path
    shown: Sequence[str]
    folder: str = "/"
    user: str = "0"
    environment: dict[str, str] = field(default_factory=dict)

    def carry_out(self, instruction: Instruction, *, only_set: bool = False) -> None:
        """What an engine would do; what is about the container's start waits for it."""
        setting = {"WORKDIR": self.go, "ENV": self.set, "USER": self.become}
        making = {"COPY": self.copy, "RUN": self.run}
        deeds = setting if only_set else setting | making
        if deed := deeds.get(instruction.name):
            deed(instruction)

    def go(self, instruction: Instruction) -> None:
        self.folder = instruction.rest
        self.within(".").mkdir(parents=True, exist_ok=True)

    def set(self, instruction: Instruction) -> None:
        self.environment.update({name: value for name, _, value in (word.partition("=") for word in instruction.words)})

    def become(self, instruction: Instruction) -> None:
        self.user = instruction.rest.partition(":")[0]

    def copy(self, instruction: Instruction) -> None:
        *sources, target = instruction.words
        for name in sources:
            source, place = self.context / name, self.within(target)
            if source.is_dir():
                shutil.copytree(source, place, dirs_exist_ok=True)
            else:
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, place)

    def run(self, instruction: Instruction) -> None:
        """As the engine does: by a shell, in the folder."""
        passed = {name: value for name, value in os.environ.items() if name.startswith(PASSED)}
        passed |= TRUST if self.within(INSIDE).exists() else {}
        shown = [word for path in self.shown for word in ("--show", path)]
        entered = ["unshare", "--mount", "--fork", str(ENTER), str(self.root), "build", *shown, "--"]
        command = [*entered, "/bin/sh", "-c", f"cd {self.folder} && {instruction.rest}"]
        subprocess.run(command, check=True, env={"PATH": PATH, "HOME": str(HOME), **passed, **self.environment})

    def within(self, path: str) -> Path:
        """A path of the tree as it lies on this machine."""
        return self.root / os.path.normpath(os.path.join(self.folder, path)).lstrip("/")


def made(folder: Path, shown: Sequence[str], commit: str) -> Tree:
    """A fresh tree in the folder, with what the machine shows it while its RUN lines run."""
    root, context = folder / "tree", folder / "context"
    for each in (root, context):
        shutil.rmtree(each, ignore_errors=True)
    subprocess.run(["cp", "-a", made_base(folder), root], check=True)
    exported(commit, context)
    (root / "etc/apt/sources.list").unlink(missing_ok=True)
    if CERTIFICATES.exists():
        shutil.copy(CERTIFICATES, root / INSIDE.lstrip("/"))
    here = [path for path in SHOWN if Path(path).exists()]
    return Tree(root, context, [str(SOURCES), *here, *shown])


def found(folder: Path) -> Tree:
    """The tree that was made the last time."""
    return Tree(folder / "tree", folder / "context", ())
