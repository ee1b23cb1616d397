"""From a form to a time that can be booked: what booking and moving a booking share."""
