"""The first page of a business's admin: how it stands, and what is left to set up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.board.queries import board_of
from businesses.models import Service, WeeklyHours
from businesses.queries import business_today
from conversations.inbox.queries import waiting_count
from conversations.models import Conversation
from events.queries import troubles
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.models import Business, Membership

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to set up: what stands there now, and where it is changed."""

    title: str
    state: str
    link: str
    is_done: bool


def overview(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the index shows."""
    business, now = current_business(), timezone.now()
    embed = f'<script async src="{url_of(business.slug, "/widget.js")}"></script>'
    return context | {
        "steps": steps(business),
        "embed": embed,
        "today": board_of(business_today(), now=now),
        "waiting": waiting_count(),
        "is_late": bool(troubles()),
    }


def steps(business: Business) -> list[Step]:
    return [_hours(), _services(), _team(business), _sites(business), _chat()]


def _hours() -> Step:
    days = WeeklyHours.objects.values("weekday").distinct().count()
    state = ngettext("Open %(count)d day a week.", "Open %(count)d days a week.", days) % {"count": days}
    return Step(_("Opening hours"), state, reverse("admin:businesses_weeklyhours_changelist"), is_done=days > 0)


def _services() -> Step:
    count = Service.objects.offered().count()
    state = ngettext("%(count)d service can be booked.", "%(count)d services can be booked.", count) % {"count": count}
    return Step(_("Services"), state, reverse("admin:businesses_service_changelist"), is_done=count > 0)


def _team(business: Business) -> Step:
    count = Membership.objects.filter(business=business).count()
    state = ngettext("%(count)d person can sign in.", "%(count)d people can sign in.", count) % {"count": count}
    return Step(_("Team"), state, reverse("admin:tenants_membership_changelist"), is_done=count > 1)


def _sites(business: Business) -> Step:
    listed = ", ".join(business.allowed_origins)
    state = listed or _("No site may show the widget yet: list your own, then paste the line below into it.")
    return Step(
        _("Your site"), state, reverse("admin:tenants_business_change", args=[business.pk]), is_done=bool(listed)
    )


def _chat() -> Step:
    happened = Conversation.objects.exists()
    state = _("Customers have written.") if happened else _("Write to it as a customer would.")
    return Step(_("Try the chat"), state, reverse("widget-page"), is_done=happened)
