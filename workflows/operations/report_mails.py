"""A report by mail: the file, and where its page is. The figures are in the file alone, for more people may read mails
than may see what a report holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from reports.models import Report
from reports.queries import who_may_see
from reports.states import ReportState
from reports.wording import dates_of
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.plain import one_line
from workflows.errors import MailHeldBack, MailRefused
from workflows.mail.facts import ink_on
from workflows.mail.rendering import RenderedMail, written
from workflows.models import MailKind
from workflows.operations.mails import send_once

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.actors import Actor
    from tenants.models import User

NUMBERED_BY, NAMED_BY = 7, 8
"""Characters of the report's id that stand where other mails have a reference, and of those that follow, its name."""


def mail_report(*, report: UUID, by: Actor) -> int:
    """Mail it to those of its recipients who may see it now; how many. One that was deleted meanwhile goes to nobody.

    Raises as ``tell_people``: who has had theirs gets no second one.
    """
    found = Report.objects.defer("content").filter(pk=report, state=ReportState.READY).first()
    if found is None:
        return 0
    people = who_may_see(found.kind, found.recipients.order_by("pk"))
    if people and current_business().is_suspended:
        raise MailHeldBack
    return sum(sent(user, found, by=by) for user in people)


def sent(user: User, report: Report, *, by: Actor) -> bool:
    number, rest = report.pk.hex[:NUMBERED_BY], report.pk.hex[NUMBERED_BY:][:NAMED_BY]
    key = {"reference": number, "kind": MailKind.REPORT.value, "name": f"{rest} {user.pk}", "version": 1}
    try:
        return send_once(key, lambda _now: (user.email, render_report(report)), by=by).sent
    except MailRefused:
        return False  # kept with its mail, which says so


def render_report(report: Report) -> RenderedMail:
    business = current_business()
    with translation.override(report.language):
        facts = {
            "business": one_line(business.name),
            "phone": business.phone,
            "email": business.email,
            "colour": business.brand_colour,
            "ink": ink_on(business.brand_colour),
            "title": str(report.kind.title),
            "dates": dates_of(report.period),
            "home_url": url_of(business.slug, reverse("reports", urlconf="config.urls")),
            "is_regular": report.schedule_id is not None,
        }
        context = {"facts": facts, "headline": facts["title"], "is_to_business": True}
        return written("report", _("%(title)s, %(dates)s: %(business)s") % facts, context, report=report)
