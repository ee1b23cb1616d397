"""Token buckets: so much at once, refilled evenly, shared by all processes, and still counted while Redis is away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tenants.limits import shared
from tenants.limits.buckets import Bucket, Limit
from tenants.limits.shared import SharedBuckets, fill, quick_client, take

FIVE = Limit("five", 5, 50.0)
TWO = Limit("two", 2, 50.0)
NOON = 1_800_000_000.0


def test_a_bucket_gives_its_burst_and_then_one_each_time_one_has_been_refilled() -> None:
    bucket = Bucket(FIVE, NOON)
    assert [bucket.take(NOON) for _ in range(6)] == [0.0] * 5 + [10.0]
    assert bucket.take(NOON + 9) == pytest.approx(1.0)
    assert bucket.take(NOON + 10) == 0.0
    assert [bucket.take(NOON + 1000) for _ in range(6)][-2:] == [0.0, 10.0]


def test_the_shared_one_counts_the_same() -> None:
    assert [take((FIVE, "ann"), now=NOON) for _ in range(6)] == [0.0] * 5 + [10.0]
    assert take((FIVE, "bob"), now=NOON) == 0.0
    assert take((FIVE, "ann"), now=NOON + 10) == 0.0
    fill((FIVE, "ann"))
    assert take((FIVE, "ann"), now=NOON + 10) == 0.0


def test_a_refusal_by_one_bucket_takes_nothing_from_the_others() -> None:
    both = ((FIVE, "ann"), (TWO, "ann"))
    assert [bool(take(*both, now=NOON)) for _ in range(9)] == [False] * 2 + [True] * 7
    assert [bool(take((FIVE, "ann"), now=NOON)) for _ in range(4)] == [False] * 3 + [True]


def test_what_was_given_back_can_be_taken_again_and_never_more_than_the_burst() -> None:
    take((TWO, "ann"), now=NOON)
    for _ in range(5):
        take((TWO, "ann"), count=-1, now=NOON)
    assert [bool(take((TWO, "ann"), now=NOON)) for _ in range(3)] == [False, False, True]


def test_many_at_once_get_no_more_than_one_after_the_other() -> None:
    with ThreadPoolExecutor(20) as pool:
        waits = list(pool.map(lambda _: take((FIVE, "crowd"), now=NOON), range(40)))
    assert waits.count(0.0) == 5


def test_without_redis_each_process_counts_for_itself() -> None:
    alone = SharedBuckets(quick_client("redis://127.0.0.1:1/0"), "test")
    both = [(FIVE, "ann"), (TWO, "ann")]
    assert [bool(alone.take(both, now=NOON)) for _ in range(4)] == [False, False, True, True]
    assert not alone.take([(FIVE, "ann")], now=NOON)
    alone.fill(TWO, "ann")
    assert not alone.take([(TWO, "ann")], now=NOON)
    assert not alone.remembers("ann")


def test_a_deployment_counts_apart_from_another_on_the_same_redis() -> None:
    mine, theirs = shared.here(), SharedBuckets(shared.here().client, "another")
    assert [bool(mine.take([(TWO, "ann")], now=NOON)) for _ in range(3)] == [False, False, True]
    assert not theirs.take([(TWO, "ann")], now=NOON)
    theirs.fill(TWO, "ann")
