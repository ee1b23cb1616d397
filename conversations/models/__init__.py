"""Conversations, their messages, the turns that answered them, and the bookings and orders that came of them."""

from conversations.models.conversation import Channel, Conversation, Flow, Stage, Status
from conversations.models.made import ConversationBooking, ConversationOrder
from conversations.models.message import Message, Sender
from conversations.models.site import WidgetSite
from conversations.models.turn import Turn

__all__ = [
    "Channel",
    "Conversation",
    "ConversationBooking",
    "ConversationOrder",
    "Flow",
    "Message",
    "Sender",
    "Stage",
    "Status",
    "Turn",
    "WidgetSite",
]
