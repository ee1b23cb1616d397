"""What happens in conversations, as the rest of the house hears of it: the names of the events this app publishes."""

from __future__ import annotations

CONVERSATION_STARTED = "conversation.started"
CONVERSATION_MESSAGE = "conversation.message"
CONVERSATION_HANDOFF_REQUESTED = "conversation.handoff_requested"
CONVERSATION_TAKEN_OVER = "conversation.taken_over"
CONVERSATION_HANDED_BACK = "conversation.handed_back"
CONVERSATION_ASSIGNED = "conversation.assigned"
CONVERSATION_NOTED = "conversation.noted"
CONVERSATION_WAITED = "conversation.waited"
CONVERSATION_ENDED = "conversation.ended"
CONVERSATION_RESTARTED = "conversation.restarted"
CONVERSATION_RATED = "conversation.rated"
