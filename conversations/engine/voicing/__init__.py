"""Replies in an agent's words: a model answers open questions from the desk's sentences, and rewords the desk's reply.

Only what passes the gates is sent; else the reply stays what it was (docs/models.md).
"""

from conversations.engine.voicing.listening import nobody_waits
from conversations.engine.voicing.speaking import voiced

__all__ = ["nobody_waits", "voiced"]
