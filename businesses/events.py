"""What happens to bookings, as the rest of the house hears of it: the names of the events this app publishes."""

from __future__ import annotations

BOOKING_HELD = "booking.held"
BOOKING_CONFIRMED = "booking.confirmed"
BOOKING_RESCHEDULED = "booking.rescheduled"
BOOKING_AMENDED = "booking.amended"
BOOKING_RUNNING_LATE = "booking.running_late"
BOOKING_CANCELLED = "booking.cancelled"
BOOKING_EXPIRED = "booking.expired"
BOOKING_ARRIVED = "booking.arrived"
BOOKING_COMPLETED = "booking.completed"
BOOKING_NO_SHOW = "booking.no_show"
BOOKING_TAKEN_BACK = "booking.taken_back"

BOOKING_DEPOSIT_ASKED = "booking.deposit_asked"
BOOKING_DEPOSIT_PAID = "booking.deposit_paid"
"""Of a booking that staff had confirmed without; else it is confirmed by being paid."""
BOOKING_DEPOSIT_DUE_BACK = "booking.deposit_due_back"
BOOKING_UNKEPT = "booking.unkept"
"""The business has changed so that it cannot be kept as it stands; the booking itself is as it was."""

ORDER_PAYMENT_ASKED = "order.payment_asked"
"""It waits to be paid, or its customer went to pay what may be paid beforehand."""
ORDER_PAYMENT_DUE_BACK = "order.payment_due_back"
ORDER_PAID = "order.paid"
"""Of one that was placed without; else it is placed by being paid."""
ORDER_LAPSED = "order.lapsed"
ORDER_PLACED = "order.placed"
ORDER_CHANGED = "order.changed"
ORDER_ACCEPTED = "order.accepted"
ORDER_PREPARING = "order.preparing"
ORDER_READY = "order.ready"
ORDER_COMPLETED = "order.completed"
ORDER_REJECTED = "order.rejected"
ORDER_CANCELLED = "order.cancelled"

WAITING_JOINED = "waiting.joined"
WAITING_RANKED = "waiting.ranked"
WAITING_OFFERED = "waiting.offered"
WAITING_DECLINED = "waiting.declined"
WAITING_LAPSED = "waiting.lapsed"
WAITING_BOOKED = "waiting.booked"
WAITING_LEFT = "waiting.left"
WAITING_OVER = "waiting.over"

SERIES_BOOKED = "series.booked"
SERIES_MOVED = "series.moved"
SERIES_CANCELLED = "series.cancelled"
"""Of several bookings at once, each of which has its own event too; they are told in one mail."""

OF_BOOKINGS = (
    BOOKING_HELD,
    BOOKING_CONFIRMED,
    BOOKING_RESCHEDULED,
    BOOKING_AMENDED,
    BOOKING_RUNNING_LATE,
    BOOKING_CANCELLED,
    BOOKING_EXPIRED,
    BOOKING_ARRIVED,
    BOOKING_COMPLETED,
    BOOKING_NO_SHOW,
    BOOKING_TAKEN_BACK,
    BOOKING_DEPOSIT_ASKED,
    BOOKING_DEPOSIT_PAID,
    BOOKING_DEPOSIT_DUE_BACK,
    BOOKING_UNKEPT,
)

OF_ORDERS = (
    ORDER_PAYMENT_ASKED,
    ORDER_PAYMENT_DUE_BACK,
    ORDER_PAID,
    ORDER_LAPSED,
    ORDER_PLACED,
    ORDER_CHANGED,
    ORDER_ACCEPTED,
    ORDER_PREPARING,
    ORDER_READY,
    ORDER_COMPLETED,
    ORDER_REJECTED,
    ORDER_CANCELLED,
)

OF_WAITING = (
    WAITING_JOINED,
    WAITING_RANKED,
    WAITING_OFFERED,
    WAITING_DECLINED,
    WAITING_LAPSED,
    WAITING_BOOKED,
    WAITING_LEFT,
    WAITING_OVER,
)

OF_SERIES = (SERIES_BOOKED, SERIES_MOVED, SERIES_CANCELLED)
