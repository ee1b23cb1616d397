"""Who the booking is for: the whole name as the customer gave it, and its parts."""

from agents.understanding.slots.names.introduced import is_introduction

__all__ = ["is_introduction"]
