"""Texts that would be scripts, written wherever people write: by the product's operations, past all checks of forms."""

from __future__ import annotations

import itertools
import random
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingSource, Customer, MenuItem, MenuSection, Service, StaffMember
from businesses.operations import record_booking
from conversations.engine.booked import payload
from conversations.models import Conversation, Sender
from conversations.operations import receive_message, start_conversation
from conversations.operations.saying import locked_open, say
from conversations.repository.rows import as_facts
from tenants.actors import Actor
from tenants.errors import AppError

if TYPE_CHECKING:
    from tenants.models import Business

TEXTS = (
    '<script data-x={m}>hit("{m}")</script>',
    '<img data-x={m} src=x onerror=hit("{m}")>',
    '<svg data-x={m} onload=hit("{m}")>',
    '"><img data-x={m} src=x onerror=hit("{m}")>',
    "'><svg/data-x={m} onload=hit('{m}')>",
    '</script><script data-x={m}>hit("{m}")</script>',
    '</textarea><img data-x={m} src=x onerror=hit("{m}")>',
    '</title><svg data-x={m} onload=hit("{m}")>',
    '--><img data-x={m} src=x onerror=hit("{m}")>',
    '" autofocus onfocus=hit("{m}") data-x="{m}',
    "' onmouseover=hit(1) data-x='{m}",
    "<a data-x={m} href=\"javascript:hit('{m}')\">a</a>",
    '[a](javascript:hit("{m}"))',
    'javascript:hit("{m}")',
    "<iframe data-x={m} srcdoc='<script>parent.hit(1)</script>'>",
    "<details data-x={m} open ontoggle=hit('{m}')>",
    "{{{{7*7}}}}{{% debug %}}{m}",
    '${{hit("{m}")}}`${{hit(1)}}`',
    "<math><mtext><img data-x={m} src=x onerror=hit('{m}')>",
    "&lt;img data-x={m} src=x onerror=hit('{m}')&gt;",
    "\\u003cimg data-x={m} src=x onerror=hit('{m}')\\u003e",
    "<style data-x={m}>*{{color:red}}</style>",
    "<meta data-x={m} http-equiv=refresh content=0>",
    "<base data-x={m} href=//evil.example/>",
    "<form data-x={m} action=//evil.example><input name=q>",
    "https://a.example/\"onmouseover=hit('{m}')data-x={m}",
    "<<b data-x={m}>b</b>",
    "\u202e<i data-x={m}>\u200bi</i>",
)


class Texts:
    """Each text has a mark of its own, by which it is known where it is shown."""

    def __init__(self, seed: int) -> None:
        self.chance, self.numbers = random.Random(seed), itertools.count()

    def one(self, longest: int = 500) -> str:
        fitting = [text for text in TEXTS if len(text.replace("{m}", "m" * 7)) <= longest]
        return self.chance.choice(fitting).format(m=f"mk{next(self.numbers):05}")


def write_rows(texts: Texts, *, count: int, by: Actor, business: Business) -> list[datetime]:
    """Bookings, people, dishes and conversations of these texts; the days that have bookings."""
    service, days = Service.objects.get(name="Table"), []
    StaffMember.objects.create(name=texts.one(60))
    section = MenuSection.objects.create(name=texts.one(80))
    for number in range(count // 4):
        MenuItem.objects.create(section=section, name=texts.one(80), description=texts.one(), position=number)
    written, today = 0, timezone.localdate(timezone=business.zone)
    for number in itertools.count():
        if written >= count:
            break
        start = datetime.combine(today + timedelta(days=1 + number // 90), time(11 + number % 12), business.zone)
        customer = CustomerDetails(name="Anna Rossi", phone="", email=f"x{number}@example.com")
        try:
            booking = record_booking(
                service=service, party_size=2, start=start, customer=customer, by=by, source=BookingSource.STAFF
            )
        except AppError:
            continue
        Booking.objects.filter(pk=booking.pk).update(note=texts.one(), address=texts.one(300))
        Customer.objects.filter(pk=booking.customer_id).update(name=texts.one(100))
        customer_row = Customer.objects.get(pk=booking.customer_id)
        customer_row.notes = texts.one()
        customer_row.save()
        days.append(start)
        written += 1
    for _number in range(count // 4):
        talk = start_conversation(by=Actor("customer", "x"), channel="widget").conversation
        receive_message(conversation_id=talk.pk, text=texts.one(), by=Actor("customer", "x"))
        Conversation.objects.filter(pk=talk.pk).update(
            summary=texts.one(), handoff_reason=texts.one(200), contact={"name": texts.one(), "email": texts.one()}
        )
    return sorted({each.date(): each for each in days}.values())


def write_replies(texts: Texts, talk: Any) -> None:
    """What the assistant may send beside words: quick replies, cards, sources."""
    bookings = list(Booking.objects.order_by("-pk")[:40])
    with transaction.atomic():
        conversation = locked_open(talk)
        for booking in bookings:
            say(
                conversation, role=Sender.AGENT, text=texts.one(),
                cards=[
                    {"kind": "booking", **payload(as_facts(booking))},
                    {"title": texts.one(), "description": texts.one(), "url": 'javascript:hit("card")',
                     "items": [{"title": texts.one(), "value": texts.one()}]},
                ],
                citations=[{"n": 1, "title": texts.one(), "source": 'javascript:hit("source")'}],
                quick_replies=[{"label": texts.one(), "text": texts.one()}],
            )  # fmt: skip
        say(conversation, role=Sender.AGENT, text="the end of them")
        conversation.save()
