"""Staff's page of what was written to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from reports.models import Report
from reports.states import ReportState
from tenants.context import current_business
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here
from workflows.models import SentMail
from workflows.queries import mail_page

if TYPE_CHECKING:
    from django.http import HttpRequest

# A mail brings its own inline styles and nothing else: no script, no request, no access to this site.
MAIL_CSP = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@member_required(Permission.MAIL_VIEW)
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "")[:100]
    page = mail_page(request.GET.get("page", "1"), search=search)
    with timezone.override(current_business().zone):
        return render(request, "workflows/mail_list.html", {"section": "mail", "page": page, "search": search})


@member_required(Permission.MAIL_VIEW)
@require_GET
def mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    """With the report that went along, to open for who may see what it holds."""
    shown = get_object_or_404(SentMail, pk=mail_id)
    report = Report.objects.defer("content").filter(mails=shown, state=ReportState.READY).first()
    may_open = report is not None and report.kind.is_for(permissions_here(request))
    context = {"section": "mail", "mail": shown, "report": report, "may_open": may_open}
    with timezone.override(current_business().zone):
        return render(request, "workflows/mail_detail.html", context)


@xframe_options_sameorigin
@csp(MAIL_CSP)
@member_required(Permission.MAIL_VIEW)
@require_GET
def mail_body(request: HttpRequest, mail_id: int) -> HttpResponse:
    """The mail as its reader sees it, for the frame in the page."""
    return HttpResponse(get_object_or_404(SentMail, pk=mail_id).html)
