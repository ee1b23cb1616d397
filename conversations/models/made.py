from __future__ import annotations

from django.db import models

from businesses.models import Booking, Order, Waiting
from conversations.models.conversation import Conversation


class ConversationBooking(models.Model):
    """A booking that was made or changed in a conversation: its page follows the booking, and staff find one by the
    other.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("conversation", "booking"), name="one_row_a_booking_and_talk"),)

    def __str__(self) -> str:
        return f"{self.booking_id} in {self.conversation_id}"


class ConversationOrder(models.Model):
    """An order that was made or changed in a conversation, as ``ConversationBooking`` is of a booking."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("conversation", "order"), name="one_row_an_order_and_talk"),)

    def __str__(self) -> str:
        return f"{self.order_id} in {self.conversation_id}"


class ConversationWaiting(models.Model):
    """A place on the waiting list that a conversation is about, as ``ConversationBooking`` is of a booking."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    waiting = models.ForeignKey(Waiting, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("conversation", "waiting"), name="one_row_a_wait_and_talk"),)

    def __str__(self) -> str:
        return f"{self.waiting_id} in {self.conversation_id}"
