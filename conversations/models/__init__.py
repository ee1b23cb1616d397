"""Conversations, their messages, the turns that answered them, and the bookings that came of them."""

from conversations.models.booking import ConversationBooking
from conversations.models.conversation import Channel, Conversation, Flow, Stage, Status
from conversations.models.message import Message, Sender
from conversations.models.turn import Turn

__all__ = ["Channel", "Conversation", "ConversationBooking", "Flow", "Message", "Sender", "Stage", "Status", "Turn"]
