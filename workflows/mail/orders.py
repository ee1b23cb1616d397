"""An order's mails: from its committed row to text, in the customer's language and the business's wall time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from businesses.languages import language_for, language_of
from businesses.models import OrderPolicy, OrderWay
from businesses.queries.orders import reason_of
from businesses.tokens import manage_token
from businesses.wording import payments
from businesses.wording.moments import moment, zone
from businesses.wording.money import amount
from businesses.wording.orders import choice
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.plain import one_line, unlinked
from workflows.definitions.order_messages import OrderMailKind
from workflows.mail.facts import ink_on
from workflows.mail.rendering import written

if TYPE_CHECKING:
    from businesses.models import Order, OrderLine
    from workflows.mail.rendering import RenderedMail


OPEN = frozenset({OrderMailKind.UNPAID, OrderMailKind.PLACED, OrderMailKind.ACCEPTED, OrderMailKind.READY})
LOST = frozenset({OrderMailKind.REJECTED, OrderMailKind.CANCELLED, OrderMailKind.LAPSED, OrderMailKind.PAID_LATE})


@dataclass(frozen=True, slots=True)
class LineFacts:
    quantity: int
    name: str
    how: str
    total: str


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """Texts are ready to show; ``reason`` is why it was turned down or cancelled. ``fee`` and ``tax`` may be empty."""

    reference: str
    customer: str
    lines: tuple[LineFacts, ...]
    fee: str
    tax: str
    is_tax_included: bool
    total: str
    way: str
    when: str
    zone: str
    where: str
    note: str
    paid: str
    reason: str
    business: str
    phone: str
    email: str
    colour: str
    ink: str
    manage_url: str
    home_url: str
    kitchen_url: str


def render_order(order: Order, kind: OrderMailKind) -> RenderedMail:
    """Render the mail of the kind from the order as it is; that one is late is told in the business's language."""
    is_to_business = kind is OrderMailKind.OVERDUE
    language = language_of(current_business()) if is_to_business else language_for(order)
    with translation.override(language):
        facts = order_facts(order)
        is_lost = kind in LOST
        context = {
            "facts": facts,
            "kind": kind.value,
            "headline": headline(kind),
            "is_bad_news": is_lost or is_to_business,
            "is_lost": is_lost,
            "is_open": kind in OPEN,
            "is_to_business": is_to_business,
        }
        return written("order", subject(facts, kind), context)


def headline(kind: OrderMailKind) -> str:
    return {
        OrderMailKind.UNPAID: _("Your order waits to be paid"),
        OrderMailKind.LAPSED: _("Your order was not paid in time"),
        OrderMailKind.PAID_LATE: _("Your payment goes back"),
        OrderMailKind.REFUNDED: _("Your order is paid back"),
        OrderMailKind.PLACED: _("Your order is in"),
        OrderMailKind.ACCEPTED: _("Your order is accepted"),
        OrderMailKind.READY: _("Your order is ready"),
        OrderMailKind.REJECTED: _("We could not take your order"),
        OrderMailKind.CANCELLED: _("Your order is cancelled"),
        OrderMailKind.FEEDBACK: _("How was it?"),
        OrderMailKind.OVERDUE: _("An order is late"),
    }[kind]


def subject(facts: OrderFacts, kind: OrderMailKind) -> str:
    pattern = {
        OrderMailKind.UNPAID: _("To be paid: your order %(reference)s at %(business)s"),
        OrderMailKind.LAPSED: _("Not placed: your order %(reference)s at %(business)s"),
        OrderMailKind.PAID_LATE: _("Goes back: your payment for order %(reference)s at %(business)s"),
        OrderMailKind.REFUNDED: _("Paid back: your order %(reference)s at %(business)s"),
        OrderMailKind.PLACED: _("Received: your order %(reference)s at %(business)s"),
        OrderMailKind.ACCEPTED: _("Accepted: your order %(reference)s at %(business)s"),
        OrderMailKind.READY: _("Ready: your order %(reference)s at %(business)s"),
        OrderMailKind.REJECTED: _("Not taken: your order %(reference)s at %(business)s"),
        OrderMailKind.CANCELLED: _("Cancelled: your order %(reference)s at %(business)s"),
        OrderMailKind.FEEDBACK: _("Thank you from %(business)s"),
        OrderMailKind.OVERDUE: _("Late: order %(reference)s"),
    }[kind]
    return pattern % {"reference": facts.reference, "business": facts.business}


def order_facts(order: Order) -> OrderFacts:
    """Call with the mail's language active."""
    business = current_business()
    is_included = OrderPolicy.current().prices_include_tax
    return OrderFacts(
        reference=order.reference,
        customer=unlinked(order.customer.name),
        lines=tuple(_line(line, order.currency) for line in order.lines.all()),
        fee=amount(order.fee, order.currency) if order.fee else "",
        tax=amount(order.tax, order.currency) if order.tax else "",
        is_tax_included=is_included,
        total=amount(order.total, order.currency),
        way=order.way,
        when=moment(order.there_at.astimezone(business.zone), business.country),
        zone=zone(business.zone),
        where=_where(order),
        note=unlinked(order.note),
        paid=payments.of_order(order, timezone.now()),
        reason=unlinked(reason_of(order)),
        business=one_line(business.name),
        phone=business.phone,
        email=business.email,
        colour=business.brand_colour,
        ink=ink_on(business.brand_colour),
        # The token follows the # so that no server log and no Referer ever carries it.
        manage_url=f"{url_of(business.slug, f'/o/{order.reference}/')}#{manage_token(order)}",
        home_url=url_of(business.slug),
        kitchen_url=url_of(business.slug, "/staff/kitchen/"),
    )


def _where(order: Order) -> str:
    if order.way == OrderWay.DELIVERY:
        return unlinked(", ".join(order.address.split("\n")))
    if order.way == OrderWay.DINE_IN:
        return order.table.name if order.table else ""
    return str(current_business().address)


def _line(line: OrderLine, currency: str) -> LineFacts:
    how = [choice(each) for each in line.choices] + ([f"“{unlinked(line.note)}”"] if line.note else [])
    return LineFacts(line.quantity, line.name, ", ".join(how), amount(line.total, currency))
