"""The staff's board: one day of bookings, by resource and by time."""
