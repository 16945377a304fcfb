"""Webhooks of real processes: what a killed one was about to deliver, another one delivers; and over TLS."""

from __future__ import annotations

import datetime
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from assembler.notices import addresses, courier, post
from assembler.notices.addresses import NotReached
from assembler.settings import Settings
from assembler.store import webhooks
from assembler.store.store import Store
from tests.receivers import Receiver, receiving
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

ROOT = Path(__file__).parent.parent
HERE = Settings(webhooks_to_this_machine=True)


@contextmanager
def a_worker(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "ASSEMBLER_DATA": settings.data,
        "ASSEMBLER_DATABASE": settings.database,
        "ASSEMBLER_WEBHOOKS_TO_THIS_MACHINE": "yes",
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.courier_process"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(60)


def waiting(office: Office) -> int:
    with office.store.reading(office.actor) as tx:
        (found,) = webhooks.webhooks(tx)
        return webhooks.states(tx, [found])[found.id].waiting


@pytest.mark.slow
def test_a_message_that_a_killed_process_was_sending_is_sent_again_under_the_same_id(
    office: Office, store: Store, settings: Settings
) -> None:
    with receiving() as receiver:
        with office.store.writing(office.actor) as tx:
            webhooks.add(tx, receiver.url, ["plan.created"])
        office.plan()  # and no process is there that could deliver
        receiver.raw = [30.0]
        with a_worker(settings) as process:
            receiver.until(1, 60)
            process.send_signal(signal.SIGKILL)
            process.wait(60)
        assert waiting(office) == 1
        receiver.raw = []
        with a_worker(settings):
            first, second = receiver.until(2, 60)[:2]
            delivered(office)
        assert len(receiver.received) == 2
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def delivered(office: Office) -> None:
    for _ in range(500):
        if not waiting(office):
            return
        time.sleep(0.02)
    raise AssertionError("not delivered")


def test_couriers_at_the_same_time_send_each_message_once_and_none_to_a_receiver_that_is_being_told(
    office: Office, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "LOOK", 0.02)
    with receiving() as one, receiving() as other:
        with office.store.writing(office.actor) as tx:
            for each in (one, other):
                webhooks.add(tx, each.url, ["plan.created"])
        for _ in range(10):
            office.plan()
        here = replace(settings, webhooks_to_this_machine=True)
        with courier.delivering(lambda: store, here), courier.delivering(lambda: store, here):
            for each in (one, other):
                assert len({got.headers["webhook-id"] for got in each.until(10, 60)}) == 10
    assert (len(one.received), one.most, len(other.received), other.most) == (10, 1, 10, 1)


# ---------------------------------------------------------------- encryption


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of 127.0.0.1 and localhost, signed by itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    today = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, today, today + datetime.timedelta(1))
    made = built.add_extension(names, critical=False).sign(key, hashes.SHA256())
    place, form = tmp_path / "certificate.pem", serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    place.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return place


@pytest.fixture
def receiver(certificate: Path) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with receiving(context) as made:
        yield made


def send(receiver: Receiver, host: str) -> None:
    target = addresses.target(f"https://{host}:{receiver.port}/", HERE)
    post.post(target, {}, b"{}", HERE)


def test_a_certificate_that_nobody_vouches_for_gets_no_message(receiver: Receiver) -> None:
    with pytest.raises(NotReached) as raised:
        send(receiver, "localhost")
    assert raised.value.message == post.CERTIFICATE
    assert receiver.received == []


def test_a_certificate_must_be_of_the_name_and_the_checked_address_is_what_is_connected_to(
    receiver: Receiver, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "trust", lambda: ssl.create_default_context(cafile=str(certificate)))
    send(receiver, "localhost")
    send(receiver, "127.0.0.1")
    monkeypatch.setattr(addresses, "looked_up", lambda *_: [ip_address("127.0.0.1")])
    with pytest.raises(NotReached) as raised:
        send(receiver, "jiny.example")
    assert raised.value.message == post.CERTIFICATE
    assert len(receiver.received) == 2


def test_a_receiver_that_speaks_without_encryption_gets_no_message_over_https() -> None:
    with receiving() as plain:
        with pytest.raises(NotReached):
            send(replace(plain), "127.0.0.1")
        assert plain.received == []
