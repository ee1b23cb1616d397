"""What is said of a quote and of an order: sentences that state a fact, from what was priced or committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.models import OrderWay
from businesses.wording import moments, money, payments
from businesses.wording.orders import option
from conversations.wording.orders import dish, moment

if TYPE_CHECKING:
    from decimal import Decimal

    from businesses.desk import BusinessFacts
    from conversations.repository.facts import BilledLine, OrderFacts, Person, QuoteFacts


def line(billed: BilledLine, currency: str) -> str:
    """Such as "2 x Margherita (large, without onions): €18.00"."""
    made = [option(each.name, each.amount, is_left_out=each.is_left_out) for each in billed.options]
    what = {"dish": dish(billed.quantity, billed.name, made), "amount": money.amount(billed.total, currency)}
    return _("%(dish)s: %(amount)s") % what


def comes_to(quote: QuoteFacts, dishes: list[str], business: BusinessFacts) -> str:
    """What it costs and when it is there, before it is asked who it is for."""
    told = {
        "dishes": moments.joined(dishes),
        "total": money.amount(quote.total, business.currency),
        "there": there(quote.way, moment(quote.there_at, business)),
    }
    return _("%(dishes)s: that comes to %(total)s, %(there)s.") % told


def total(value: Decimal, business: BusinessFacts) -> str:
    return _("Total: %(amount)s") % {"amount": money.amount(value, business.currency)}


def there(value: str, when: str) -> str:
    """When the customer has it, by the way it comes."""
    told = {"when": when}
    return {
        OrderWay.PICKUP.value: _("ready to collect on %(when)s"),
        OrderWay.DELIVERY.value: _("with you on %(when)s"),
        OrderWay.DINE_IN.value: _("at your table on %(when)s"),
    }[value] % told


def bill(quote: QuoteFacts, business: BusinessFacts) -> list[str]:
    """A line a dish, then what comes on top, then what is paid."""
    lines = [line(each, business.currency) for each in quote.lines]
    if quote.fee:
        lines.append(_("Delivery: %(amount)s") % {"amount": money.amount(quote.fee, business.currency)})
    if quote.is_tax_added and quote.tax:
        lines.append(_("Tax: %(amount)s") % {"amount": money.amount(quote.tax, business.currency)})
    return [*lines, total(quote.total, business)]


def read_back(
    quote: QuoteFacts,
    person: Person,
    business: BusinessFacts,
    *,
    address: str,
    table: str,
    note: str,
    reference: str,
) -> str:
    """Everything that will be ordered, its price and its time, before the customer says yes."""
    told = {
        "there": there(quote.way, moment(quote.there_at, business)),
        "zone": moments.zone(business.zone),
        "name": person.name,
        "contact": person.phone or person.email,
        "address": address,
        "table": table,
        "note": note,
        "reference": reference,
    }
    sentences = [
        _("It is %(there)s (%(zone)s), under the name %(name)s, reachable at %(contact)s.") % told,
        _("We bring it to %(address)s.") % told if quote.way == OrderWay.DELIVERY else "",
        _("You sit at %(table)s.") % told if table and quote.way == OrderWay.DINE_IN else "",
        _("I'll note: “%(note)s”.") % told if note else "",
        "" if reference else payments.terms(quote.paid_when),
        _("Shall I change order %(reference)s to this?") % told if reference else _("Shall I order it?"),
    ]
    return "\n".join([_("So:"), *bill(quote, business), " ".join(filter(None, sentences))])


def _told(order: OrderFacts, business: BusinessFacts) -> dict[str, str]:
    counted: dict[str, int] = {}
    for each in order.lines:
        counted[each.name] = counted.get(each.name, 0) + each.quantity
    return {
        "reference": order.reference,
        "name": order.name,
        "total": money.amount(order.total, business.currency),
        "there": there(order.way, moment(order.there_at, business)),
        "dishes": moments.joined([dish(quantity, name, []) for name, quantity in counted.items()]),
    }


def placed(order: OrderFacts, business: BusinessFacts) -> str:
    """It is, or it waits to be paid; where it may be paid is told with it."""
    if order.status == "unpaid":
        return unpaid(order, business)
    told = _placed(order, business)
    may_pay = _("If you like, pay %(total)s by card beforehand: %(address)s")
    return f"{told} {may_pay % (_told(order, business) | {'address': order.pays_at})}" if order.pays_at else told


def unpaid(order: OrderFacts, business: BusinessFacts) -> str:
    """Not placed, and until when it may be; where it is paid is an address that tells nobody anything."""
    payment = order.payment
    if payment is None or payment.until is None:
        return _("Order %(reference)s (%(dishes)s) was not paid in time, so it is not placed.") % _told(order, business)
    told = _told(order, business) | {
        "until": moments.clock(payment.until, business.country),
        "address": payment.address,
    }
    return (
        _(
            "%(dishes)s, %(there)s: it is placed once %(total)s is paid: %(address)s Until %(until)s it is kept for"
            " you, %(name)s. Your reference is %(reference)s."
        )
        % told
    )


def paid(order: OrderFacts, business: BusinessFacts) -> str:
    """Said when the payment has come."""
    return " ".join([_("Your payment of %(total)s has come.") % _told(order, business), _placed(order, business)])


def _placed(order: OrderFacts, business: BusinessFacts) -> str:
    told = _told(order, business)
    if order.status == "placed":
        return (
            _(
                "Thank you, %(name)s, your order is in: %(dishes)s, %(total)s. The kitchen now has to accept it; it is"
                " planned to be %(there)s. Your reference is %(reference)s."
            )
            % told
        )
    return (
        _(
            "Thank you, %(name)s, your order is accepted: %(dishes)s, %(total)s, %(there)s. Your reference is"
            " %(reference)s."
        )
        % told
    )


def changed(order: OrderFacts, business: BusinessFacts) -> str:
    return _("Done, order %(reference)s is now: %(dishes)s, %(total)s, %(there)s.") % _told(order, business)


def cancelled(order: OrderFacts, business: BusinessFacts) -> str:
    told = _("Done: order %(reference)s (%(dishes)s) is cancelled.") % _told(order, business)
    return " ".join(filter(None, [told, _money(order)]))


def described(order: OrderFacts, business: BusinessFacts) -> str:
    """The state of an order, for whoever made it."""
    if order.status == "unpaid":
        return unpaid(order, business)
    sentences = {
        "lapsed": _("Order %(reference)s (%(dishes)s) was not paid in time, so it is not placed."),
        "placed": _("Order %(reference)s (%(dishes)s, %(total)s) is with us and waits to be accepted."),
        "accepted": _("Order %(reference)s (%(dishes)s, %(total)s) is accepted and planned to be %(there)s."),
        "preparing": _("Order %(reference)s (%(dishes)s, %(total)s) is being prepared and planned to be %(there)s."),
        "ready": _("Order %(reference)s (%(dishes)s, %(total)s) is ready."),
        "completed": _("Order %(reference)s (%(dishes)s, %(total)s) was handed over."),
        "rejected": _("Order %(reference)s (%(dishes)s) could not be taken. Nothing is charged."),
        "cancelled": _("Order %(reference)s (%(dishes)s) is cancelled."),
    }
    told = sentences[order.status] % _told(order, business)
    return " ".join(filter(None, [told, _money(order)]))


def _money(order: OrderFacts) -> str:
    """What was paid beforehand, and what becomes of it."""
    payment = order.payment
    return payments.stands(payment.amount, payment.currency, payment.state) if payment else ""


def ask_cancel(order: OrderFacts, business: BusinessFacts) -> str:
    return _("That is order %(reference)s: %(dishes)s, %(total)s. Shall I cancel it?") % _told(order, business)


def kept(order: OrderFacts) -> str:
    return _("Fine, I've changed nothing: order %(reference)s stays.") % {"reference": order.reference}


def what_to_change(order: OrderFacts) -> str:
    dishes = moments.joined([f"{line.quantity} x {line.name}" for line in order.lines])
    return _("Order %(reference)s is %(dishes)s. What shall I change?") % {
        "reference": order.reference,
        "dishes": dishes,
    }
