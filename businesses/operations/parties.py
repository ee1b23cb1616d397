"""Whether so many people can be booked at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.availability.refusals import party_refusal
from businesses.errors import PartyNeedsStaff, PartyNotValid, PartyTooLarge, PartyTooSmall

if TYPE_CHECKING:
    from businesses.queries.pages import Page
    from tenants.actors import Actor


def check_party(page: Page, *, by: Actor) -> None:
    """Refuse a party that nothing takes, or that this actor may not book without asking staff."""
    limit = None if by.kind == "staff" else page.terms.max_party
    refusal = party_refusal(page.diary.units, page.wish.party_size, limit)
    if refusal is None or refusal.kind == "no_resource":
        return
    if page.wish.party_size < 1:
        raise PartyNotValid
    if refusal.kind == "too_large":
        raise PartyTooLarge(refusal.limit or 0)
    if refusal.kind == "ask_staff":
        raise PartyNeedsStaff(refusal.limit or 0)
    raise PartyTooSmall(refusal.limit or 1)
