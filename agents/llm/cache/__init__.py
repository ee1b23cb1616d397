"""Answers that serve again: which questions are the same, and what was answered to them."""

from agents.llm.cache.sameness import same_question

__all__ = ["same_question"]
