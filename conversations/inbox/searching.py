"""Finding conversations by what was said, who is in them, and the references of what came of them."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from businesses.models import Customer
from businesses.queries.customers import digits_of, named
from businesses.references import parse_reference
from conversations.models import ConversationBooking, ConversationOrder, Message

WORDS = SearchVector("text", config="simple")
"""As the index ``message_words`` has it."""


def matching(text: str) -> Q:
    """Conversations in which all these words were said, or that are with somebody of that name, phone or address."""
    customers = Customer.objects.filter(named(text))
    found = Q(pk__in=saying(text).values("conversation")) | Q(customer__in=customers) | Q(summary__icontains=text)
    found |= Q(contact__name__icontains=text) | Q(contact__email__icontains=text)
    if digits := digits_of(text):
        found |= Q(contact__phone__icontains=digits)
    if reference := parse_reference(text):
        booked = ConversationBooking.objects.filter(booking__reference=reference)
        ordered = ConversationOrder.objects.filter(order__reference=reference)
        found |= Q(pk__in=booked.values("conversation")) | Q(pk__in=ordered.values("conversation"))
    return found


def saying(text: str) -> QuerySet[Message]:
    """Messages with all the words, each from its beginning: "reserv" finds "reservation"."""
    query = _query(text)
    return Message.objects.none() if query is None else Message.objects.alias(words=WORDS).filter(words=query)


def _query(text: str) -> SearchQuery | None:
    query = None
    for piece in text.split():
        if re.fullmatch(r"\w+", piece):
            part = SearchQuery(f"{piece}:*", config="simple", search_type="raw")
        elif re.search(r"\w", piece):
            part = SearchQuery(piece, config="simple", search_type="phrase")
        else:
            continue
        query = part if query is None else query & part
    return query
