"""Passwords are hashed one at a time in a process, in the turn of the business, by a thread that gives way to others.

A hash is a third of a second of a processor in one piece, whoever asks and whether the password is right.  The
interpreter is free meanwhile and the processors are not: five at once are all that a small machine has.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from tenants.errors import BusinessBusy
from tenants.turns import LEARNING, PATIENCE_SECONDS, unit_at_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.turns import Unit

GIVES_WAY = 10
"""How nice the thread is: beside one that works it gets a tenth of a processor (Linux' weights, 110 to 1024)."""


class Cost:
    """What a hash takes here, in seconds of processor time: the first is a guess, of 1,000,000 rounds."""

    expected = 0.3

    def learn(self, seconds: float) -> None:
        self.expected += LEARNING * (seconds - self.expected)


COST = Cost()


class PatientHasher(PBKDF2PasswordHasher):
    """Django's own, with its rounds; where a request waits for it, in line."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Raises ``BusinessBusy`` where the line is too long."""
        work = partial(super().encode, password, salt, iterations)
        unit = unit_at_work()
        return work() if unit is None or _is_on_a_loop() else in_line(unit, work)


def in_line(unit: Unit, work: Callable[[], str]) -> str:
    """From a thread that does a piece of work: wait until the hash it needs is made."""
    return asyncio.run_coroutine_threadsafe(_in_turn(unit, work), unit.turns.loop).result()


async def _in_turn(unit: Unit, work: Callable[[], str]) -> str:
    turns = unit.turns
    part = await turns.begin(unit.who, patience=PATIENCE_SECONDS, expected=COST.expected, within=unit)
    try:
        queued = _thread().submit(_measured, part, work)
        made = asyncio.wrap_future(queued)
        await asyncio.wait({made}, timeout=PATIENCE_SECONDS)
        if not made.done() and queued.cancel():
            raise BusinessBusy
        return await made  # what has begun is waited for
    finally:
        turns.end(part)


def _measured(part: Unit, work: Callable[[], str]) -> str:
    with part.at_work():
        made = work()
    COST.learn(part.seconds)
    return made


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords", initializer=_give_way)


def _give_way() -> None:
    """Only Linux ranks threads; elsewhere the number would be another process's."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + GIVES_WAY)


def _is_on_a_loop() -> bool:
    """Who is on a loop's own thread cannot wait for what the loop does."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
