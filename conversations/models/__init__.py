"""Conversations, their messages, and the turns that answered them."""

from conversations.models.conversation import Channel, Conversation, Flow, Stage, Status
from conversations.models.message import Message, Sender
from conversations.models.turn import Turn

__all__ = ["Channel", "Conversation", "Flow", "Message", "Sender", "Stage", "Status", "Turn"]
