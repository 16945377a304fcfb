"""Containerfile, compose.yaml and the proxy: what can be known without an engine, and a real nginx where there is one.

The whole image is proved by hand: python -m scripts.containers (docs/deployment.md).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import yaml

from assembler.settings import PREFIX, Settings
from scripts.containers.containerfile import (
    CONTAINERFILE,
    Instruction,
    health_command,
    instructions,
    start_command,
)
from tests.service import served
from tests.stores import free_port

ROOT = CONTAINERFILE.parent
NGINX = ROOT / "deploy" / "nginx"
FOUND = instructions(CONTAINERFILE.read_text())
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, each in SERVICES.items() if each["image"] == "assembler"]
GIVEN = re.compile(r"\$\{(\w+)")
TAG = re.compile(r"[\w./-]+:[\w.-]*\d[\w.-]*")  # a tag with a number; "latest" is another one every week


def named(name: str) -> list[Instruction]:
    return [each for each in FOUND if each.name == name]


# ---------------------------------------------------------------- Containerfile


def test_the_image_is_made_by_the_steps_of_make_run() -> None:
    """A second list of packages or of versions would go its own way."""
    installing = [each.rest for each in named("RUN") if "scripts/setup run" in each.rest]
    assert len(installing) == 1
    assert not re.search(r"apt-get install|pip install|npm (ci|install)", CONTAINERFILE.read_text())


def test_the_image_gets_what_it_copies_and_nothing_else() -> None:
    copied = {source for each in named("COPY") for source in each.words[:-1]}
    for source in copied:
        assert (ROOT / source).exists(), source
    first, *lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert first == "*"
    assert {line[1:] for line in lines if line.startswith("!")} == copied


def test_the_service_runs_as_a_user_without_rights_and_keeps_everything_in_one_volume() -> None:
    (user,), (volume,) = named("USER"), named("VOLUME")
    environment = {word.partition("=")[0]: word.partition("=")[2] for each in named("ENV") for word in each.words}
    assert int(user.rest.partition(":")[0]) >= 10_000
    assert environment[f"{PREFIX}DATA"] == volume.rest
    assert start_command(FOUND) == ["assembler", "serve"]
    assert "/health/live" in health_command(FOUND)[-1]


def test_lines_are_joined_comments_left_out_and_lists_read() -> None:
    found = instructions('# a\nFROM x\nRUN one \\\n    # within\n    && two\nCMD ["a", "b c"]\n')
    assert [(each.name, each.rest) for each in found[:2]] == [("FROM", "x"), ("RUN", "one && two")]
    assert found[2].words == ["a", "b c"]


def test_an_instruction_that_the_proof_would_pass_over_is_refused() -> None:
    with pytest.raises(ValueError, match="ADD"):
        instructions("FROM x\nADD y z\n")


# ---------------------------------------------------------------- compose.yaml


def test_compose_runs_two_that_serve_two_that_work_and_what_they_share() -> None:
    assert OURS == ["web-1", "web-2", "worker-1", "worker-2"]
    assert [SERVICES[name].get("command") for name in OURS] == [None, None, ["worker"], ["worker"]]
    assert {*SERVICES} - {*OURS} == {"proxy", "database", "broker", "limits", "files", "bucket"}


@pytest.mark.parametrize("name", OURS)
def test_settings_of_compose_are_settings_of_the_service_and_fit(name: str) -> None:
    environment = {variable: GIVEN.sub("given", value) for variable, value in SERVICES[name]["environment"].items()}
    known = {PREFIX + setting.upper() for setting in Settings.__slots__}
    assert {each for each in environment if each.startswith(PREFIX)} <= known
    settings = Settings.from_environment(environment)
    assert settings.database
    assert settings.files
    assert settings.broker
    assert settings.limits_storage
    assert settings.secret  # one for both: a session that the other does not know is none


@pytest.mark.parametrize("name", OURS)
def test_containers_of_ours_may_write_nothing_and_reach_nobody_outside(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_every_value_of_the_operator_is_asked_for_and_none_is_a_secret_already() -> None:
    """A default password would be everybody's password."""
    text = (ROOT / "compose.yaml").read_text()
    asked = set(GIVEN.findall(text))
    lines = (ROOT / "deploy" / "compose.env").read_text().splitlines()
    offered = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert asked == offered.keys()
    assert {name for name, value in offered.items() if value} == {"NAME", "TLS"}
    assert all(":?" in each for each in re.findall(r"\$\{[^}]+\}", text))


def test_what_waits_for_others_waits_for_those_that_there_are() -> None:
    for name, service in SERVICES.items():
        for other in service.get("depends_on", ()):
            assert other in SERVICES, f"{name} waits for {other}"
        for network in service["networks"]:
            assert network in COMPOSE["networks"]
    assert {line.split(":")[0] for service in SERVICES.values() for line in service.get("volumes", ())} >= {
        *COMPOSE["volumes"]
    }


def test_images_of_others_have_a_tag_with_a_number() -> None:
    for image in {each["image"] for each in SERVICES.values()} - {"assembler"}:
        assert TAG.fullmatch(image), image


def test_the_service_believes_the_proxy_of_compose_and_the_proxy_asks_its_processes() -> None:
    address = SERVICES["proxy"]["networks"]["inside"]["ipv4_address"]
    assert {SERVICES[name]["environment"][f"{PREFIX}TRUSTED_PROXY"] for name in OURS} == {address}
    upstream = (NGINX / "upstream-compose.conf").read_text()
    assert re.findall(r"server (\S+):8080;", upstream) == [name for name in OURS if name.startswith("web")]


# ---------------------------------------------------------------- nginx


@contextmanager
def proxied(folder: Path, upstream: int) -> Iterator[int]:
    """nginx with the configuration as it is printed, but for its ports, certificate and place."""
    port = free_port()
    site = (NGINX / "assembler.conf").read_text()
    site = re.sub(r"listen (\[::\]:)?(80|443 ssl http2);\n", "", site)
    site = site.replace("    ssl_certificate /", f"    listen 127.0.0.1:{port};\n    ssl_certificate /", 1)
    site = re.sub(r"^ +ssl_.*\n", "", site, flags=re.MULTILINE)
    site = re.sub(r"^server \{[^}]*return 301[^}]*\}\n", "", site, flags=re.MULTILINE)
    upstreams = (NGINX / "upstream-one.conf").read_text().replace(":8080", f":{upstream}")
    temporary = "\n".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}\n"
        f"http {{ access_log off;\n{temporary}\n{upstreams}\n{site} }}\n"
    )
    process = subprocess.Popen([shutil.which("nginx") or "nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(100):
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.connect()
            return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")


def asked(port: int, path: str, **headers: str) -> int:
    given = {"Host": "plany.example.cz"} | {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers=given)
        with connection.getresponse() as answer:
            answer.read()
            return answer.status


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
@pytest.mark.parametrize("known", ["127.0.0.1", ""], ids=["told of the proxy", "not told"])
def test_through_nginx_pages_come_and_metrics_do_not(tmp_path: Path, known: str) -> None:
    settings = Settings(data=str(tmp_path / "data"), address="https://plany.example.cz", trusted_proxy=known)
    with served(settings) as upstream, proxied(tmp_path, upstream) as port:
        assert asked(port, "/health/live") == 200
        assert asked(port, "/") == 303
        assert asked(port, "/metrics") == 404
        assert asked(port, "//metrics", X_Forwarded_For="127.0.0.1") == 404
        assert asked(port, "/metrics", Host="localhost", X_Forwarded_For="127.0.0.1") == 404
        assert asked(port, "/", Host="evil.example") == 400
