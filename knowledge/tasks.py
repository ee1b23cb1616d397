"""Celery looks for tasks here."""

from knowledge.jobs import read_version_of_business, read_what_was_lost

__all__ = ["read_version_of_business", "read_what_was_lost"]
