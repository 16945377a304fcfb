"""Jobs and repeated requests: accepted work is done once, whoever dies, and nobody's flood stops the others."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from assembler.errors import KeyReused, LeaseLost, Missing, TooMany, Unfit, WrongState
from assembler.options import Options, State
from assembler.store import audit, clock, documents, idempotency, jobs, plans
from assembler.store.jobs import ATTEMPTS, LEASE, SHARE, JobState
from assembler.store.models import Document, IdempotencyKey, Job
from assembler.store.store import Store
from assembler.store.sweep import sweep
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

ORDER = {"kind": "medium_term_plan", "state": "draft"}
PROBLEM = {"code": "template", "detail": "Šablona má chybu."}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clock."""
    moved = timedelta()

    def move(by: timedelta) -> None:
        nonlocal moved
        moved += by

    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + moved)
    return move


def enqueue(office: Office, **order: Any) -> Job:
    with office.store.writing(office.actor) as tx:
        return jobs.enqueue(tx, "assemble", {**ORDER, **order})


def claim(store: Store, **wanted: Any) -> Job:
    with store.writing() as tx:
        claimed = jobs.claim(tx, **wanted)
    assert claimed is not None
    return claimed


def nothing_to_claim(store: Store) -> bool:
    with store.writing() as tx:
        return jobs.claim(tx) is None


def state(office: Office, job: Job) -> Job:
    with office.store.reading(office.actor) as tx:
        return jobs.get(tx, job.id)


# ---------------------------------------------------------------- a job's life


def test_a_job_waits_runs_tells_how_far_it_is_and_ends_with_its_result(office: Office, store: Store) -> None:
    job = enqueue(office)
    assert (job.state, job.attempts, job.order) == (JobState.QUEUED, 0, ORDER)
    held = claim(store)
    assert (held.id, held.state, held.attempts) == (job.id, JobState.RUNNING, 1)
    with store.writing(jobs.actor(held)) as tx:
        told = jobs.heartbeat(tx, held, "render", 40)
    assert (told.step, told.progress) == ("render", 40)
    with store.writing(jobs.actor(held)) as tx:
        jobs.finish(tx, held, {"document": "x"})
    ended = state(office, job)
    assert (ended.state, ended.result, ended.progress, ended.lease) == (JobState.DONE, {"document": "x"}, 100, None)
    assert ended.started_at is not None
    assert ended.finished_at is not None


def test_a_failed_job_keeps_its_problem(office: Office, store: Store) -> None:
    job, held = enqueue(office), claim(store)
    with store.writing(jobs.actor(held)) as tx:
        jobs.fail(tx, held, PROBLEM)
    assert (state(office, job).state, state(office, job).problem) == (JobState.FAILED, PROBLEM)
    assert nothing_to_claim(store)


def test_a_job_that_may_work_another_time_is_tried_again_but_not_for_ever(office: Office, store: Store) -> None:
    job = enqueue(office)
    for _ in range(ATTEMPTS):
        held = claim(store)
        with store.writing(jobs.actor(held)) as tx:
            jobs.fail(tx, held, PROBLEM, retry=True)
    assert (state(office, job).state, state(office, job).attempts) == (JobState.FAILED, ATTEMPTS)


def test_workers_may_choose_kinds(office: Office, store: Store) -> None:
    first, second = enqueue(office), enqueue(office)
    with store.writing() as tx:
        assert jobs.claim(tx, kinds=["preview"]) is None
        assert jobs.due(tx, kinds=["preview"]) == []
        assert jobs.due(tx, kinds=["assemble"]) == [first.id, second.id]
    assert claim(store, kinds=["assemble"]).id == first.id
    with store.reading() as tx:
        assert jobs.due(tx, kinds=["assemble"]) == [second.id]


def test_jobs_are_seen_by_their_own_municipality_only(office: Office, elsewhere: Office, store: Store) -> None:
    job = enqueue(office)
    with store.reading(elsewhere.actor) as tx:
        assert jobs.newest_first(tx).items == ()
        with pytest.raises(Missing):
            jobs.get(tx, job.id)
    with store.reading(office.actor) as tx:
        assert [each.id for each in jobs.newest_first(tx).items] == [job.id]
    with pytest.raises(Missing), store.writing() as tx:
        jobs.enqueue(tx, "assemble", ORDER)


# ---------------------------------------------------------------- dead workers


