"""Which task an intent opens, and whether its answer bears on consent, as the catalogue says."""

from __future__ import annotations

from agents.catalogue import record


def opens(intent: str) -> str:
    """The name of the task kind; "" where none is."""
    known = record(intent)
    return (known.task or "") if known else ""


def has_terms(intent: str) -> bool:
    """Whether the answer may change whether somebody agrees; what an owner taught might."""
    known = record(intent)
    return known is None or known.has_terms
