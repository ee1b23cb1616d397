"""Staff's page of reports: made now, sent regularly, had as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from businesses.queries import business_today
from reports.jobs import make_soon
from reports.models import Schedule
from reports.operations.making import delete_report, request_report
from reports.operations.scheduling import Arrangement, arrange, pause, resume, stop
from reports.pages.forms import MakeForm, ScheduleForm, called
from reports.queries import reports_for, schedules_for, who_may_see
from reports.registry import templates_for
from reports.states import Format, ReportState
from reports.wording import dates_of, rhythm_of
from tenants.actors import actor_of
from tenants.context import current_business
from tenants.errors import AppError
from tenants.permissions import Permission
from tenants.rules import member_required, permissions_here

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from reports.models import Report

PAGE = 25


@member_required(Permission.FIGURES_VIEW)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    return page(request)


def page(
    request: HttpRequest, *, make: MakeForm | None = None, schedule: ScheduleForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, with a form that was sent back where one was."""
    permissions = permissions_here(request)
    with timezone.override(current_business().zone):
        found = Paginator(reports_for(permissions), PAGE).get_page(request.GET.get("page"))
        arranged = list(schedules_for(permissions))
        context = {
            "section": "reports",
            "may_change": Permission.REPORTS_CHANGE in permissions and bool(templates_for(permissions)),
            "templates": templates_for(permissions),
            "make_form": make or MakeForm(permissions),
            "schedule_form": schedule or ScheduleForm(permissions),
            "schedules": [arranged_as(each) for each in arranged],
            "page": found,
            "reports": [{"report": each, "dates": dates_of(each.period)} for each in found],
            "is_under_way": any(each.is_under_way for each in found),
        }
        return render(request, "reports/reports.html", context, status=status)


def arranged_as(schedule: Schedule) -> dict[str, Any]:
    """A schedule as the page tells of it; of people who may not see it any more it says so."""
    people = list(schedule.recipients.all())
    may = {user.pk for user in who_may_see(schedule.kind, people)}
    return {
        "schedule": schedule,
        "rhythm": rhythm_of(schedule),
        "people": [(called(user), user.pk in may) for user in people],
    }


@member_required(Permission.REPORTS_CHANGE)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    form = MakeForm(permissions_here(request), request.POST)
    if not form.is_valid():
        return page(request, make=form, status=422)
    try:
        report = request_report(
            template=form.template,
            days=form.days,
            period=form.period(today=business_today()),
            form=form.format,
            language=get_language() or "en",
            recipients=[request.user] if form.cleaned_data["mails_me"] else [],  # type: ignore[list-item]  # signed in
            by=actor_of(request.user),
            now=timezone.now(),
        )
    except AppError as error:
        messages.error(request, str(error.detail) or str(error.title))
        return redirect("reports")
    make_soon(report)
    messages.success(request, _("The report is being made; it appears below."))
    return redirect("reports")


@member_required(Permission.REPORTS_CHANGE)
@require_POST
def schedule(request: HttpRequest) -> HttpResponse:
    form = ScheduleForm(permissions_here(request), request.POST)
    if not form.is_valid():
        return page(request, schedule=form, status=422)
    wanted = Arrangement(
        template=form.template,
        days=form.days,
        form=form.format,
        rhythm=form.rhythm,
        recipients=list(form.cleaned_data["recipients"]),
        language=get_language() or "en",
    )
    try:
        made = arrange(wanted=wanted, by=actor_of(request.user), now=timezone.now())
    except AppError as error:
        messages.error(request, str(error.detail) or str(error.title))
        return redirect("reports")
    messages.success(request, _("It is sent: %(rhythm)s.") % {"rhythm": rhythm_of(made)})
    return redirect("reports")


@member_required(Permission.REPORTS_CHANGE)
@require_POST
def pause_schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    pause(schedule_id=own_schedule(request, schedule_id).pk, by=actor_of(request.user))
    return redirect("reports")


@member_required(Permission.REPORTS_CHANGE)
@require_POST
def resume_schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    resume(schedule_id=own_schedule(request, schedule_id).pk, by=actor_of(request.user), now=timezone.now())
    return redirect("reports")


@member_required(Permission.REPORTS_CHANGE)
@require_POST
def stop_schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    stop(schedule_id=own_schedule(request, schedule_id).pk, by=actor_of(request.user))
    messages.success(request, _("It is sent no more."))
    return redirect("reports")


@member_required(Permission.REPORTS_CHANGE)
@require_POST
def delete(request: HttpRequest, report_id: UUID) -> HttpResponse:
    delete_report(report_id=own_report(request, report_id).pk, by=actor_of(request.user))
    return redirect("reports")


@member_required(Permission.FIGURES_VIEW)
@require_GET
def file(request: HttpRequest, report_id: UUID) -> HttpResponse:
    return file_of(own_report(request, report_id))


def file_of(report: Report) -> HttpResponse:
    """A PDF opens beside the page, the others are saved. 404 where there is no file."""
    if report.state != ReportState.READY or report.content is None:
        raise Http404
    shown = "inline" if report.format == Format.PDF else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{report.name}"', "Cache-Control": "no-store"}
    return HttpResponse(bytes(report.content), content_type=report.media_type, headers=headers)


def own_schedule(request: HttpRequest, schedule_id: UUID) -> Schedule:
    """404 for one of which the member may not see what it holds, as for none."""
    return get_object_or_404(schedules_for(permissions_here(request)), pk=schedule_id)


def own_report(request: HttpRequest, report_id: UUID) -> Report:
    return get_object_or_404(reports_for(permissions_here(request)), pk=report_id)
