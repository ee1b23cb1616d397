"""Finds what a booking or an order is made of: one module per kind of slot, each ``find(reading) -> list[Slot]``."""
