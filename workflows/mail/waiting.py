"""The mails of who waits: from committed rows to text, in the customer's language and the business's wall time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from businesses.languages import language_for
from businesses.naming import called
from businesses.tokens import manage_token
from businesses.wording.moments import clock, moment, zone
from businesses.wording.waiting import window
from tenants.context import current_business
from tenants.hosts import url_of
from tenants.plain import one_line, unlinked
from workflows.definitions.waiting_messages import WaitingMailKind
from workflows.mail.facts import ink_on
from workflows.mail.rendering import written

if TYPE_CHECKING:
    from businesses.models import Waiting, WaitingOffer
    from workflows.mail.rendering import RenderedMail


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """Texts are ready to show. ``wished`` is waited for; without an offer ``offered`` and ``until`` are empty."""

    reference: str
    customer: str
    service: str
    with_whom: str
    party_size: int | None
    wished: str
    offered: str
    until: str
    zone: str
    business: str
    phone: str
    email: str
    colour: str
    ink: str
    manage_url: str
    home_url: str


def render_waiting(waiting: Waiting, kind: WaitingMailKind, offer: WaitingOffer | None) -> RenderedMail:
    with translation.override(language_for(waiting)):
        facts = waiting_facts(waiting, offer)
        is_over = kind is WaitingMailKind.OVER
        context = {"facts": facts, "kind": kind.value, "headline": headline(kind), "is_bad_news": is_over}
        return written("waiting", subject(facts, kind), context)


def headline(kind: WaitingMailKind) -> str:
    return {
        WaitingMailKind.JOINED: _("You are on the waiting list"),
        WaitingMailKind.OFFER: _("A place has come free"),
        WaitingMailKind.OVER: _("Nothing came free"),
    }[kind]


def subject(facts: WaitingFacts, kind: WaitingMailKind) -> str:
    pattern = {
        WaitingMailKind.JOINED: _("Waiting list: %(service)s at %(business)s"),
        WaitingMailKind.OFFER: _("Free for you until %(until)s: %(service)s at %(business)s"),
        WaitingMailKind.OVER: _("Nothing came free: %(service)s at %(business)s"),
    }[kind]
    return pattern % {"service": facts.service, "business": facts.business, "until": facts.until}


def waiting_facts(waiting: Waiting, offer: WaitingOffer | None) -> WaitingFacts:
    """Call with the mail's language active."""
    business = current_business()
    country, where = business.country, business.zone
    return WaitingFacts(
        reference=waiting.reference,
        customer=unlinked(waiting.customer.name),
        service=called(waiting.service.name),
        with_whom=waiting.staff.name if waiting.staff else "",
        party_size=waiting.party_size if waiting.service.needs_party else None,
        wished=window(waiting, where, country),
        offered=moment(offer.booking.during.lower.astimezone(where), country) if offer else "",
        until=clock(offer.expires_at.astimezone(where), country) if offer else "",
        zone=zone(where),
        business=one_line(business.name),
        phone=business.phone,
        email=business.email,
        colour=business.brand_colour,
        ink=ink_on(business.brand_colour),
        # The token follows the # so that no server log and no Referer ever carries it.
        manage_url=f"{url_of(business.slug, f'/w/{waiting.reference}/')}#{manage_token(waiting)}",
        home_url=url_of(business.slug),
    )
