"""The states of an order, the moves between them, and how an order reaches its customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping


class OrderWay(models.TextChoices):
    PICKUP = "pickup", _("To take away")
    DELIVERY = "delivery", _("Delivered")
    DINE_IN = "dine_in", _("At the table")


class OrderStatus(models.TextChoices):
    PLACED = "placed", _("Waiting to be accepted")
    ACCEPTED = "accepted", _("Accepted")
    PREPARING = "preparing", _("Being prepared")
    READY = "ready", _("Ready")
    COMPLETED = "completed", _("Handed over")
    REJECTED = "rejected", _("Turned down")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_ORDERS = (OrderStatus.PLACED, OrderStatus.ACCEPTED, OrderStatus.PREPARING, OrderStatus.READY)
"""The states in which somebody still has work with it."""
IN_THE_KITCHEN = (OrderStatus.PLACED, OrderStatus.ACCEPTED, OrderStatus.PREPARING)
"""The states that take the kitchen's time."""

ORDER_MOVES: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.PLACED: frozenset({OrderStatus.ACCEPTED, OrderStatus.REJECTED, OrderStatus.CANCELLED}),
    OrderStatus.ACCEPTED: frozenset({OrderStatus.PREPARING, OrderStatus.READY, OrderStatus.CANCELLED}),
    # Back a state where a finger slipped on the kitchen's screen.
    OrderStatus.PREPARING: frozenset({OrderStatus.READY, OrderStatus.ACCEPTED, OrderStatus.CANCELLED}),
    OrderStatus.READY: frozenset({OrderStatus.COMPLETED, OrderStatus.PREPARING, OrderStatus.CANCELLED}),
    OrderStatus.COMPLETED: frozenset({OrderStatus.READY}),
    OrderStatus.REJECTED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}
