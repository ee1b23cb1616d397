"""Celery looks for tasks here."""

from artifacts.jobs import do_what_was_lost, make_artifact_of_business, read_attachment_of_business

__all__ = ["do_what_was_lost", "make_artifact_of_business", "read_attachment_of_business"]
