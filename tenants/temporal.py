"""Temporal's way into a business: an activity's one input names the schema."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db import close_old_connections

from tenants.context import PUBLIC, current_business, enter
from tenants.correlation import correlated
from tenants.errors import NoTenant

if TYPE_CHECKING:
    from collections.abc import Callable


class TenantInput(Protocol):
    @property
    def schema(self) -> str: ...

    @property
    def correlation_id(self) -> str: ...


Order = TypeVar("Order", bound=TenantInput)
R = TypeVar("R")


def in_tenant(activity: Callable[[Order], R]) -> Callable[[Order], R]:
    """Run a sync activity inside the schema of its input, with a healthy connection before and none kept after.

    Raises ``UnknownBusiness``, which is permanent, where the business is no more.
    """

    @wraps(activity)
    def entered(order: Order) -> R:
        if not order.schema or order.schema == PUBLIC:
            raise NoTenant(f"{activity.__name__} was called without a business")
        close_old_connections()
        try:
            with correlated(order.correlation_id), enter(order.schema):
                current_business()  # one that was deleted is unknown for good: the activity is not tried again
                return activity(order)
        finally:
            close_old_connections()

    return entered
