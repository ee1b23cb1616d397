"""Sockets: of the visitor's widget and of staff."""
