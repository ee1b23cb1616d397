"""Every write of a conversation."""

from conversations.operations.alerting import alert_of_waiting
from conversations.operations.calling import answer_call
from conversations.operations.canned import delete_canned_reply, save_canned_reply
from conversations.operations.ending import end_conversation, mark_seen, recover_conversation, switch_agent
from conversations.operations.handoffs import keep_contact, request_handoff
from conversations.operations.hearing import hear
from conversations.operations.notes import remove_note, write_note
from conversations.operations.rating import rate_conversation
from conversations.operations.receiving import Taken, receive_message, store_message, take_message
from conversations.operations.staffing import assign, hand_back, mark_seen_by_staff, reply_as_staff, take_over
from conversations.operations.starting import Started, start_conversation
from conversations.operations.turns import resume_turns, run_due_turns

__all__ = [
    "Started",
    "Taken",
    "alert_of_waiting",
    "answer_call",
    "assign",
    "delete_canned_reply",
    "end_conversation",
    "hand_back",
    "hear",
    "keep_contact",
    "mark_seen",
    "mark_seen_by_staff",
    "rate_conversation",
    "receive_message",
    "recover_conversation",
    "remove_note",
    "reply_as_staff",
    "request_handoff",
    "resume_turns",
    "run_due_turns",
    "save_canned_reply",
    "start_conversation",
    "store_message",
    "switch_agent",
    "take_message",
    "take_over",
    "write_note",
]
