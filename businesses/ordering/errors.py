"""What can go wrong with orders, in words for the person who orders."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from businesses.ordering.quotes import Quote


FaultKind = Literal[
    "unknown_item",
    "sold_out",
    "not_served",
    "too_few_left",
    "no_price",
    "quantity",
    "unknown_option",
    "too_few",
    "too_many",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, and in ``told`` what would be right; ``group`` where it is a group's."""

    kind: FaultKind
    told: str
    group: int | None = None
    left: int | None = None

    def as_json(self) -> dict[str, Any]:
        more = {"group": self.group, "left": self.left}
        return {"code": self.kind, "detail": self.told, **{key: each for key, each in more.items() if each is not None}}


class OrderError(AppError):
    code = "order"
    title = _("That order cannot be taken")
    status = 409


class NoOrders(OrderError):
    """The business takes none, or none in this way; ``ways`` are those in which it does."""

    status = 422
    code = "no-orders"
    title = _("We do not take such orders")

    def __init__(self, ways: Sequence[str] = ()) -> None:
        self.ways = tuple(ways)
        super().__init__(errors={"ways": list(ways)})


class BasketNotValid(OrderError):
    """``faults`` says by line, counted from 0, what is wrong; none where there are no lines at all."""

    status = 422
    code = "basket-not-valid"
    title = _("Please check what you want to order")

    def __init__(self, faults: Mapping[int, Fault]) -> None:
        self.faults = dict(faults)
        super().__init__(errors={"items": {str(place): fault.as_json() for place, fault in faults.items()}})


class NotThen(OrderError):
    """It cannot be ready then; ``nearest`` are times at which it can, nearest first."""

    code = "order-not-then"
    title = _("We cannot have it ready at that time")

    def __init__(self, nearest: Sequence[datetime] = ()) -> None:
        self.nearest = tuple(nearest)
        super().__init__(errors={"nearest": [each.isoformat() for each in nearest]})


class AddressMissing(OrderError):
    status = 422
    code = "address-missing"
    title = _("Please say where we should bring it")

    def __init__(self) -> None:
        super().__init__(errors={"address": str(self.title)})


class NotDeliveredThere(OrderError):
    """No zone covers the address."""

    status = 422
    code = "not-delivered-there"
    title = _("We do not deliver to that address")

    def __init__(self) -> None:
        super().__init__(errors={"address": str(self.title)})


class TooSmallToDeliver(OrderError):
    status = 422
    code = "order-too-small"
    title = _("The order is too small to be delivered")

    def __init__(self, minimum: Any, told: str) -> None:
        self.minimum = minimum
        super().__init__(told, errors={"minimum": f"{minimum:.2f}"})


class TableNotKnown(OrderError):
    status = 422
    code = "table-not-known"
    title = _("Please say at which table you sit")

    def __init__(self) -> None:
        super().__init__(errors={"table": str(self.title)})


class QuoteNotValid(OrderError):
    """A token that was forged, has expired, or is of another business."""

    status = 422
    code = "quote-not-valid"
    title = _("That was worked out too long ago. Please look at the order again")


class QuoteChanged(OrderError):
    """A price or the kitchen's time has changed: nothing was ordered, and ``quote`` is how it would be now."""

    code = "quote-changed"
    title = _("Something about your order has changed meanwhile. Please look at it again")

    def __init__(self, quote: Quote) -> None:
        self.quote = quote
        super().__init__(errors={"quote": quote.as_json()})


class TooManyOrders(OrderError):
    """The contact has its share of orders that are not done."""

    status = 429
    code = "too-many-orders"
    title = _("There are several open orders with this contact already")

    def __init__(self, most: int) -> None:
        told = _("This contact already has %(count)d open orders. For more, please call us.")
        super().__init__(told % {"count": most})


class OrderNotFound(OrderError):
    """No such order, or no proof that it is yours: deliberately the same."""

    status = 404
    code = "order-not-found"
    title = _("We cannot find that order with those details")


class OrderMoveNotAllowed(OrderError):
    code = "order-move-not-allowed"
    title = _("That is not possible any more for this order")

    def __init__(self, *, status: str, to: str) -> None:
        self.status_now = status
        super().__init__(errors={"status": status, "to": to})


class NothingToPay(OrderError):
    """It is paid, the time to pay it is over, or it is paid when it is handed over."""

    code = "nothing-to-pay"
    title = _("There is nothing to pay for this order now")


class NotPaid(OrderError):
    """Nothing was paid for it beforehand."""

    code = "not-paid"
    title = _("This order was not paid by card, so nothing can be paid back")


class PaidAlready(OrderError):
    """A change would cost something else than what was paid."""

    code = "paid-already"
    title = _("This order is paid. Cancel it, which pays it back, and order again")


class OrderChangedMeanwhile(OrderError):
    """Somebody else has changed it since it was shown."""

    code = "order-changed-meanwhile"
    title = _("Somebody else has just changed this order. Please look at it again")


class TooLateForOrder(OrderError):
    """The kitchen has it already; staff may still do it."""

    code = "too-late-for-order"
    title = _("The kitchen is already working on this order")

    def __init__(self, *, phone: str) -> None:
        self.phone = phone
        detail = (
            _("The kitchen is already working on this order. Please call us: %(phone)s") % {"phone": phone}
            if phone
            else _("The kitchen is already working on this order. Please contact us directly.")
        )
        super().__init__(detail, errors={"phone": phone})


class OrderBusy(OrderError):
    """Many people order at this moment: nothing was changed, and trying again is right."""

    status = 503
    code = "orders-busy"
    title = _("Many people are ordering at this moment. Nothing was ordered yet; please try again")
    permanent = False


class OrdersTooFast(OrderBusy):
    """More orders in a while than customers make; ``wait`` is seconds."""

    status = 429
    code = "orders-too-fast"
    title = _("Too many orders were made in a short time. Nothing was ordered; please try again later, or call us")

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.retry_after = math.ceil(wait)
