from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from businesses.models import Booking, Resource, Service
from tenants.context import enter

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business

WALK_IN = "/staff/walk-in/"


def form(business: Business, **said: object) -> dict[str, object]:
    with enter(business.schema_name):
        service = Service.objects.get(needs_party=True)
    return {"service": service.pk, "people": "2", "key": str(uuid.uuid4()), **said}


def test_they_are_seated_from_the_board(marios: Business, member: Client) -> None:
    assert "Walk-in now" in member.get("/staff/").content.decode()
    assert 'name="people"' in member.get(WALK_IN).content.decode()
    shown = member.post(WALK_IN, form(marios, name="Anna"), follow=True).content.decode()
    for text in ("Anna", "Seated", "Walk-in"):
        assert text in shown


def test_what_is_wrong_is_told_by_field_and_what_is_full_by_the_page(marios: Business, member: Client) -> None:
    wrong = member.post(WALK_IN, form(marios, people="0", name="Anna"))
    assert wrong.status_code == 422
    assert 'value="Anna"' in wrong.content.decode()
    with enter(marios.schema_name):
        Resource.objects.exclude(pk=Resource.objects.filter(capacity__gte=2, min_party__lte=2)[0].pk).delete()
    member.post(WALK_IN, form(marios))
    full = member.post(WALK_IN, form(marios, name="Bruno"))
    assert full.status_code == 409
    assert "Nothing is free right now" in full.content.decode()
    assert 'value="Bruno"' in full.content.decode()
    with enter(marios.schema_name):
        assert Booking.objects.count() == 1
