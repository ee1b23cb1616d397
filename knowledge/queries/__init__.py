"""What documents say to a question: passages, best first."""

from knowledge.queries.quoting import Quote, quote
from knowledge.queries.search import Found, search

__all__ = ["Found", "Quote", "quote", "search"]
