"""Canned replies as they are used: words in braces stand for what rows say at that moment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils import dateformat, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from businesses.clock import clock_format, day_of
from businesses.models import UNFINISHED_ORDERS
from businesses.queries import business_today, opening_hours_on
from conversations.models import CannedReply
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import time

    from businesses.models import Booking, Order
    from conversations.inbox.beside import Beside
    from conversations.inbox.queries import Thread

PLACEHOLDERS = {
    "name": gettext_lazy("the customer's name"),
    "business": gettext_lazy("the business's name"),
    "phone": gettext_lazy("the business's telephone number"),
    "address": gettext_lazy("the business's address"),
    "hours": gettext_lazy("today's opening hours"),
    "booking": gettext_lazy("the reference of their next booking"),
    "day": gettext_lazy("the day of their next booking"),
    "time": gettext_lazy("the time of their next booking"),
    "order": gettext_lazy("the reference of their open order"),
    "me": gettext_lazy("your name"),
}
BRACED = re.compile(r"\{(\w*)\}")


def unknown_placeholders(text: str) -> list[str]:
    return sorted({name for name in BRACED.findall(text) if name not in PLACEHOLDERS})


def filled(text: str, values: Mapping[str, str]) -> str:
    """What rows do not say stays in its braces: whoever sends it sees that, and says it themselves."""
    return BRACED.sub(lambda found: values.get(found[1]) or found[0], text)


def replies_for(thread: Thread, around: Beside, *, me: str) -> list[dict[str, str]]:
    """Every canned reply as it would be said in the thread; those in the customer's language come first."""
    locale = thread.conversation.locale
    with translation.override(locale), timezone.override(current_business().zone):
        values = _values(thread, around) | {"me": me}
    replies = sorted(CannedReply.objects.all(), key=lambda reply: (reply.locale != locale, reply.shortcut))
    return [
        {"shortcut": reply.shortcut, "language": str(reply.get_locale_display()), "text": filled(reply.text, values)}
        for reply in replies
    ]


def _values(thread: Thread, around: Beside) -> dict[str, str]:
    business = current_business()
    order = next((each for each in around.orders if each.status in UNFINISHED_ORDERS and _is_known(each, around)), None)
    return {
        "name": thread.title,
        "business": business.name,
        "phone": business.phone,
        "address": business.address,
        "hours": _hours(),
        "order": order.reference if order else "",
        **_of_booking(around),
    }


def _of_booking(around: Beside) -> dict[str, str]:
    confirmed = [each for each in around.bookings if each.status == "confirmed" and _is_known(each, around)]
    to_come = [each for each in confirmed if each.starts_at > timezone.now()]
    if not to_come:
        return {}
    booking = min(to_come, key=lambda each: each.starts_at)
    starts = timezone.localtime(booking.starts_at)
    return {"booking": booking.reference, "day": day_of(starts.date()), "time": _said(starts.time())}


def _is_known(made: Booking | Order, around: Beside) -> bool:
    """Whether it is of whom the conversation is with: anybody can leave the telephone number of somebody else."""
    return made.customer in around.customers


def _said(moment: time) -> str:
    return dateformat.time_format(moment, clock_format(current_business().country))


def _hours() -> str:
    spans = opening_hours_on(business_today()).spans
    return ", ".join(f"{_said(opens)}\N{EN DASH}{_said(closes)}" for opens, closes in spans) or _("closed")
