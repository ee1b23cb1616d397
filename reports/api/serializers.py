"""Reports and those sent regularly, as programs see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.dashboard.forms import refused
from reports.models import MORNING
from reports.periods import Days
from reports.rhythm import Every
from reports.states import Format, ReportState
from tenants.api import serializers

if TYPE_CHECKING:
    from reports.models import Report, Schedule


class ReportInput(serializers.Serializer[Any]):
    template = serializers.CharField(max_length=20, help_text="One of GET /reports/templates.")
    days = serializers.ChoiceField(choices=Days.choices, help_text="With `own`, `first` and `last` say which.")
    first = serializers.DateField(required=False, allow_null=True, default=None)
    last = serializers.DateField(required=False, allow_null=True, default=None)
    format = serializers.ChoiceField(choices=Format.choices, default=Format.PDF)
    mails_me = serializers.BooleanField(default=False, help_text="Also mail it to whom the token, or key, is of.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["days"] == Days.OWN and (wrong := refused(attrs["first"], attrs["last"])):
            raise serializers.ValidationError({field: [reason] for field, reason in wrong.items()})
        return attrs


class ScheduleInput(serializers.Serializer[Any]):
    template = serializers.CharField(max_length=20, help_text="One of GET /reports/templates.")
    days = serializers.ChoiceField(choices=Days.choices, help_text="As seen from the day it is sent.")
    format = serializers.ChoiceField(choices=Format.choices, default=Format.PDF)
    every = serializers.ChoiceField(choices=Every.choices)
    weekday = serializers.IntegerField(min_value=1, max_value=7, default=1, help_text="ISO; of `week`.")
    day = serializers.IntegerField(min_value=1, max_value=31, default=1, help_text="Of `month`.")
    at = serializers.TimeField(default=MORNING, help_text="In the business's zone.")
    recipients = serializers.ListField(
        child=serializers.EmailField(), min_length=1, max_length=50, help_text="Addresses of people who work here."
    )

    def validate_days(self, value: str) -> str:
        if value == Days.OWN:
            raise serializers.ValidationError("Dates of their own are not sent again and again.")
        return value


class TemplateSerializer(serializers.Serializer[Any]):
    template = serializers.CharField()
    title = serializers.CharField()
    days = serializers.ListField(child=serializers.ChoiceField(choices=Days.choices))


class TemplatesSerializer(serializers.Serializer[Any]):
    templates = TemplateSerializer(many=True)


class ReportSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    template = serializers.CharField()
    days = serializers.ChoiceField(choices=Days.choices)
    first = serializers.DateField()
    last = serializers.DateField()
    format = serializers.ChoiceField(choices=Format.choices)
    state = serializers.ChoiceField(choices=ReportState.choices)
    requested_at = serializers.DateTimeField()
    size = serializers.IntegerField(help_text="Bytes; 0 while there is no file.")


class ReportsSerializer(serializers.Serializer[Any]):
    reports = ReportSerializer(many=True)


class ScheduleSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    template = serializers.CharField()
    days = serializers.ChoiceField(choices=Days.choices)
    format = serializers.ChoiceField(choices=Format.choices)
    every = serializers.ChoiceField(choices=Every.choices)
    weekday = serializers.IntegerField()
    day = serializers.IntegerField()
    at = serializers.TimeField()
    recipients = serializers.ListField(child=serializers.EmailField())
    is_paused = serializers.BooleanField()
    next_at = serializers.DateTimeField()


class SchedulesSerializer(serializers.Serializer[Any]):
    schedules = ScheduleSerializer(many=True)


def report_json(report: Report) -> dict[str, Any]:
    return {
        "id": str(report.pk),
        "template": report.template,
        "days": report.days,
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "format": str(report.format),
        "state": str(report.state),
        "requested_at": report.requested_at.isoformat(),
        "size": report.size,
    }


def schedule_json(schedule: Schedule) -> dict[str, Any]:
    return {
        "id": str(schedule.pk),
        "template": schedule.template,
        "days": schedule.days,
        "format": str(schedule.format),
        "every": str(schedule.every),
        "weekday": schedule.weekday,
        "day": schedule.day,
        "at": schedule.at.isoformat("minutes"),
        "recipients": [user.email for user in schedule.recipients.all()],
        "is_paused": schedule.is_paused,
        "next_at": schedule.next_at.isoformat(),
    }
