"""The organisation's pages, and the way from one business to another."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingStatus, Service
from businesses.operations import record_booking
from businesses.privacy.organisation import of_organisation
from businesses.queries.hours import business_day, business_today
from businesses.tallies import bookings_today
from tenants.actors import SYSTEM, actor_of
from tenants.context import enter
from tenants.models import Branch, Business, Organisation, Role, User
from tenants.operations import (
    remove_organisation_member,
)
from tenants.proof import PROVED_AT
from tenants.rules import permissions_of
from tests.factories import new_user
from tests.tenants.organisations.chains import ANN, BELLA, LUCA, MARIOS, NOTHING, join, of
from tests.tenants.pages import browser, signed_in
from tests.tenants.test_permissions import bearer

if TYPE_CHECKING:
    from django.test import Client


def said(client: Client, **what: object) -> tuple[int, str]:
    answer = client.post("/staff/organisation/settings/", what)
    page = client.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    return answer.status_code, page.content.decode()


def test_an_owner_begins_one_and_makes_it_up(marios: Business, bella: Business, ann: User) -> None:
    new_user(LUCA, business=bella, role=Role.STAFF)
    client = signed_in(MARIOS, ANN)
    assert "belongs to no organisation" in client.get("/staff/organisation/").content.decode()
    assert said(client, do="begin", name="")[0] == 422
    status, page = said(client, do="begin", name="Ann & sisters")
    assert status == 302
    assert "Ann &amp; sisters" in page
    assert said(client, do="begin", name="Another")[0] == 409
    assert said(client, do="add", business="nobody")[0] == 422
    assert said(client, do="add", business="bella")[0] == 302
    luca = User.objects.get(email=LUCA)
    assert said(client, do="give", user=luca.pk, role="staff")[0] == 422, "no role of organisations"
    assert said(client, do="give", user=luca.pk, role=Role.ANALYST)[0] == 302
    assert permissions_of(luca, marios.schema_name) == of(Role.ANALYST)
    assert said(client, do="take", member=luca.organisation_memberships.get().pk)[0] == 302
    assert permissions_of(luca, marios.schema_name) == NOTHING
    status, page = said(client, do="take", member=ann.organisation_memberships.get().pk)
    assert (status, "keeps at least one owner" in page) == (409, True)
    assert said(client, do="nothing")[0] == 422
    assert said(client, do="leave")[0] == 302
    assert [each.business for each in Branch.objects.all()] == [bella]


def test_a_code_is_shown_once_and_typed_in_at_the_other(
    marios: Business, bella: Business, chain: Organisation, ann: User
) -> None:
    new_user("bo@example.com", business=bella, role=Role.OWNER)
    client = signed_in(MARIOS, ANN)
    page = said(client, do="code")[1]
    code = page.partition('id="code">')[2].partition("<")[0]
    assert 'id="code"' not in client.get("/staff/organisation/settings/").content.decode()
    other = signed_in(BELLA, "bo@example.com")
    assert said(other, do="join", code="made up")[0] == 401
    assert said(other, do="join", code=f" {code} ")[0] == 302
    assert {each.business for each in chain.branches.all()} == {marios, bella}


def test_its_settings_ask_for_proof(chain: Organisation, ann: User) -> None:
    client = signed_in(MARIOS, ANN)
    session = client.session
    session[PROVED_AT] = 0
    session.save()
    assert (
        client.post("/staff/organisation/settings/", {"do": "leave"}).headers["Location"].startswith("/account/prove/")
    )
    assert chain.branches.exists()


def test_each_business_is_told_of_as_one_may_see_it(
    marios: Business, bella: Business, chain: Organisation, ann: User
) -> None:
    join(chain, bella, ann)
    staff = new_user(LUCA, business=marios, role=Role.MANAGER)
    everything = signed_in(MARIOS, ANN).get("/staff/organisation/")
    assert [[count for _tally, count in each.counts] for each in everything.context["seen"]] == [[0, 0], [0, 0]]
    page = signed_in(MARIOS, LUCA).get("/staff/organisation/")
    assert [(each.business, each.may_enter, len(each.counts)) for each in page.context["seen"]] == [
        (bella, False, 0),
        (marios, True, 2),
    ]
    assert "/account/businesses/bella/" not in page.content.decode()
    assert permissions_of(staff, bella.schema_name) == NOTHING
    headers: Any = bearer(signed_in(MARIOS, LUCA))
    answer = browser(MARIOS).get("/api/v1/organisation", headers=headers).json()
    assert [(each["slug"], each["counts"]) for each in answer["businesses"]] == [
        ("bella", {}),
        ("marios", {"bookings_today": 0, "conversations_waiting": 0}),
    ]


def test_bookings_of_the_day_are_counted(in_marios: Business) -> None:
    service = Service.objects.order_by("pk").first()
    assert service is not None
    day, anna = business_day(business_today()), CustomerDetails(name="Anna", phone="", email="")
    for start in (day.start, day.start + timedelta(hours=2), day.end, day.start - timedelta(minutes=1)):
        record_booking(service=service, party_size=2, start=start, customer=anna, by=SYSTEM, source="staff")
    Booking.objects.filter(starts_at=day.start + timedelta(hours=2)).update(status=BookingStatus.CANCELLED)
    assert bookings_today() == 1


def test_one_goes_from_business_to_business_signed_in(
    marios: Business, bella: Business, chain: Organisation, ann: User, luca: User
) -> None:
    join(chain, bella, ann)
    client = signed_in(MARIOS, LUCA)
    assert "/account/businesses/bella/" in client.get("/account/businesses/").content.decode()
    session = client.session
    session[PROVED_AT] = before = time.time() - 3600
    session.save()
    ticket = client.get("/account/businesses/bella/").headers["Location"]
    assert urlsplit(ticket).hostname == BELLA
    other = browser(BELLA)
    arrived = other.get(urlsplit(ticket).path)
    assert arrived.headers["Location"] == "/staff/"
    assert other.get("/staff/figures/").status_code == 200
    assert other.session[PROVED_AT] == before, "who has not proved themselves lately has not by going there"
    assert browser(BELLA).get(urlsplit(ticket).path).headers["Location"] == "/login/", "good once"
    assert browser(MARIOS).get(urlsplit(ticket).path).headers["Location"] == "/login/", "and there"


def test_nobody_goes_where_they_have_no_role(marios: Business, bella: Business, luca: User) -> None:
    client = signed_in(MARIOS, LUCA)
    assert client.get("/account/businesses/bella/").status_code == 404
    assert "bella" not in client.get("/account/businesses/").content.decode()


@pytest.mark.parametrize("what", ["role", "password"])
def test_a_ticket_ends_with_what_it_was_made_by(
    marios: Business, bella: Business, chain: Organisation, ann: User, luca: User, what: str
) -> None:
    join(chain, bella, ann)
    ticket = signed_in(MARIOS, LUCA).get("/account/businesses/bella/").headers["Location"]
    if what == "role":
        remove_organisation_member(member=luca.organisation_memberships.get(), by=actor_of(ann))
    else:
        luca.set_password("another-horse-battery")
        luca.save()
    assert browser(BELLA).get(urlsplit(ticket).path).headers["Location"] == "/login/"


def test_the_copy_of_a_business_s_data_says_who_else_may_be_there(marios: Business, luca: User) -> None:
    with enter(marios.schema_name):
        assert {each.user.email for each in of_organisation(None)} == {ANN, LUCA}
