from __future__ import annotations


class SealBroken(Exception):
    """What is stored was not sealed by the keys at hand, or was changed since: never read as if it were text."""


class NoMasterKey(Exception):
    """``MASTER_KEYS`` names none, or not the one that a business's keys were sealed with."""
