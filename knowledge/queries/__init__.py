"""What documents say to a question: passages, best first."""

from knowledge.queries.search import Found, search

__all__ = ["Found", "search"]
