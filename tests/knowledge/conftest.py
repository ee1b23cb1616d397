"""Servers in another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.knowledge.far_mailbox import FarMailbox
from tests.knowledge.far_site import FarSite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two requests, and before one that is made again."""
    for name in ("web.BETWEEN", "robots.BETWEEN", "web.FIRST_PAUSE", "web.LONGEST_PAUSE"):
        monkeypatch.setattr(f"knowledge.fetching.{name}", 0.0)


@pytest.fixture
def far_site(no_waiting: None, settings: Settings) -> Iterator[FarSite]:
    """The one private address that owners may name."""
    site = FarSite()
    settings.SOURCES_PRIVATE_ADDRESSES = frozenset({site.host})
    yield site
    site.close()


@pytest.fixture(scope="session")
def mail_server() -> Iterator[FarMailbox]:
    server = FarMailbox()
    yield server
    server.close()


@pytest.fixture
def far_mailbox(mail_server: FarMailbox, settings: Settings) -> FarMailbox:
    """Empty; the one private address that owners may name."""
    settings.SOURCES_PRIVATE_ADDRESSES = frozenset({mail_server.address})
    mail_server.empty()
    return mail_server
