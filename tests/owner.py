"""The role that owns the tables: what the product is only while it migrates."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tenants.connection import unhurried

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def as_owner(*, really: bool = True) -> Iterator[None]:
    """Run the block as the tables' owner; outside of transactions."""
    if not really:
        yield
        return
    with unhurried():
        yield
