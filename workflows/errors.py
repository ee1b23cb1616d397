from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from events.errors import ServiceUnavailable
from tenants.errors import AppError


class WorkflowError(AppError):
    code = "workflow-error"
    title = _("That could not be scheduled")


class TemporalUnavailable(ServiceUnavailable):
    """The workflow server does not answer now; whoever asked tries again later."""

    code = "temporal-unavailable"
    title = _("The schedule is not available for a moment")


class WorkflowNotFound(WorkflowError):
    """There is none of this id in this business; another's looks the same as none."""

    status = 404
    code = "workflow-not-found"
    title = _("There is no such running workflow")


class ForeignWorkflow(WorkflowError):
    """A defect in the caller: an id that does not begin with the business's schema."""

    status = 500
    code = "foreign-workflow"
    title = _("That belongs to another business")


class MailUnderWay(WorkflowError):
    """Another attempt has claimed this mail and has not finished."""

    status = 409
    code = "mail-under-way"
    title = _("This mail is being sent")
    permanent = False


class MailHeldBack(WorkflowError):
    """The business is suspended; its mails that still make sense go out when it is open again."""

    status = 503
    code = "mail-held-back"
    title = _("This business is suspended; its mails wait")
    permanent = False


class MailRefused(WorkflowError):
    """The mail server will not take this mail, however often it is tried."""

    status = 502
    code = "mail-refused"
    title = _("The mail server refused this mail")


class MailNotAccepted(WorkflowError):
    """The mail server could not be reached, or asked to try later."""

    status = 503
    code = "mail-not-accepted"
    title = _("The mail server did not take this mail yet")
    permanent = False
