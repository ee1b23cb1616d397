"""The steps of the setup guide that are about the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from businesses.dashboard.guide import Step
from conversations.models import Conversation, WidgetSite
from tenants.context import current_business

if TYPE_CHECKING:
    from tenants.models import User


def own_site(_user: User) -> Step:
    business = current_business()
    listed = ", ".join(business.allowed_origins)
    state = listed or _("No site may show the widget yet: list your own, then paste the line below into it.")
    return Step(
        _("Your site"), state, reverse("admin:tenants_business_change", args=[business.pk]), is_done=bool(listed)
    )


def installed(_user: User) -> Step:
    """Found where a listed site has loaded the script."""
    business = current_business()
    site = WidgetSite.objects.order_by("first_seen_at").first()
    state = _("Not seen on a listed site yet.")
    if site is not None:
        state = _("Seen on %(site)s.") % {"site": site.origin}
    return Step(
        _("Chat on your site"), state, reverse("admin:tenants_business_change", args=[business.pk]), is_done=bool(site)
    )


def tried(_user: User) -> Step:
    happened = Conversation.objects.exists()
    state = _("Customers have written.") if happened else _("Write to it as a customer would.")
    return Step(_("Try the chat"), state, reverse("widget-page"), is_done=happened)


STEPS = {"own_site": own_site, "installed": installed, "tried": tried}
