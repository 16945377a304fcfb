"""The user profile of LibreOffice: secure settings, warmed once, a copy of its own for each conversion.

A first start in an empty profile ends with exit code 81 and asks to be started again; a profile that has seen one
conversion starts at once. Conversions that share a profile wait for each other or fail, so each gets a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

Profile = Mapping[str, bytes]  # path inside the profile -> content

SETTINGS = "user/registrymodifications.xcu"
SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
# Not DisableActiveContent: it replaces native charts by a placeholder picture, too (docs/adr/0008).
SECURITY = {"BlockUntrustedRefererLinks": "true", "DisableMacrosExecution": "true", "MacroSecurityLevel": "3"}


def secure_settings() -> bytes:
    """The settings of an empty profile: no macros, no active content, nothing linked."""
    items = "".join(
        f'<item oor:path="{SCRIPTING}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for name, value in SECURITY.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">\n'
        f"{items}</oor:items>\n"
    ).encode()


EMPTY: Profile = {SETTINGS: secure_settings()}


def write(profile: Profile, folder: Path) -> None:
    for name, content in profile.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def read(folder: Path) -> Profile:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
