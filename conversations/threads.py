"""The saver's tables that hold rows of conversations, by name: the saver itself takes seconds to import."""

from __future__ import annotations

THREADS = ("checkpoints", "checkpoint_blobs", "checkpoint_writes")
