"""Booking without JavaScript: /book/, a form of plain pages."""
