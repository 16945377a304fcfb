"""Cutting a program off from the network, and where possible from the files of this machine.

`bwrap` (bubblewrap) gives both: the program sees /usr, fonts and its own folder. `unshare` gives namespaces only: no
network, and no process outlives the conversion. Where neither works (some containers allow no namespaces) conversion
is off, unless a setting says otherwise.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assembler.convert.process import private_folder, run
from assembler.errors import Unavailable

PROBE_SECONDS = 10
USR = Path("/usr")
FOLDER, PROFILE = Path("/job"), Path("/profile")  # where the folders of a job appear inside bubblewrap

# Folders of the system, links where /usr is merged; and what LibreOffice reads outside of /usr: its configuration
# (Debian), fonts, and the cache of fonts, without which each conversion would read every font anew.
SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
READABLE = ("/etc/fonts", "/etc/libreoffice", "/etc/ld.so.cache", "/var/cache/fontconfig")
BWRAP = ("--unshare-all", "--die-with-parent", "--new-session", "--clearenv")
NAMESPACES = ("--net", "--ipc", "--pid", "--fork", "--kill-child")
# The first process of a namespace ignores the signals of its limits, so a shell is first and the program second.
FIRST = ("sh", "-c", '"$@"; exit $?', "sh")
UNSHARE = (NAMESPACES, ("--user", "--map-root-user", *NAMESPACES))


@dataclass(frozen=True, slots=True)
class Job:
    """The folders of one run of a program, as they lie outside."""

    folder: Path  # its own, which it may write
    installation: Path  # the program's, which it may read
    read_only: Sequence[str] = ()  # files in its own folder that it may not change
    profile: Path | None = None  # a second folder that it may write


@dataclass(frozen=True, slots=True)
class Isolation:
    """How programs are cut off; `tool` is "bwrap", "unshare", or "" for not at all."""

    tool: str
    prefix: tuple[str, ...] = ()

    def inside(self, path: Path, seen: Path) -> Path:
        """The path at which the program finds a folder of its job: `seen` in bubblewrap, else where it is."""
        return seen if self.tool == "bwrap" else path

    def wrap(self, command: Sequence[str], job: Job) -> list[str]:
        """The command, cut off."""
        if self.tool != "bwrap":
            return [*self.prefix, *command]
        words = ["--ro-bind", str(job.installation), str(job.installation), "--bind", str(job.folder), str(FOLDER)]
        for name in job.read_only:
            words += ["--ro-bind", str(job.folder / name), str(FOLDER / name)]
        if job.profile is not None:
            words += ["--bind", str(job.profile), str(PROFILE)]
        return [*self.prefix, *words, "--chdir", str(FOLDER), "--setenv", "HOME", str(FOLDER), "--", *command]


NO_ISOLATION = Isolation("")


def strongest() -> Isolation:
    """The strongest isolation that works here; once found it is remembered."""
    try:
        return found()
    except Unavailable:
        return NO_ISOLATION


@lru_cache(maxsize=1)
def found() -> Isolation:
    """Raises Unavailable, which is not remembered: a probe may fail just because the machine is busy."""
    for candidate in (bubblewrap(), *(unshare(options) for options in UNSHARE)):
        if candidate is not None and works(candidate):
            return candidate
    raise Unavailable("Na serveru nelze oddělit programy od sítě.", "neither bwrap nor unshare works")


def bubblewrap() -> Isolation | None:
    tool = shutil.which("bwrap")
    if tool is None:
        return None
    readable = [word for path in READABLE for word in ("--ro-bind-try", path, path)]
    seen = ["--ro-bind", "/usr", "/usr", *system_folders(), *readable, "--proc", "/proc", "--dev", "/dev"]
    names = ["--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8"]
    return Isolation("bwrap", (tool, *BWRAP, *names, *seen, "--tmpfs", "/tmp"))  # noqa: S108  # of the namespace


def system_folders() -> list[str]:
    """/bin, /lib and the like as they are on this machine: links into /usr, or folders."""
    words: list[str] = []
    for path in SYSTEM:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            words += ["--ro-bind", path, path]
    return words


def unshare(options: Sequence[str]) -> Isolation | None:
    tool = shutil.which("unshare")
    return Isolation("unshare", (tool, *options, "--", *FIRST)) if tool else None


def works(isolation: Isolation) -> bool:
    """Does a program start under it? Many containers allow no namespaces."""
    with private_folder() as folder:
        ended = run(isolation.wrap(["true"], Job(folder, USR)), folder, PROBE_SECONDS)
    return ended.returncode == 0 and not ended.late
