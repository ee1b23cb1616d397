"""Why a report is not made or sent."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError


class ReportRefused(AppError):
    status = 409
    code = "report"
    title = _("That report is not possible")


class NotForThem(ReportRefused):
    """Somebody it was to go to does not work here, or may not see what it holds."""

    status = 422
    code = "not-for-them"
    title = _("Not everybody it would go to may see it")


class TooManySchedules(ReportRefused):
    code = "too-many-schedules"
    title = _("That many reports are sent regularly already. Stop one first.")


class ReportNotThere(ReportRefused):
    """It is not made yet, could not be made, or its file was deleted."""

    status = 404
    code = "report-not-there"
    title = _("This report is not there")


class SentAlready(ReportRefused):
    code = "sent-already"
    title = _("It has been sent already")
