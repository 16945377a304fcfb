"""A stand-in for S3 (moto) on loopback, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.error import URLError

from tests.stores import free_port

BUCKET = "plans"


@contextmanager
def stand_in() -> Iterator[str]:
    """Its address; it holds one bucket, BUCKET."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        create_bucket(address)
        yield address
    finally:
        process.kill()
        process.wait()


def create_bucket(address: str) -> None:
    request = urllib.request.Request(f"{address}/{BUCKET}", method="PUT")
    for _ in range(300):
        with suppress(URLError, ConnectionError):
            urllib.request.urlopen(request).close()
            return
        time.sleep(0.1)
    raise AssertionError("the stand-in for S3 did not start")


def environment(address: str) -> dict[str, str]:
    """The variables by which S3 is usually configured."""
    return {
        "AWS_ENDPOINT": address,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
