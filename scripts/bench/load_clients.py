"""Those who use the service at the same time: each has a connection of its own and rests between two requests.

The time of a request is that from sending it to the last byte of its answer, on a connection that is kept.
"""

from __future__ import annotations

import json
import math
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from typing import Any

from scripts.bench import workload
from scripts.bench.load_service import Loaded

TIMEOUT = 120  # seconds
ASSEMBLY = "/api/v1/assemblies?pages=false"

Answer = tuple[int, HTTPMessage, bytes]  # status, headers, body
Deed = Callable[["Client", random.Random], None]


@dataclass
class Seen:
    """What clients have met: seconds by what was asked for, and answers that were not as they should be."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)

    def all(self) -> list[float]:
        return [each for times in self.seconds.values() for each in times]

    def only(self, name: str) -> Seen:
        """Of one thing that was asked for."""
        return Seen({name: self.seconds[name]})


def percentile(times: list[float], share: float) -> float:
    """The time that this share of requests does not exceed (nearest rank); NaN where there was none."""
    return sorted(times)[math.ceil(len(times) * share) - 1] if times else math.nan


class Client:
    """One who asks always the same serving process: the API by the key, pages as the person who has signed in."""

    def __init__(self, service: Loaded, seen: Seen, number: int = 0) -> None:
        self.service = service
        self.seen = seen
        self.connection = HTTPConnection("127.0.0.1", service.ports[number % len(service.ports)], timeout=TIMEOUT)
        self.key = {"Authorization": f"Bearer {service.key}"}

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        self.connection.request(method, path, body, dict(headers))
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def timed(self, name: str, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        began = time.perf_counter()
        answer = self.send(method, path, headers, body)
        self.seen.seconds[name].append(time.perf_counter() - began)
        if answer[0] not in (200, 201):
            self.seen.wrong[f"{name}: {answer[0]}"] += 1
        return answer

    def get(self, name: str, path: str) -> bytes:
        headers = self.key if path.startswith("/api/") else {"Cookie": self.service.cookie}
        return self.timed(name, "GET", path, headers)[2]


# ---------------------------------------------------------------- what they do


def read(client: Client, chance: random.Random) -> None:
    """A page or a call that only reads, each as likely as another."""
    plan = chance.choice(client.service.plans)
    page, call = f"/plany/{plan}", f"/api/v1/plans/{plan}"
    paths = {
        "page: plans": "/plany",
        "page: a plan": page,
        "page: versions": f"{page}/verze",
        "page: documents": f"{page}/dokumenty",
        "call: plans": "/api/v1/plans",
        "call: a whole plan": call,
        "call: a part": f"{call}/parts/swot",
        "call: revisions": f"{call}/revisions",
    }
    name = chance.choice(list(paths))
    client.get(name, paths[name])


def assembling(measures: int) -> Deed:
    """A document of so many measures by one call, without page numbers; each time another title."""
    content = workload.plan(measures)

    def assemble(client: Client, chance: random.Random) -> None:
        body = json.dumps({**content, "title": f"Plán {chance.random()}"}).encode()
        sent = {**client.key, "Content-Type": "application/json"}
        _, _, made = client.timed("assemble", "POST", ASSEMBLY, sent, body)
        if not made.startswith(b"PK"):
            client.seen.wrong["assemble: no DOCX"] += 1

    return assemble


def save(client: Client, chance: random.Random) -> None:
    """A plan read, and saved with another title; one who comes too late has to be told so (412)."""
    path = f"/api/v1/plans/{chance.choice(client.service.plans)}"
    _, headers, body = client.timed("read to save", "GET", path, client.key)
    content: dict[str, Any] = {**json.loads(body), "title": f"Plán {chance.random()}"}
    sent = {**client.key, "Content-Type": "application/json", "If-Match": headers["ETag"]}
    client.timed("save", "PUT", path, sent, json.dumps(content).encode())


# ---------------------------------------------------------------- together


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many who do the same, and rest between two requests for about so many seconds."""

    count: int
    deed: Deed
    rest: float


def together(service: Loaded, crowds: list[Crowd], seconds: float) -> Seen:
    """What all of them meet in that time; the first requests of each are spread over a rest."""
    seen = Seen()
    failures: list[BaseException] = []
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=labour, args=(Client(service, seen, number), crowd, until, number, failures))
        for crowd in crowds
        for number in range(crowd.count)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if failures:
        raise failures[0]
    return seen


def labour(client: Client, crowd: Crowd, until: float, number: int, failures: list[BaseException]) -> None:
    chance = random.Random(number)
    try:
        for rest in rests(crowd.rest, chance):
            time.sleep(max(0.0, min(rest, until - time.monotonic())))
            if time.monotonic() >= until:
                return
            crowd.deed(client, chance)
    except Exception as failed:  # told by the thread that waits
        failures.append(failed)
    finally:
        client.connection.close()


def rests(mean: float, chance: random.Random) -> Iterator[float]:
    """Between half and one and a half of the mean; the first one shorter, so that not all begin at once."""
    yield chance.random() * mean
    while True:
        yield mean * (0.5 + chance.random())
