"""The setup guide: what there is to set up, what of it is done, and where it is done.

Each app adds its steps in its AppConfig by ``lead_through``; they are shown in the order in which they were added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.models import Booking, CardAccount, Order, Resource, Service, SetupGuide, WeeklyHours
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.models import Membership
from tenants.permissions import Permission
from tenants.rules import permissions_here
from tenants.second_factor import has_second_factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from tenants.models import User


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to set up: what stands there now, and where it is changed."""

    title: str
    state: str
    link: str
    is_done: bool


_steps: dict[str, Callable[[User], Step]] = {}


def lead_through(name: str, step: Callable[[User], Step]) -> None:
    """Have a step in the guide; it is asked for the person who looks, in the business entered."""
    _steps[name] = step


def steps_for(user: User) -> list[Step]:
    return [step(user) for step in _steps.values()]


@dataclass(frozen=True, slots=True)
class Guide:
    """``script`` is the line that shows the chat on the business's own site."""

    steps: tuple[Step, ...]
    script: str
    is_dismissed: bool

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def left(self) -> int:
        return len(self.steps) - self.done


def guide_here(request: HttpRequest) -> Guide | None:
    """For those who may change settings: to nobody else does it say anything they can do."""
    if Permission.SETTINGS_CHANGE not in permissions_here(request):
        return None
    if SetupGuide.is_dismissed():
        return Guide((), "", is_dismissed=True)
    return Guide(tuple(steps_for(request.user)), script_line(), is_dismissed=False)  # type: ignore[arg-type]  # a member


def script_line() -> str:
    return f'<script async src="{url_of(current_business().slug, "/widget.js")}"></script>'


def hours(_user: User) -> Step:
    days = WeeklyHours.objects.values("weekday").distinct().count()
    state = ngettext("Open %(count)d day a week.", "Open %(count)d days a week.", days) % {"count": days}
    return Step(_("Opening hours"), state, reverse("admin:businesses_weeklyhours_changelist"), is_done=days > 0)


def services(_user: User) -> Step:
    count = Service.objects.offered().count()
    state = ngettext("%(count)d service can be booked.", "%(count)d services can be booked.", count) % {"count": count}
    return Step(_("Services"), state, reverse("admin:businesses_service_changelist"), is_done=count > 0)


def resources(_user: User) -> Step:
    count = Resource.objects.filter(is_active=True).count()
    state = ngettext(
        "%(count)d table, person, room or bay can be booked.",
        "%(count)d tables, people, rooms or bays can be booked.",
        count,
    ) % {"count": count}
    return Step(_("Tables, people, rooms"), state, reverse("admin:businesses_resource_changelist"), is_done=count > 0)


def card_payments(_user: User) -> Step:
    is_done = CardAccount.objects.exists()
    state = (
        _("Deposits and orders can be paid beforehand.")
        if is_done
        else _("With an account at Stripe, customers can pay deposits and orders beforehand.")
    )
    return Step(_("Card payments"), state, reverse("admin:businesses_cardaccount_changelist"), is_done=is_done)


def team(_user: User) -> Step:
    count = Membership.objects.filter(business=current_business()).count()
    state = ngettext("%(count)d person can sign in.", "%(count)d people can sign in.", count) % {"count": count}
    return Step(_("Team"), state, reverse("admin:tenants_membership_changelist"), is_done=count > 1)


def two_step_login(user: User) -> Step:
    is_on = has_second_factor(user)
    state = _("Your login asks for a code.") if is_on else _("A stolen password alone would open your business.")
    return Step(_("Two-step login"), state, reverse("second-factor"), is_done=is_on)


def first_booking(_user: User) -> Step:
    is_done = Booking.objects.exists() or Order.objects.exists()
    state = _("Somebody has booked or ordered.") if is_done else _("Book on your own page, as a customer would.")
    return Step(_("First booking"), state, reverse("book"), is_done=is_done)


OWN = {
    "hours": hours,
    "services": services,
    "resources": resources,
    "card_payments": card_payments,
    "team": team,
    "two_step_login": two_step_login,
    "first_booking": first_booking,
}
