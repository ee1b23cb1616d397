"""Relay and worker die without warning, again and again; no booking's mail is lost or doubled."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from config.environment import ROOT
from events.models import OutboxEvent
from tenants.context import enter
from tests.workflows.bookings import book, in_days
from tests.workflows.post_office import open_post_office
from workflows.models import SentMail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tenants.models import Business
    from tests.workflows.post_office import PostOffice

BOOKINGS = 30
KILLS = 3
COMMANDS = ("relay", "temporal_worker")


class Process:
    """A management command that is killed and started again."""

    def __init__(self, command: str, environment: dict[str, str]) -> None:
        self.command, self.environment = command, environment
        self.start()

    def start(self) -> None:
        self.running = subprocess.Popen(  # our own command
            [sys.executable, "manage.py", self.command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        self.running.kill()
        self.running.wait()


@contextmanager
def running(office: PostOffice, namespace: str) -> Iterator[list[Process]]:
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "TEMPORAL_NAMESPACE": namespace,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(office.port),
        "EMAIL_USE_TLS": "0",
    }
    processes = [Process(command, environment) for command in COMMANDS]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()


def database_url() -> str:
    """The test database, for other processes."""
    settings = connection.settings_dict
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**settings)


@pytest.mark.timeout(300)
def test_every_booking_gets_its_mail_however_often_relay_and_worker_die(
    open_marios: Business, temporal_namespace: str
) -> None:
    references: list[str] = []
    with open_post_office() as office, running(office, temporal_namespace) as processes:
        for number in range(BOOKINGS):
            references.append(book_one(open_marios, number))
            if number == 0:  # both processes are up
                until(lambda: all_told(open_marios, references), seconds=90)
            elif number % (BOOKINGS // KILLS) == 0:
                time.sleep(random.uniform(0, 0.5))
                for process in processes:
                    process.kill()
                    process.start()
        until(lambda: all_told(open_marios, references), seconds=180)

    mails = Counter(str(message["Message-ID"]) for message in office.received)
    assert len(mails) == BOOKINGS
    # SMTP has no transaction: a worker that dies between handing over and noting it sends the same Message-ID again.
    assert sum(mails.values()) <= BOOKINGS + KILLS
    assert not OutboxEvent.objects.dead().exists()


def book_one(business: Business, number: int) -> str:
    with enter(business.schema_name):
        return book(in_days(5 + number // 8, hour=(number % 8) * 3)).reference


def all_told(business: Business, references: list[str]) -> bool:
    with enter(business.schema_name):
        told = SentMail.objects.filter(state="sent", kind="confirmation").values_list("reference", flat=True)
        return set(references) <= set(told)


def until(condition: Callable[[], bool], *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.2)
