"""Two restaurants with a customer each, a Temporal whose history is in a file, and mails that end as files."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pytest

from config.logs import logging_settings
from tests.businesses import rows
from tests.factories import new_business
from tests.workflows.conftest import server, temporal, worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_django import Settings

    from businesses.models import Service
    from tenants.models import Business

__all__ = ["server", "temporal", "worker"]


@pytest.fixture
def committed(committed: object) -> Callable[..., Business]:
    """In schemas made for the test: files of those that lie ready hold what other tests have written and deleted."""
    return new_business


@pytest.fixture
def state_folder(tmp_path: Path, settings: Settings) -> Path:
    """Where this product keeps uploads and mails."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    return tmp_path


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, as the product writes it."""
    made = logging_settings(level="DEBUG", as_json=True)["formatters"]["structured"]
    formatter = made.pop("()")(**made)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def table(in_marios: Business) -> Service:
    """Two hours at one of two tables, for lunch and dinner."""
    rows.clear_rows()
    rows.open_daily((12, 15), (18, 23))
    rows.set_policy()
    return rows.add_service(rows.add_table("T1", 2), rows.add_table("T2", 4), needs_party=True)


@pytest.fixture
def restaurants(live_marios: Business, committed: Callable[..., Business]) -> tuple[Business, Business]:
    return live_marios, committed("bella", category="food")
