"""Every write of the waiting list: joining and leaving, offering what came free, and the answers to it."""

from businesses.operations.waiting.answering import accept_offer, decline_offer, note_booking
from businesses.operations.waiting.ending import leave_list, settle_due, settle_waiting
from businesses.operations.waiting.joining import join_list, rank_waiting
from businesses.operations.waiting.offering import offer_places, offer_slot

__all__ = [
    "accept_offer",
    "decline_offer",
    "join_list",
    "leave_list",
    "note_booking",
    "offer_places",
    "offer_slot",
    "rank_waiting",
    "settle_due",
    "settle_waiting",
]
