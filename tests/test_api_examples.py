"""docs/api.md: every line is run as it is printed, against a service on a real socket."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from assembler import resources
from assembler.settings import Settings
from assembler.store.roles import Role
from assembler.store.store import open_store
from tests.callers import caller
from tests.receivers import receiving
from tests.service import quick, served_app
from tests.stores import found_office

PAGE = Path(__file__).parent.parent / "docs" / "api.md"
RECEIVER = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXPECTED = re.compile(r"# → (\d{3})$", re.MULTILINE)
CONFIGURATION = 'write-out = "%{stderr}%{http_code}\\n"\nnoproxy = "*"\nmax-time = 60\n'
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def printed() -> str:
    """All lines of the page that a shell is to run."""
    return "".join(BLOCK.findall(PAGE.read_text()))


def test_every_call_of_the_page_says_what_is_answered() -> None:
    calls = len(re.findall(r"^curl ", printed(), re.MULTILINE))
    assert calls == len(EXPECTED.findall(printed())) > 30


@needs_curl
def test_every_line_of_the_page_runs_as_it_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    settings = Settings(data=str(tmp_path / "data"), webhooks_to_this_machine=True)
    store = open_store(settings)
    with receiving() as receiver, served_app(settings) as (app, port):
        key = caller(app, found_office(store, "Vzorov"), Role.ADMINISTRATOR).key
        folder = tmp_path / "here"
        folder.mkdir()
        (folder / "plan.yaml").write_bytes(resources.examples()["minimal"].read_bytes())
        (folder / ".curlrc").write_text(CONFIGURATION)
        addresses = {"SERVICE": f"http://127.0.0.1:{port}", "RECEIVER": receiver.url}
        ended = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", printed()],
            cwd=folder,
            env={**os.environ, "CURL_HOME": str(folder), **addresses, "KEY": key},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        messages = receiver.until(2)
    store.close()
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.split() == EXPECTED.findall(printed())
    assert sorted(each.name for each in folder.glob("*.docx"))[0].startswith("Plan rozvoje socialnich sluzeb")
    assert {each.message["type"] for each in messages} == {"webhook.test", "plan.saved"}
    secret = json.loads((folder / "webhook.json").read_text())["secret"]
    assert all(genuine(secret, each.headers, each.body) for each in messages)


def genuine(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As the receiver of the page checks it: the message as it came, and none that was changed or is old."""
    page: dict[str, Any] = {}
    exec(RECEIVER.findall(PAGE.read_text())[0], page)
    old = headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) - 301)}
    changed = ((secret, headers, body + b" "), (secret, old, body), (f"whsec_{'A' * 44}", headers, body))
    assert not any(page["genuine"](*each) for each in changed)
    return bool(page["genuine"](secret, headers, body))
