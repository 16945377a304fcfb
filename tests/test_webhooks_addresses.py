"""Where webhooks may go: whatever an address looks like, it does not lead into the network of the service."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

import pytest

from assembler.errors import AssemblerError, Unfit
from assembler.notices import addresses, post
from assembler.notices.addresses import NotReached
from assembler.notices.courier import delivering
from assembler.settings import DEFAULTS, Settings
from assembler.store.store import open_store
from tests.receivers import receiving

HERE = Settings(webhooks_to_this_machine=True)
OWN = Settings(webhook_networks="10.1.0.0/16, fd12::/16")
NUMBERS = [
    *("127.0.0.1", "127.1", "127.255.255.254", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "017700000001"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "0.0.0.0", "0"),
    *("10.0.0.1", "10.1.2.3", "172.16.5.4", "192.168.1.1", "3232235777", "0xc0.0xa8.1.1", "[::ffff:10.0.0.1]"),
    *("169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]", "[fe80::1]", "[fd00:ec2::254]"),
    *("100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255"),
    *("[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2001:0:1::]", "[fec0::1]", "[ff02::1]"),
]


@pytest.mark.parametrize("host", NUMBERS)
def test_an_address_of_the_own_network_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(Unfit, match="vnitřní sítě"):
        addresses.target(f"https://{host}/plany", DEFAULTS)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "spisovka.cz",
            "/plany",
            "//spisovka.cz",
            "ftp://spisovka.cz",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ),
        *(
            "https://",
            "https:///plany",
            "https://a b.cz/",
            "https://spisovka.cz\\@127.0.0.1/",
            "https://a@spisovka.cz/",
        ),
        *("https://a:b@spisovka.cz/", "https://spisovka.cz/#a", "https://spisovka.cz:0/", "https://spisovka.cz:99999/"),
        *("https://spisovka.cz:http/", "https://spisovka.cz/\r\nHost: a", "https://spisovka.cz/\x00", "https://[::1/"),
        *("https://spisovka.cz/příjem", "https://" + "a" * 64 + ".cz/", "https://spisovka.cz/" + "a" * 2000),
        "https://[fe80::1%25eth0]/",
    ],
)
def test_what_is_no_address_of_a_receiver_is_refused(url: str) -> None:
    with pytest.raises(Unfit):
        addresses.target(url, HERE)


@pytest.mark.parametrize("url", ["http://spisovka.cz/", "http://93.184.216.34/", "http://127.0.0.1/", "http://[::1]/"])
def test_without_encryption_nothing_is_sent_unless_to_this_machine_by_a_setting(url: str) -> None:
    with pytest.raises(Unfit, match="https"):
        addresses.target(url, DEFAULTS)


def test_a_public_address_is_taken_apart_as_it_is_written() -> None:
    target = addresses.target("https://Spisovka.Žďár.cz:8443/plany?klic=1", DEFAULTS)
    assert target == addresses.Target(True, "spisovka.xn--r-tfa1lsr.cz", 8443, "/plany?klic=1")
    assert addresses.target("https://93.184.216.34", DEFAULTS) == addresses.Target(True, "93.184.216.34", 443, "/")


@pytest.mark.parametrize(
    ("url", "settings", "good"),
    [
        ("https://10.1.2.3/", OWN, True),
        ("https://[fd12::1]/", OWN, True),
        ("https://10.2.0.1/", OWN, False),
        ("https://169.254.169.254/", OWN, False),
        ("http://10.1.2.3/", OWN, False),
        ("https://127.0.0.1/", OWN, False),
        ("http://127.0.0.1:8000/", HERE, True),
        ("https://[::1]/", HERE, True),
        ("http://10.1.2.3/", HERE, False),
        ("https://10.1.2.3/", HERE, False),
    ],
)
def test_settings_open_networks_one_by_one(url: str, settings: Settings, good: bool) -> None:
    if good:
        addresses.target(url, settings)
    else:
        with pytest.raises(Unfit):
            addresses.target(url, settings)


def test_networks_that_are_none_stop_the_start() -> None:
    wrong = Settings(webhook_networks="10.1.0.0/8")  # bits beyond the mask
    with pytest.raises(AssemblerError, match="host bits"), delivering(lambda: open_store(wrong), wrong):
        pass


# ---------------------------------------------------------------- names


class Names:
    """A name server: what it answers, in turn; the last answer holds."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *_: Any, flags: int = 0, **__: Any) -> Any:
        if flags & socket.AI_NUMERICHOST:
            raise socket.gaierror(socket.EAI_NONAME, "a name")
        self.asked.append(host)
        told = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        kinds = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [(kinds[ip_address(each).version], socket.SOCK_STREAM, 6, "", (each, port)) for each in told.split()]


@pytest.mark.parametrize(
    "told", ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "93.184.216.34 127.0.0.1"]
)
def test_a_name_that_leads_inside_gets_nothing_even_if_it_leads_outside_too(
    monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(told))
    target = addresses.target("https://uvnitr.example/", DEFAULTS)
    with pytest.raises(NotReached, match="vnitřní sítě"):
        post.post(target, {}, b"{}", DEFAULTS)


def test_a_name_that_answers_otherwise_the_second_time_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[Any] = []

    def connect(address: Any, **_: Any) -> Any:
        connected.append(address)
        raise ConnectionRefusedError

    names = Names("93.184.216.34 2606:2800:220:1::1", "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(socket, "create_connection", connect)
    target = addresses.target("https://prepina.example/", DEFAULTS)
    with pytest.raises(NotReached):
        post.post(target, {}, b"{}", DEFAULTS)
    assert names.asked == ["prepina.example"]
    assert connected == [("93.184.216.34", 443), ("2606:2800:220:1::1", 443)]


def test_a_real_name_of_this_machine_is_looked_up_and_judged_by_its_address() -> None:
    with receiving() as receiver:
        url = f"http://localhost:{receiver.port}/"
        post.post(addresses.target(url, HERE), {}, b"{}", HERE)
        assert receiver.received[0].headers["host"] == f"localhost:{receiver.port}"
        with pytest.raises(NotReached, match="vnitřní sítě"):
            post.post(addresses.target(url.replace("http", "https"), DEFAULTS), {}, b"{}", DEFAULTS)
    assert len(receiver.received) == 1


def test_a_name_that_nobody_knows_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotReached) as raised:
        post.post(addresses.target("https://nikdo.example/", DEFAULTS), {}, b"{}", DEFAULTS)
    assert "DNS" in raised.value.message
