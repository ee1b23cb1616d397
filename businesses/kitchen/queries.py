"""What the kitchen's board shows: a constant number of queries, however many orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from businesses.models import OPEN_ORDERS, Allergen, ModifierOption, Order, OrderChange, OrderStatus
from businesses.ordering.allergens import all_of
from businesses.wording.orders import choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from businesses.models import OrderLine
    from tenants.actors import Actor

DONE = (OrderStatus.COMPLETED, OrderStatus.REJECTED, OrderStatus.CANCELLED)
STEPS = (*OPEN_ORDERS, OrderStatus.COMPLETED)
"""The way of an order that goes well."""
DONE_FOR = timedelta(hours=1)
"""How long an order that is done stays on the board."""
LATER = timedelta(hours=2)
"""An accepted order due after more than this waits below those that are to be made now."""
UNDO_FOR = timedelta(seconds=20)
BACK = {
    OrderStatus.PREPARING: OrderStatus.ACCEPTED,
    OrderStatus.READY: OrderStatus.PREPARING,
    OrderStatus.COMPLETED: OrderStatus.READY,
}
"""Where a move that slipped goes back to; what a customer has been told for good is in none."""


@dataclass(frozen=True, slots=True)
class Made:
    """A line of an order: how it is made, and its allergens as recorded; ``None`` where any of them is unknown."""

    line: OrderLine
    choices: tuple[tuple[str, bool], ...]
    """Each with whether it is left out."""
    allergens: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Card:
    order: Order
    lines: tuple[Made, ...]
    next: OrderStatus | None = None
    is_later: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """The last move of whoever looks, while it may be taken back."""

    order: Order
    to: OrderStatus
    seconds: int


@dataclass(frozen=True, slots=True)
class Kitchen:
    """``stamp`` grows with every change of any order: what carries a smaller one is older."""

    stamp: int
    new: tuple[Card, ...]
    making: tuple[Card, ...]
    later: tuple[Card, ...]
    ready: tuple[Card, ...]
    done: tuple[Card, ...]


def kitchen_of(*, now: datetime) -> Kitchen:
    """Open orders, those due first on top, and those done within the last hour, the latest first."""
    # Read first: what changes while the rows are read is in them or comes with a greater one.
    stamp = OrderChange.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = Order.objects.detailed().prefetch_related("lines__item")
    running = list(rows.filter(status__in=OPEN_ORDERS).order_by("ready_at", "placed_at", "pk"))
    ended = _ended_since(now - DONE_FOR)
    done = sorted(rows.filter(pk__in=ended), key=lambda order: ended[order.pk].at, reverse=True)
    options = _allergens_of_options([*running, *done])
    cards = [_card(order, options, now) for order in running]

    def in_state(*statuses: OrderStatus, is_later: bool = False) -> tuple[Card, ...]:
        return tuple(card for card in cards if card.order.status in statuses and card.is_later == is_later)

    return Kitchen(
        stamp=stamp,
        new=tuple(sorted(in_state(OrderStatus.PLACED), key=lambda card: card.order.accept_by)),
        making=in_state(OrderStatus.ACCEPTED, OrderStatus.PREPARING),
        later=in_state(OrderStatus.ACCEPTED, is_later=True),
        ready=in_state(OrderStatus.READY),
        done=tuple(
            Card(order, made_lines(order, options), reason=str(ended[order.pk].detail.get("reason", "")))
            for order in done
        ),
    )


def _ended_since(moment: datetime) -> dict[int, OrderChange]:
    """The change that ended each order since then; one that was taken back is open, and is not among them."""
    changes = OrderChange.objects.filter(at__gte=moment, to_status__in=DONE, order__status__in=DONE)
    return {change.order_id: change for change in changes.order_by("version")}


def _card(order: Order, options: Mapping[int, tuple[str, ...] | None], now: datetime) -> Card:
    is_later = order.status == OrderStatus.ACCEPTED and order.ready_at - now > LATER
    return Card(
        order, made_lines(order, options), next=STEPS[STEPS.index(OrderStatus(order.status)) + 1], is_later=is_later
    )


def card_of(order: Order) -> Card:
    """One order by itself, as its ticket shows it."""
    return Card(order, made_lines(order, _allergens_of_options([order])))


def made_lines(order: Order, options: Mapping[int, tuple[str, ...] | None]) -> tuple[Made, ...]:
    return tuple(
        Made(
            line,
            tuple((choice(each), bool(each["is_left_out"])) for each in line.choices),
            _allergens(line, options),
        )
        for line in order.lines.all()
    )


def _allergens(line: OrderLine, options: Mapping[int, tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """Of the dish and all that was added. Something left out stays counted: it may have touched the rest."""
    added = [options.get(each["option_id"]) for each in line.choices if not each["is_left_out"]]
    found = all_of([line.item.allergens if line.item else None, *added])
    return None if found is None else tuple(str(Allergen(value).label) for value in found)


def _allergens_of_options(orders: Iterable[Order]) -> dict[int, tuple[str, ...] | None]:
    """By the option's key; one that the menu has no more is unknown."""
    chosen = {each["option_id"] for order in orders for line in order.lines.all() for each in line.choices}
    rows: Any = ModifierOption.objects.filter(pk__in=chosen).values_list("pk", "allergens")
    return {key: None if allergens is None else tuple(allergens) for key, allergens in rows}


def undo_of(*, by: Actor, now: datetime) -> Undo | None:
    """What the actor has moved within the last seconds, and nobody since."""
    recent = OrderChange.objects.filter(actor=str(by), at__gte=now - UNDO_FOR).select_related("order")
    last = recent.order_by("-at", "-version").first()
    if last is None or last.version != last.order.version or not _is_undoable(last):
        return None
    to = BACK[OrderStatus(last.to_status)]
    return Undo(last.order, to, seconds=max(int((last.at + UNDO_FOR - now).total_seconds()), 1))


def _is_undoable(change: OrderChange) -> bool:
    """A step onwards; a step back is its own undoing."""
    if change.to_status not in BACK or change.from_status not in STEPS:
        return False
    return STEPS.index(OrderStatus(change.from_status)) < STEPS.index(OrderStatus(change.to_status))


def waiting_orders() -> int:
    """How many nobody has answered yet."""
    return Order.objects.filter(status=OrderStatus.PLACED).count()
