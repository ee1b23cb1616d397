"""What an intent is to the conversation, as the catalogue says: which task it opens, whether it bears on consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.catalogue import OUT_OF_SCOPE, record, taught

if TYPE_CHECKING:
    from agents.catalogue import IntentRecord

MEANT = 0.4
"""The confidence from which an intent is meant."""


def opens(intent: str) -> str:
    """The name of the task kind; "" where none is."""
    known = record(intent)
    return (known.task or "") if known else ""


def has_terms(intent: str) -> bool:
    """Whether the answer may change whether somebody agrees; what an owner taught might."""
    known = record(intent)
    return known is None or known.has_terms


def intent_called(name: str) -> IntentRecord | None:
    """The intent; what an owner taught is a question, and what is out of scope is none."""
    if name == OUT_OF_SCOPE:
        return None
    return record(name) or taught(name)
