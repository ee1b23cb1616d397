"""What can be asked about reports: who may see one, which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from reports.models import Report, Schedule
from reports.registry import templates_for
from tenants.context import current_schema
from tenants.models import User
from tenants.rules import permissions_of
from tenants.standing import people_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from django.db.models import QuerySet

    from reports.registry import Template


def who_may_see(template: Template, users: Iterable[User]) -> list[User]:
    """Those who may see now what the report holds."""
    return [user for user in users if template.is_for(permissions_of(user, current_schema()))]


def people_here() -> QuerySet[User]:
    """Whom a report may go to: who works here. What they may see is asked when it is made and when it is sent."""
    return people_of(current_schema()).order_by("name", "email")


def reports_for(permissions: Container[str]) -> QuerySet[Report]:
    """The newest first, without their files; those of which one may see what they hold."""
    keys = [each.key for each in templates_for(permissions)]
    return Report.objects.filter(template__in=keys).defer("content").order_by("-requested_at", "-pk")


def schedules_for(permissions: Container[str]) -> QuerySet[Schedule]:
    keys = [each.key for each in templates_for(permissions)]
    people = Prefetch("recipients", queryset=User.objects.order_by("name", "email"))
    return Schedule.objects.filter(template__in=keys).prefetch_related(people).order_by("next_at", "pk")
