"""Reports over HTTP: asked for, looked up, had as a file, sent regularly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from businesses.api.idempotency import IdempotentView, key_parameter
from businesses.api.serializers import ProblemSerializer
from businesses.dashboard.periods import Period
from businesses.operations.repeats import Answer
from businesses.queries import business_today
from reports.api.serializers import (
    ReportInput,
    ReportSerializer,
    ReportsSerializer,
    ScheduleInput,
    ScheduleSerializer,
    SchedulesSerializer,
    TemplatesSerializer,
    report_json,
    schedule_json,
)
from reports.jobs import make_soon
from reports.operations.making import request_report
from reports.operations.scheduling import Arrangement, arrange, pause, resume, stop
from reports.pages.views import file_of
from reports.periods import Days, period_of
from reports.queries import people_here, reports_for, schedules_for
from reports.registry import templates_for
from reports.rhythm import Every, Rhythm
from reports.states import Format
from tenants.actors import actor_of
from tenants.api.authentication import BusinessJWTAuthentication
from tenants.api.keys import ApiKeyAuthentication
from tenants.context import current_schema
from tenants.models import User
from tenants.permissions import Permission
from tenants.rules import permissions_of, permitted

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from rest_framework.request import Request

    from reports.models import Report, Schedule
    from reports.registry import Template

NEWEST = 100


def problems(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys((401, 403, *statuses, 429), ProblemSerializer)


class ReportView(APIView):
    authentication_classes = (ApiKeyAuthentication, BusinessJWTAuthentication, SessionAuthentication)
    permission_classes = (permitted(Permission.FIGURES_VIEW),)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "read"


def template_in(given: dict[str, Any], request: Request) -> tuple[Template, Days]:
    """Raises ``ValidationError`` for one that is not there, or not for the caller, or not of those days."""
    allowed = templates_for(permissions_of(request.user, current_schema()))
    template = next((each for each in allowed if each.key == given["template"]), None)
    if template is None:
        raise ValidationError({"template": [f"One of: {', '.join(each.key for each in allowed)}."]})
    if given["days"] not in template.days:
        raise ValidationError({"days": [f"Of this one: {', '.join(template.days)}."]})
    return template, Days(given["days"])


class Reports(ReportView):
    @extend_schema(
        operation_id="reports_list",
        summary="The newest hundred reports",
        description="Those of which the caller may see what they hold.",
        responses={200: ReportsSerializer, **problems()},
    )
    def get(self, request: Request) -> Response:
        found = reports_for(permissions_of(request.user, current_schema()))[:NEWEST]
        return Response({"reports": [report_json(each) for each in found]})


class Templates(ReportView):
    @extend_schema(
        operation_id="reports_templates_list",
        summary="Which reports there are, and of which days",
        responses={200: TemplatesSerializer, **problems()},
    )
    def get(self, request: Request) -> Response:
        found = templates_for(permissions_of(request.user, current_schema()))
        rows = [{"template": each.key, "title": str(each.title), "days": list(each.days)} for each in found]
        return Response({"templates": rows})


class Making(IdempotentView):
    authentication_classes = ReportView.authentication_classes
    permission_classes = (permitted(Permission.REPORTS_CHANGE),)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "hold"
    is_key_required = True


class MakeReport(Making):
    @extend_schema(
        operation_id="reports_make",
        summary="Have a report made",
        description="It is made in the background: ask for its state.",
        request=ReportInput,
        parameters=[key_parameter(is_required=True)],
        responses={202: ReportSerializer, **problems(409, 422)},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        given = ReportInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        template, days = template_in(data, request)
        own = Period(data["first"], data["last"]) if days is Days.OWN else None
        by = actor_of(request.user)
        report = request_report(
            template=template,
            days=days,
            period=own or period_of(days, today=business_today()),
            form=Format(data["format"]),
            language=get_language() or "en",
            recipients=User.objects.filter(pk=by.id) if data["mails_me"] else (),
            by=by,
            now=timezone.now(),
        )
        make_soon(report)
        return Answer(202, report_json(report))


class OneReport(ReportView):
    @extend_schema(
        operation_id="reports_retrieve",
        summary="A report, and whether it is there",
        responses={200: ReportSerializer, **problems(404)},
    )
    def get(self, request: Request, report: UUID) -> Response:
        return Response(report_json(own_report(request, report)))


class ReportFile(ReportView):
    @extend_schema(
        operation_id="reports_file_retrieve",
        summary="The file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **problems(404)},
    )
    def get(self, request: Request, report: UUID) -> HttpResponse:
        return file_of(own_report(request, report))


def own_report(request: Request, key: UUID) -> Report:
    return get_object_or_404(reports_for(permissions_of(request.user, current_schema())), pk=key)


class Schedules(ReportView):
    @extend_schema(
        operation_id="reports_schedules_list",
        summary="What is sent regularly",
        responses={200: SchedulesSerializer, **problems()},
    )
    def get(self, request: Request) -> Response:
        found = schedules_for(permissions_of(request.user, current_schema()))
        return Response({"schedules": [schedule_json(each) for each in found]})


class MakeSchedule(Making):
    @extend_schema(
        operation_id="reports_schedules_make",
        summary="Have a report sent regularly",
        request=ScheduleInput,
        parameters=[key_parameter(is_required=True)],
        responses={201: ScheduleSerializer, **problems(409, 422)},
    )
    def post(self, request: Request, **path: Any) -> Response:
        return super().post(request, **path)

    def act(self, request: Request, **path: Any) -> Answer:
        given = ScheduleInput(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        template, days = template_in(data, request)
        wanted = Arrangement(
            template=template,
            days=days,
            form=Format(data["format"]),
            rhythm=Rhythm(Every(data["every"]), data["weekday"], data["day"], data["at"]),
            recipients=recipients_in(data["recipients"]),
            language=get_language() or "en",
        )
        made = arrange(wanted=wanted, by=actor_of(request.user), now=timezone.now())
        return Answer(201, schedule_json(made))


def recipients_in(addresses: list[str]) -> list[User]:
    """Raises ``ValidationError`` for an address of nobody who works here."""
    known = {user.email.casefold(): user for user in people_here()}
    if strange := [each for each in addresses if each.casefold() not in known]:
        raise ValidationError({"recipients": [f"Nobody who works here: {', '.join(strange)}."]})
    return list({known[each.casefold()].pk: known[each.casefold()] for each in addresses}.values())


class ScheduleMove(ReportView):
    """Base of what is done to a schedule; done again, it changes nothing."""

    permission_classes = (permitted(Permission.REPORTS_CHANGE),)

    def found(self, request: Request, key: UUID) -> Schedule:
        own = schedules_for(permissions_of(request.user, current_schema()))
        return get_object_or_404(own, pk=key)


class PauseSchedule(ScheduleMove):
    @extend_schema(
        operation_id="reports_schedules_pause",
        summary="Send it no more for now",
        request=None,
        responses={200: ScheduleSerializer, **problems(404)},
    )
    def post(self, request: Request, schedule: UUID) -> Response:
        found = self.found(request, schedule)
        return Response(schedule_json(pause(schedule_id=found.pk, by=actor_of(request.user))))


class ResumeSchedule(ScheduleMove):
    @extend_schema(
        operation_id="reports_schedules_resume",
        summary="Send it again",
        request=None,
        responses={200: ScheduleSerializer, **problems(404)},
    )
    def post(self, request: Request, schedule: UUID) -> Response:
        found = self.found(request, schedule)
        return Response(schedule_json(resume(schedule_id=found.pk, by=actor_of(request.user), now=timezone.now())))


class StopSchedule(ScheduleMove):
    @extend_schema(
        operation_id="reports_schedules_stop",
        summary="Send it no more",
        request=None,
        responses={204: None, **problems(404)},
    )
    def post(self, request: Request, schedule: UUID) -> Response:
        stop(schedule_id=self.found(request, schedule).pk, by=actor_of(request.user))
        return Response(status=204)
