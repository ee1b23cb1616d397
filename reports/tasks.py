"""Celery looks for tasks here."""

from reports.jobs import make_report_of_business, send_due_reports

__all__ = ["make_report_of_business", "send_due_reports"]
