"""Every write that makes, changes or ends a booking."""

from businesses.operations.amendments import amend_booking
from businesses.operations.attendance import move_booking
from businesses.operations.cancellations import cancel_booking
from businesses.operations.confirmations import confirm_booking
from businesses.operations.desk import book_at_once
from businesses.operations.expiry import expire_holds
from businesses.operations.following import cancel_following, move_following
from businesses.operations.holds import hold_slot
from businesses.operations.lateness import report_late
from businesses.operations.records import record_booking
from businesses.operations.repeats import forget_repeats
from businesses.operations.rescheduling import reschedule_booking
from businesses.operations.reseating import places_that_fit, reseat_booking
from businesses.operations.series import book_series
from businesses.operations.undoing import take_back, undoable_of
from businesses.operations.walk_ins import seat_walk_in

__all__ = [
    "amend_booking",
    "book_at_once",
    "book_series",
    "cancel_booking",
    "cancel_following",
    "confirm_booking",
    "expire_holds",
    "forget_repeats",
    "hold_slot",
    "move_booking",
    "move_following",
    "places_that_fit",
    "record_booking",
    "report_late",
    "reschedule_booking",
    "reseat_booking",
    "seat_walk_in",
    "take_back",
    "undoable_of",
]
