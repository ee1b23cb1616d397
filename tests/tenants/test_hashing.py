"""A password is hashed in line: one at a time in a process, by a thread that gives way, in the business's turn."""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, PBKDF2PasswordHasher

from tenants.errors import BusinessBusy
from tenants.hashing import GIVES_WAY, PatientHasher, in_line
from tenants.limits.attempts import HERE
from tenants.models import Role
from tenants.turns import Turns, Unit, unit_at_work
from tests.factories import PASSWORD, new_user
from tests.tenants.pages import browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tenants.models import Business


@contextmanager
def turns_of_a_process() -> Iterator[Turns]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield Turns(loop)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def in_a_request(turns: Turns, who: str, work: Callable[[], str]) -> str:
    unit = asyncio.run_coroutine_threadsafe(turns.begin(who), turns.loop).result()
    try:
        with unit.at_work():
            return work()
    finally:
        turns.loop.call_soon_threadsafe(turns.end, unit)


def test_it_is_djangos_hash_with_a_request_and_without() -> None:
    wanted = PBKDF2PasswordHasher().encode(PASSWORD, "salt", 1)
    hasher = PatientHasher()
    with turns_of_a_process() as turns:
        assert in_a_request(turns, "marios", lambda: hasher.encode(PASSWORD, "salt", 1)) == wanted
    assert hasher.encode(PASSWORD, "salt", 1) == wanted
    assert hasher.verify(PASSWORD, wanted)


def test_one_at_a_time_whoever_asks_and_on_a_thread_that_gives_way() -> None:
    at_work, most, niceness = 0, 0, set()
    noted = threading.Lock()

    def note() -> str:
        nonlocal at_work, most
        with noted:
            at_work += 1
            most = max(most, at_work)
        niceness.add(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        threading.Event().wait(0.005)
        with noted:
            at_work -= 1
        return "made"

    with turns_of_a_process() as turns, ThreadPoolExecutor(8) as requests:

        def ask(number: int) -> str:
            unit = asyncio.run_coroutine_threadsafe(turns.begin(f"b{number % 2}"), turns.loop).result()
            made = in_line(unit, note)
            turns.loop.call_soon_threadsafe(turns.end, unit)
            return made

        assert list(requests.map(ask, range(8))) == ["made"] * 8
    assert most == 1
    assert niceness == {os.getpriority(os.PRIO_PROCESS, 0) + GIVES_WAY}


def test_who_waits_too_long_is_told_and_who_has_begun_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.hashing.PATIENCE_SECONDS", 0.05)
    begun, released = threading.Event(), threading.Event()

    def long_one() -> str:
        begun.set()
        released.wait(10)
        return "made"

    with turns_of_a_process() as turns, ThreadPoolExecutor(1) as other:
        first = other.submit(in_a_request, turns, "a", lambda: in_line(here(), long_one))
        assert begun.wait(10)
        with pytest.raises(BusinessBusy):
            in_a_request(turns, "b", lambda: in_line(here(), lambda: "never"))
        released.set()
        assert first.result() == "made"


def here() -> Unit:
    unit = unit_at_work()
    assert unit is not None
    return unit


def test_a_line_that_is_too_long_refuses_the_request_and_counts_no_try(
    marios: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_user("owner@example.com", business=marios, role=Role.OWNER)

    def signs_in() -> int:
        said = {"email": "owner@example.com", "password": PASSWORD}
        return browser("marios.localhost").post("/api/v1/auth/token", said, "application/json").status_code

    def refuse(*_args: object, **_kwargs: object) -> str:
        raise BusinessBusy

    with monkeypatch.context() as line:
        line.setattr(MD5PasswordHasher, "encode", refuse)
        assert {signs_in() for _ in range(HERE.burst + 1)} == {503}
    assert signs_in() == 200
