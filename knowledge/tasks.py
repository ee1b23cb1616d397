"""Celery looks for tasks here."""

from knowledge.jobs import read_version_of_business

__all__ = ["read_version_of_business"]
