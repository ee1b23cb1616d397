"""Reports that were made, and those that are sent regularly."""

from __future__ import annotations

import uuid
from datetime import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.dashboard.periods import Period
from reports.periods import Days
from reports.registry import template_called
from reports.rhythm import Every, Rhythm
from reports.states import MEDIA_TYPES, Format, ReportState

if TYPE_CHECKING:
    from reports.registry import Template

LONGEST_KEY = 20
MORNING = time(7)


class Schedule(models.Model):
    """A report sent at its time to ``recipients``, members who may see it at that moment.

    ``days`` are seen from the day it goes out. ``next_at`` is kept while it is paused, and reckoned anew after;
    ``paused_in`` is the change said to the assistant that has paused it last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(_("report"), max_length=LONGEST_KEY)
    days = models.CharField(_("of which days"), max_length=12, choices=Days.choices)
    format = models.CharField(_("format"), max_length=4, choices=Format.choices, default=Format.PDF)
    language = models.CharField(_("language"), max_length=10)
    every = models.CharField(_("how often"), max_length=5, choices=Every.choices)
    weekday = models.PositiveSmallIntegerField(_("weekday"), default=1)
    day = models.PositiveSmallIntegerField(
        _("day of the month"), default=1, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    at = models.TimeField(_("at"), default=MORNING)
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="ScheduleRecipient", related_name="+", verbose_name=_("to")
    )
    is_paused = models.BooleanField(_("paused"), default=False)
    paused_in = models.UUIDField(null=True, editable=False)
    created_by = models.CharField(_("by"), max_length=160)
    created_at = models.DateTimeField(_("since"))
    last_at = models.DateTimeField(_("last sent"), null=True, blank=True)
    next_at = models.DateTimeField(_("next"))

    class Meta:
        verbose_name = _("report sent regularly")
        verbose_name_plural = _("reports sent regularly")
        indexes = [models.Index(fields=["next_at"], condition=models.Q(is_paused=False), name="schedule_due")]
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__range=(1, 7)), name="schedule_weekday"),
            models.CheckConstraint(condition=models.Q(day__range=(1, 31)), name="schedule_day"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.every}"

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(Every(self.every), self.weekday, self.day, self.at)

    @property
    def kind(self) -> Template:
        return template_called(self.template)


class Report(models.Model):
    """A report of the days ``first`` to ``last``, mailed to ``recipients`` once it is there; to nobody where none are.

    ``started_at`` is the claim of who makes it; ``due_at`` the time of the schedule it is for, which has it made once.
    ``conversations`` are those that the file quotes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(_("report"), max_length=LONGEST_KEY)
    days = models.CharField(_("of which days"), max_length=12, choices=Days.choices)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    format = models.CharField(_("format"), max_length=4, choices=Format.choices)
    language = models.CharField(_("language"), max_length=10)
    schedule = models.ForeignKey(Schedule, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    due_at = models.DateTimeField(null=True, blank=True)
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="ReportRecipient", related_name="+", verbose_name=_("to")
    )
    state = models.CharField(_("state"), max_length=8, choices=ReportState.choices, default=ReportState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    requested_by = models.CharField(_("asked for by"), max_length=160)
    requested_at = models.DateTimeField(_("asked for"))
    started_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(_("made"), null=True, blank=True)
    name = models.CharField(_("file"), max_length=120, blank=True)
    content = models.BinaryField(null=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    conversations = ArrayField(models.UUIDField(), default=list, editable=False)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [models.Index(fields=["-requested_at"], name="report_newest")]
        constraints = [models.UniqueConstraint(fields=["schedule", "due_at"], name="one_report_a_time")]

    def __str__(self) -> str:
        return f"{self.template} {self.first}"

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)

    @property
    def kind(self) -> Template:
        return template_called(self.template)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[Format(self.format)]

    @property
    def is_under_way(self) -> bool:
        return self.state in {ReportState.WAITING, ReportState.MAKING}


class Recipient(models.Model):
    """To whom something goes. No constraint across schemas, and no cascade: deleting a user in the public schema must
    not look for these tables there; who is gone is nobody any more.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True


class ScheduleRecipient(Recipient):
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "user"], name="one_recipient_of_a_schedule")]


class ReportRecipient(Recipient):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="one_recipient_of_a_report")]
