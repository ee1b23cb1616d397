"""Conversations, their messages, notes and turns, what came of them; what staff answer often."""

from conversations.models.alerts import AlertSettings
from conversations.models.canned import CannedReply
from conversations.models.conversation import (
    EMERGENCY,
    LONGEST_RATING,
    MOST_STARS,
    Channel,
    Conversation,
    Flow,
    Stage,
    Status,
)
from conversations.models.house_rules import Answer, HouseRules
from conversations.models.made import ConversationBooking, ConversationOrder, ConversationWaiting
from conversations.models.message import Message, Sender
from conversations.models.note import ConversationNote
from conversations.models.site import WidgetSite
from conversations.models.transcript import HeardAs, Transcript
from conversations.models.turn import Turn

__all__ = [
    "EMERGENCY",
    "LONGEST_RATING",
    "MOST_STARS",
    "AlertSettings",
    "Answer",
    "CannedReply",
    "Channel",
    "Conversation",
    "ConversationBooking",
    "ConversationNote",
    "ConversationOrder",
    "ConversationWaiting",
    "Flow",
    "HeardAs",
    "HouseRules",
    "Message",
    "Sender",
    "Stage",
    "Status",
    "Transcript",
    "Turn",
    "WidgetSite",
]