def test_a_dead_workers_job_is_given_to_another_one(
    office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    job, dead = enqueue(office), claim(store)
    assert sweep(store).jobs.again == ()
    later(LEASE + timedelta(seconds=1))
    assert sweep(store).jobs.again == (job.id,)
    other = claim(store)
    assert (other.id, other.attempts) == (job.id, 2)
    assert other.lease != dead.lease


@pytest.mark.parametrize("deed", ["heartbeat", "finish", "fail"])
def test_a_worker_that_only_seemed_dead_can_no_longer_touch_its_job(
    deed: str, office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    job, late = enqueue(office), claim(store)
    later(LEASE + timedelta(seconds=1))
    sweep(store)
    claim(store)
    deeds: dict[str, Callable[..., Job]] = {
        "heartbeat": lambda tx: jobs.heartbeat(tx, late, "render", 10),
        "finish": lambda tx: jobs.finish(tx, late, {}),
        "fail": lambda tx: jobs.fail(tx, late, PROBLEM),
    }
    with pytest.raises(LeaseLost), store.writing(jobs.actor(late)) as tx:
        deeds[deed](tx)
    assert state(office, job).state == JobState.RUNNING


def test_heartbeats_keep_a_long_job(office: Office, store: Store, later: Callable[[timedelta], None]) -> None:
    enqueue(office)
    held = claim(store)
    for _ in range(5):
        later(LEASE * 0.8)
        with store.writing(jobs.actor(held)) as tx:
            jobs.heartbeat(tx, held, "convert", 50)
        assert sweep(store).jobs.again == ()


def test_a_job_that_kills_its_workers_is_given_up_and_says_so(
    office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    job = enqueue(office)
    for _ in range(ATTEMPTS):
        claim(store)
        later(LEASE + timedelta(seconds=1))
        swept = sweep(store).jobs
    assert swept.failed == (job.id,)
    given_up = state(office, job)
    assert (given_up.state, (given_up.problem or {})["code"]) == (JobState.FAILED, "worker_died")
    with store.reading(office.actor) as tx:
        assert audit.newest_first(tx, subject=str(job.id)).items[0].deed == "job.fail"


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_a_clock_that_jumps_by_a_day_loses_no_job(
    jump: timedelta, office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    job = enqueue(office)
    claim(store)
    later(jump)
    assert sweep(store).jobs.again == (job.id,)
    with store.writing(jobs.actor(held := claim(store))) as tx:
        jobs.finish(tx, held, {})
    assert state(office, job).state == JobState.DONE


def test_two_workers_make_one_document(office: Office, store: Store, later: Callable[[timedelta], None]) -> None:
    plan = office.plan()
    with store.writing(office.actor) as tx:
        revision = plans.revision(tx, plan.id)
        job = jobs.enqueue(tx, "assemble", ORDER, revision)
    first = claim(store)
    later(LEASE + timedelta(seconds=1))
    sweep(store)
    second = claim(store)
    [docx] = store.keep([b"docx"])
    made = documents.Made("k", "standard", "0" * 64, Options(State.DRAFT), "0.1", "Plán", {"docx": docx})
    with pytest.raises(LeaseLost):
        finished(store, first, revision, made)
    finished(store, second, revision, made)
    with pytest.raises(IntegrityError):
        finished(store, second, revision, made)
    with store.reading(office.actor) as tx:
        [document] = documents.newest_first(tx, plan.id).items
        assert (document.job_id, document.author_id, tx.db.query(Document).count()) == (job.id, office.user.id, 1)


def finished(store: Store, held: Job, revision: Any, made: documents.Made) -> None:
    with store.writing(jobs.actor(held)) as tx:
        document = documents.add(tx, revision, made, held)
        jobs.finish(tx, held, {"document": str(document.id)})


# ---------------------------------------------------------------- many at once


def test_forty_workers_at_once_claim_each_job_once(office: Office, elsewhere: Office, store: Store) -> None:
    waiting = {enqueue(each).id for each in (office, elsewhere) for _ in range(SHARE)}
    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(lambda _: claim_or_none(store), range(40)))
    found = [each for each in claimed if each is not None]
    assert sorted(found) == sorted(waiting)


def claim_or_none(store: Store) -> uuid.UUID | None:
    with store.writing() as tx:
        job = jobs.claim(tx)
    return job.id if job else None


def test_a_municipality_that_floods_uses_up_its_own_share_only(office: Office, elsewhere: Office, store: Store) -> None:
    for _ in range(SHARE):
        enqueue(office)
    with pytest.raises(TooMany, match="Vaše obec"):
        enqueue(office)
    enqueue(elsewhere)
    with pytest.raises(TooMany, match="Čeká"), store.writing(elsewhere.actor) as tx:
        jobs.enqueue(tx, "assemble", ORDER, queue=SHARE + 1)


def test_municipalities_take_turns(office: Office, elsewhere: Office, store: Store) -> None:
    for owner in (office, office, office, elsewhere, elsewhere):
        enqueue(owner)
    turns = [claim(store).municipality_id for _ in range(5)]
    one, other = office.municipality.id, elsewhere.municipality.id
    assert turns == [one, other, one, other, one]


# ---------------------------------------------------------------- repeated requests

PRINT = "f" * 64


def post(office: Office, key: str, fingerprint: str = PRINT) -> Any:
    """A request that creates a job, as the service would answer it."""
    with office.store.writing(office.actor) as tx:
        began = idempotency.begin(tx, office.user.id, key, fingerprint)
        if began.answer is not None:
            return began.answer
        job = jobs.enqueue(tx, "assemble", ORDER, share=1000)
        answer = {"status": 202, "job": str(job.id)}
        idempotency.finish(tx, began, answer)
    return answer


def count_of_jobs(store: Store) -> int:
    with store.reading() as tx:
        return tx.db.query(Job).count()


def test_a_repeated_request_gets_the_same_answer_and_does_nothing_again(office: Office, store: Store) -> None:
    assert post(office, "key") == post(office, "key")
    assert post(office, "another") != post(office, "key")
    assert count_of_jobs(store) == 2


def test_two_hundred_requests_at_once_with_one_key_make_one_job(office: Office, store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: post(office, "key"), range(200)))
    assert len({answer["job"] for answer in answers}) == 1
    assert count_of_jobs(store) == 1


def test_the_same_key_of_another_user_is_another_key(office: Office, elsewhere: Office, store: Store) -> None:
    assert post(office, "key") != post(elsewhere, "key")


def test_a_key_with_another_request_is_refused(office: Office, store: Store) -> None:
    post(office, "key")
    with pytest.raises(KeyReused):
        post(office, "key", "0" * 64)


@pytest.mark.parametrize("key", ["", "x" * 201, "a\nb", "\0"])
def test_a_key_that_is_none_is_refused(key: str, office: Office) -> None:
    with pytest.raises(Unfit):
        post(office, key)


def test_a_refused_deed_leaves_its_key_free(office: Office, store: Store) -> None:
    def refused() -> None:
        with store.writing(office.actor) as tx:
            idempotency.begin(tx, office.user.id, "key", PRINT)
            plans.get(tx, uuid.uuid4())

    with pytest.raises(Missing):
        refused()
    assert post(office, "key", "0" * 64)["status"] == 202


def test_a_long_deed_holds_its_key_until_it_ends_or_dies(
    office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    def begin() -> idempotency.Began:
        with store.writing(office.actor) as tx:
            return idempotency.begin(tx, office.user.id, "key", PRINT)

    dead = begin()
    with pytest.raises(WrongState):
        begin()
    later(idempotency.LEASE + timedelta(seconds=1))
    other = begin()
    with pytest.raises(LeaseLost), store.writing(office.actor) as tx:
        idempotency.finish(tx, dead, {"late": True})
    with store.writing(office.actor) as tx:
        idempotency.finish(tx, other, {"status": 200})
    assert begin().answer == {"status": 200}


def test_a_long_deed_that_was_refused_frees_its_key(office: Office, store: Store) -> None:
    with store.writing(office.actor) as tx:
        began = idempotency.begin(tx, office.user.id, "key", PRINT)
    with store.writing(office.actor) as tx:
        idempotency.forget(tx, began)
    assert post(office, "key")["status"] == 202


def test_keys_are_kept_for_more_than_a_day_and_then_forgotten(
    office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    first = post(office, "key")
    later(timedelta(hours=25))
    assert post(office, "key") == first
    later(idempotency.KEPT)
    assert post(office, "key") != first
    later(idempotency.KEPT + timedelta(seconds=1))
    assert sweep(store).keys == 1
    with store.reading() as tx:
        assert tx.db.query(IdempotencyKey).count() == 0
