"""The conversations of a customer, for their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesses.customers.sections import MOST, Section
from businesses.models import Customer
from conversations.models import Conversation, ConversationBooking, ConversationOrder
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def conversations_with(customers: Collection[int]) -> Sequence[Conversation]:
    """In which they are known, booked or ordered, or left their contact; the newest first."""
    contacts = Customer.objects.filter(pk__in=customers).values_list("phone", "email")
    phones, emails = ({each for each in values if each} for values in zip(("", ""), *contacts, strict=True))
    booked = ConversationBooking.objects.filter(booking__customer__in=customers).values("conversation")
    ordered = ConversationOrder.objects.filter(order__customer__in=customers).values("conversation")
    found = Q(customer__in=customers) | Q(pk__in=booked) | Q(pk__in=ordered)
    found |= Q(contact__phone__in=phones) | Q(contact__email__in=emails)
    return list(Conversation.objects.filter(found).order_by("-last_message_at")[:MOST])


SECTION = Section(
    "conversations",
    _("Conversations"),
    Permission.CONVERSATIONS_VIEW,
    "inbox/_of_customer.html",
    conversations_with,
)
