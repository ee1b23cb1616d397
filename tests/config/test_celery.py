"""Any thread of any process queues its tasks with our broker."""

from __future__ import annotations

import threading

from celery import current_app
from django.conf import settings

from config.celery import app
from tenants.accounts.post import mail_confirmation


def test_tasks_are_queued_with_our_broker_from_every_thread() -> None:
    seen: list[tuple[str, str]] = []

    def look() -> None:
        seen.append((current_app.conf.broker_url, mail_confirmation.app.main))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [(settings.CELERY_BROKER_URL, app.main)]


def test_everything_that_beat_asks_for_is_a_task() -> None:
    app.loader.import_default_modules()
    asked = {each["task"] for each in app.conf.beat_schedule.values()}
    assert asked - set(app.tasks) == set()
