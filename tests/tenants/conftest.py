from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from config.celery import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoCaptureOnCommitCallbacks


class Postbox:
    """Mails about logins: what is done while it is ``open`` is committed, and the worker's tasks run at once."""

    def __init__(self, capture: DjangoCaptureOnCommitCallbacks) -> None:
        self.capture = capture

    @contextmanager
    def open(self) -> Iterator[None]:
        app.conf.update(task_always_eager=True, task_eager_propagates=True)
        try:
            with self.capture(execute=True):
                yield
        finally:
            app.conf.update(task_always_eager=False, task_eager_propagates=False)

    def to(self, address: str) -> list[str]:
        return [str(message.body) for message in mail.outbox if message.to == [address]]

    def link(self, address: str) -> str:
        """The newest link that was mailed to the address."""
        links: list[str] = re.findall(r"https?://\S+", self.to(address)[-1])
        return links[-1]


@pytest.fixture
def postbox(db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Postbox:
    return Postbox(django_capture_on_commit_callbacks)
