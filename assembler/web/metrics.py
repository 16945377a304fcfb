"""Metrics for Prometheus: how many, how long, in what state. Never what a content says, never whose it is.

They are told to programs on this machine that come without a proxy, and to those who bring the token of the settings.
A proxy on this machine is told from a program by what it forwards: whose request it is, or under which name.
"""

from __future__ import annotations

import hmac
import time

from flask import Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from werkzeug.exceptions import NotFound

from assembler.errors import StorageError
from assembler.store import jobs, webhooks
from assembler.web.keeping import store
from assembler.web.security import LOCAL, without_port
from assembler.web.service import service

NAME = "assembler.metrics"
PATH = "/metrics"
LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
REQUEST_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30)
JOB_SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120)
UNKNOWN = "(none)"  # the rule of an address that leads nowhere


class Metrics:
    """Of one application: its own registry, so that several may live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "rule")
        self.requests = Counter("assembler_requests", "Requests", (*labels, "status"), registry=self.registry)
        self.times = Histogram(
            "assembler_request_seconds", "Time of answers", labels, registry=self.registry, buckets=REQUEST_SECONDS
        )
        self.job_times = Histogram(
            "assembler_job_seconds",
            "Time of attempts of jobs in this process",
            ("outcome",),
            registry=self.registry,
            buckets=JOB_SECONDS,
        )
        self.jobs = Gauge("assembler_jobs", "Jobs by their state", ("state",), registry=self.registry)
        self.waiting = Gauge(
            "assembler_oldest_waiting_seconds", "Age of the oldest waiting job", registry=self.registry
        )
        self.undelivered = Gauge("assembler_undelivered", "Messages of webhooks that wait", registry=self.registry)
        self.store = Gauge("assembler_store_up", "1: the store answers", registry=self.registry)

    def job_ended(self, outcome: str, seconds: float) -> None:
        self.job_times.labels(outcome).observe(seconds)

    def answered(self, response: Response) -> None:
        rule = request.url_rule.rule if request.url_rule else UNKNOWN
        self.requests.labels(request.method, rule, response.status_code).inc()
        self.times.labels(request.method, rule).observe(time.perf_counter() - g.began)

    def look(self) -> None:
        """What the store says now."""
        try:
            with store().reading() as tx:
                found, oldest, undelivered = jobs.counts(tx), jobs.oldest_waiting(tx), webhooks.undelivered(tx)
        except StorageError:
            self.store.set(0)
            return
        self.store.set(1)
        self.waiting.set(oldest)
        self.undelivered.set(undelivered)
        for state, count in found.items():
            self.jobs.labels(state).set(count)


def register(app: Flask) -> None:
    app.extensions[NAME] = Metrics()
    app.after_request(count)
    app.add_url_rule(PATH, "metrics", tell)


def metrics() -> Metrics:
    found: Metrics = current_app.extensions[NAME]
    return found


def count(response: Response) -> Response:
    metrics().answered(response)
    return response


def tell() -> Response:
    """To others the address is not there."""
    if not (here() or token()):
        raise NotFound
    metrics().look()
    return Response(generate_latest(metrics().registry), content_type=CONTENT_TYPE_LATEST)


def here() -> bool:
    """Does a program on this machine ask, under the machine's own name, and not a proxy for someone else?"""
    named_here = without_port(request.headers.get("Host", "").lower()) in LOCAL
    return request.remote_addr in LOOPBACK and named_here and not any(name in request.headers for name in FORWARDED)


def token() -> bool:
    known, given = service().settings.metrics_token, request.authorization
    if not known or given is None or given.type != "bearer" or not given.token:
        return False
    return hmac.compare_digest(known.encode(), given.token.encode())
