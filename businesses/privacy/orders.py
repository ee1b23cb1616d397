"""What is kept of orders, and of how they are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesses.models import (
    DeliveryZone,
    MenuItem,
    ModifierGroup,
    ModifierOption,
    Order,
    OrderChange,
    OrderLine,
    OrderPolicy,
)
from businesses.privacy.holdings import CUSTOMER, ORDER, Table, columns_of
from businesses.privacy.own import erase_timeline, shop

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from businesses.privacy.holdings import Subject


def orders_of(subject: Subject) -> tuple[str, ...]:
    """References: they name an order everywhere, in events, mails and workflows."""
    found = Order.objects.filter(customer__pk__in=subject.of(CUSTOMER)).order_by("pk")
    return tuple(found.values_list("reference", flat=True))


def orders(subject: Subject | None) -> QuerySet[Order]:
    return Order.objects.all() if subject is None else Order.objects.filter(reference__in=subject.of(ORDER))


def lines(subject: Subject | None) -> QuerySet[OrderLine]:
    every = OrderLine.objects.all()
    return every if subject is None else every.filter(order__reference__in=subject.of(ORDER))


def changes(subject: Subject | None) -> QuerySet[OrderChange]:
    every = OrderChange.objects.all()
    return every if subject is None else every.filter(order__reference__in=subject.of(ORDER))


def menu_items(_subject: Subject | None) -> QuerySet[Any]:
    return MenuItem.objects.annotate(group_ids=ArrayAgg("groups", filter=~Q(groups=None), default=[]))


def erase_orders(subject: Subject) -> int:
    """What was eaten and what it cost stays. The links that were mailed open nothing any more."""
    with_words = Q(note__gt="") | Q(address__gt="") | Q(manage_nonce__gt="") | Q(order_fingerprint__gt="")
    return orders(subject).filter(with_words).update(note="", address="", manage_nonce="", order_fingerprint="")


def erase_lines(subject: Subject) -> int:
    return lines(subject).filter(note__gt="").update(note="")


def erase_changes(subject: Subject) -> int:
    return erase_timeline(changes(subject))


MENU = (
    shop("modifier_groups", ModifierGroup),
    shop("modifier_options", ModifierOption),
    Table(
        name="menu_items",
        title=_("menu items"),
        rows=menu_items,
        columns=(*columns_of(MenuItem), "group_ids"),
        is_of_people=False,
    ),
    shop("order_policy", OrderPolicy),
    shop("delivery_zones", DeliveryZone),
)

# The keys of a repeated order and what opens its page are nobody's to have.
ORDERS = (
    Table(
        name="orders",
        title=_("orders"),
        rows=orders,
        columns=columns_of(Order, "order_key", "order_fingerprint", "manage_nonce"),
        erase=erase_orders,
    ),
    Table(
        name="order_lines",
        title=_("lines of orders"),
        rows=lines,
        columns=columns_of(OrderLine),
        erase=erase_lines,
    ),
    Table(
        name="order_changes",
        title=_("changes of orders"),
        rows=changes,
        columns=columns_of(OrderChange),
        erase=erase_changes,
    ),
)
