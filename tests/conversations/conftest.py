"""A business whose conversations run for real: committed rows, so that the checkpoints' own connections see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conversations.talking import Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tenants.models import Business


@pytest.fixture
def talk(live_marios: Business) -> Iterator[Talk]:
    """A conversation with the restaurant."""
    from tenants.context import enter

    with enter(live_marios.schema_name):
        yield Talk()


@pytest.fixture
def talk_to(committed: Callable[..., Business]) -> Iterator[Callable[..., Talk]]:
    """Makes a business of a category and a conversation with it; the test stays inside the last one."""
    from contextlib import ExitStack

    from tenants.context import enter

    with ExitStack() as inside:

        def start(slug: str, category: str, **fields: object) -> Talk:
            inside.enter_context(enter(committed(slug, category=category, **fields).schema_name))
            return Talk()

        yield start
