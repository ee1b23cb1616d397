"""Codes people scan: drawn, printed, counted and withdrawn."""
