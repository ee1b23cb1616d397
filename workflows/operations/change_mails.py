"""Telling the people of a business, by mail, that its hours or somebody's time off have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from businesses.models import CatalogueImport, ImportState
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.models import Membership
from tenants.plain import one_line
from workflows.errors import MailHeldBack, MailRefused
from workflows.mail.facts import ink_on
from workflows.mail.rendering import RenderedMail, written
from workflows.models import MailKind
from workflows.operations.mails import send_once

if TYPE_CHECKING:
    from tenants.actors import Actor
    from tenants.models import Business, User

NUMBERED_BY = 7
"""Characters of the change's id that stand where other mails have a reference."""


def tell_people(*, change: str, told_by: str, by: Actor) -> int:
    """Mail everybody who works there but whoever made the change; how many. One taken back meanwhile is not told.

    Raises ``MailHeldBack``, ``MailUnderWay`` and ``MailNotAccepted``, each worth another try: who has had theirs gets
    no second one. An address that is refused for good keeps nobody else's from them.
    """
    if current_business().is_suspended:
        raise MailHeldBack
    found = CatalogueImport.objects.filter(pk=change, state=ImportState.DONE).first()
    return sum(told(user, found, by=by) for user in people(but=told_by)) if found else 0


def people(*, but: str) -> list[User]:
    members = Membership.objects.filter(business=current_business(), user__is_active=True).select_related("user")
    return [each.user for each in members.order_by("pk") if f"staff:{each.user.pk}" != but]


def told(user: User, change: CatalogueImport, *, by: Actor) -> bool:
    number = change.pk.hex[:NUMBERED_BY]
    key = {"reference": number, "kind": MailKind.CHANGED.value, "name": f"user {user.pk}", "version": 1}
    try:
        return send_once(key, lambda _now: (user.email, render_change(change, current_business())), by=by).sent
    except MailRefused:
        return False  # kept with its mail, which says so


def render_change(change: CatalogueImport, business: Business) -> RenderedMail:
    """In the business's language: what was changed, in a line."""
    with translation.override(business.locale):
        facts = {
            "business": one_line(business.name),
            "phone": business.phone,
            "email": business.email,
            "colour": business.brand_colour,
            "ink": ink_on(business.brand_colour),
            "change": one_line(change.name),
            "home_url": url_of(business.slug, reverse("board", urlconf="config.urls")),
        }
        context = {"facts": facts, "headline": _("Something has changed"), "is_to_business": True}
        return written("changed", _("Changed at %(business)s: %(change)s") % facts, context)
