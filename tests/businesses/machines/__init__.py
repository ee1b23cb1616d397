"""Random lives of bookings and orders, by many people at once, on the real database."""
