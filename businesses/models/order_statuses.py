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


class PaidWhen(models.TextChoices):
    """When an order of some way is paid; by card beforehand only where the business has an account for that."""

    DOOR = "door", _("When it is handed over")
    BEFORE = "before", _("Beforehand, by card")
    CHOICE = "choice", _("As the customer likes")


class OrderStatus(models.TextChoices):
    UNPAID = "unpaid", _("Waiting to be paid")
    PLACED = "placed", _("Waiting to be accepted")
    ACCEPTED = "accepted", _("Accepted")
    PREPARING = "preparing", _("Being prepared")
    READY = "ready", _("Ready")
    COMPLETED = "completed", _("Handed over")
    REJECTED = "rejected", _("Turned down")
    CANCELLED = "cancelled", _("Cancelled")
    LAPSED = "lapsed", _("Not paid in time")


OPEN_ORDERS = (OrderStatus.PLACED, OrderStatus.ACCEPTED, OrderStatus.PREPARING, OrderStatus.READY)
"""The states in which somebody still has work with it."""
UNFINISHED_ORDERS = (OrderStatus.UNPAID, *OPEN_ORDERS)
"""Those, and what waits for its customer to pay: it holds stock and time, and the kitchen does not see it."""
IN_THE_KITCHEN = (OrderStatus.UNPAID, OrderStatus.PLACED, OrderStatus.ACCEPTED, OrderStatus.PREPARING)
"""The states that take the kitchen's time."""
UNEATEN_ORDERS = (OrderStatus.REJECTED, OrderStatus.CANCELLED, OrderStatus.LAPSED)
"""The states in which it has given back what it held."""

ORDER_MOVES: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.UNPAID: frozenset({OrderStatus.PLACED, OrderStatus.CANCELLED, OrderStatus.LAPSED}),
    OrderStatus.PLACED: frozenset({OrderStatus.ACCEPTED, OrderStatus.REJECTED, OrderStatus.CANCELLED}),
    OrderStatus.ACCEPTED: frozenset({OrderStatus.PREPARING, OrderStatus.READY, OrderStatus.CANCELLED}),
    # Back a state where a finger slipped on the kitchen's screen.
    OrderStatus.PREPARING: frozenset({OrderStatus.READY, OrderStatus.ACCEPTED, OrderStatus.CANCELLED}),
    OrderStatus.READY: frozenset({OrderStatus.COMPLETED, OrderStatus.PREPARING, OrderStatus.CANCELLED}),
    OrderStatus.COMPLETED: frozenset({OrderStatus.READY}),
    OrderStatus.REJECTED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
    # Paid after its time, while it can still be had.
    OrderStatus.LAPSED: frozenset({OrderStatus.PLACED}),
}
