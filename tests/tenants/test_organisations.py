"""An organisation's people have their role in each of its businesses, as long as its owners and theirs say so."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from audit.models import Entry
from businesses.contacts import CustomerDetails
from businesses.models import Booking, BookingStatus, Service
from businesses.operations import record_booking
from businesses.privacy.organisation import of_organisation
from businesses.queries.hours import business_day, business_today
from businesses.tallies import bookings_today
from tenants.actors import SYSTEM, actor_of
from tenants.context import enter, public
from tenants.errors import (
    AddressNotConfirmed,
    InOrganisation,
    InvalidOrganisation,
    LastOrganisationOwner,
    MoreThanOwn,
    TokenForged,
)
from tenants.models import Branch, Business, Organisation, OrganisationMember, Role, User
from tenants.operations import (
    add_member,
    add_organisation_member,
    begin_organisation,
    delete_business,
    join_by_code,
    join_organisation,
    leave_organisation,
    make_code,
    remove_organisation_member,
    require_second_factor,
)
from tenants.permissions import OF_ROLE, Permission
from tenants.proof import PROVED_AT
from tenants.provisioning.steps import standing
from tenants.rules import permissions_of
from tenants.standing import businesses_of, people_of
from tests.factories import new_user
from tests.tenants.pages import browser, signed_in
from tests.tenants.test_permissions import GUARDED, address, bearer

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

MARIOS, BELLA = "marios.localhost", "bella.localhost"
ANN, LUCA = "ann@example.com", "luca@example.com"
NOTHING: frozenset[str] = frozenset()


@pytest.fixture
def ann(marios: Business, bella: Business) -> User:
    """Owns both businesses."""
    user = new_user(ANN, business=marios, role=Role.OWNER)
    add_member(business=bella, user=user, role=Role.OWNER, by=SYSTEM)
    return user


@pytest.fixture
def chain(marios: Business, ann: User) -> Organisation:
    """Marios alone, as yet."""
    return begin_organisation(name="Ann's", business=marios, owner=ann, by=actor_of(ann))


@pytest.fixture
def luca(chain: Organisation, ann: User) -> User:
    user = new_user(LUCA)
    add_organisation_member(organisation=chain, user=user, role=Role.ANALYST, by=actor_of(ann))
    return user


def join(organisation: Organisation, business: Business, by: User) -> Branch:
    return join_organisation(organisation=organisation, business=business, by=actor_of(by))


def of(role: str) -> frozenset[str]:
    return frozenset(map(str, OF_ROLE[role]))


# --- What it permits -------------------------------------------------------------------------------------------------


def test_a_role_is_had_in_each_of_its_businesses_and_in_no_other(
    marios: Business, bella: Business, chain: Organisation, ann: User, luca: User
) -> None:
    assert permissions_of(luca, marios.schema_name) == of(Role.ANALYST)
    assert permissions_of(luca, bella.schema_name) == NOTHING
    join(chain, bella, ann)
    assert permissions_of(luca, bella.schema_name) == of(Role.ANALYST)
    assert permissions_of(luca, "public") == NOTHING
    assert list(businesses_of(luca)) == [bella, marios]
    assert luca in people_of(bella.schema_name)
    User.objects.filter(pk=luca.pk).update(is_active=False)
    assert permissions_of(User.objects.get(pk=luca.pk), bella.schema_name) == NOTHING


def test_it_comes_on_top_of_what_one_is_in_the_business(marios: Business, luca: User) -> None:
    add_member(business=marios, user=luca, role=Role.STAFF, by=SYSTEM)
    assert permissions_of(luca, marios.schema_name) == of(Role.ANALYST) | of(Role.STAFF)
    assert permissions_of(luca, marios.schema_name, is_own=True) == of(Role.STAFF)


def test_organisations_do_not_meet(marios: Business, bella: Business, chain: Organisation, luca: User) -> None:
    bo = new_user("bo@example.com", business=bella, role=Role.OWNER)
    other = begin_organisation(name="Bo's", business=bella, owner=bo, by=actor_of(bo))
    add_organisation_member(organisation=other, user=luca, role=Role.OWNER, by=actor_of(bo))
    assert permissions_of(luca, marios.schema_name) == of(Role.ANALYST)
    assert permissions_of(luca, bella.schema_name) == of(Role.OWNER)
    assert permissions_of(bo, marios.schema_name) == NOTHING


def test_what_asks_for_a_permission_opens_to_an_organisation_s_people_by_their_role(luca: User) -> None:
    """One page and one endpoint of each permission: every address asks the same
    (``test_who_lacks_just_that_permission_is_kept_out``).
    """
    client = signed_in(MARIOS, LUCA)
    headers = bearer(client)
    asked: dict[tuple[str, bool], str] = {}
    for path, permission, _name in GUARDED:
        asked.setdefault((permission, path.startswith("api/")), path)
    wrong = []
    for (permission, is_api), path in asked.items():
        how: dict[str, Any] = {"headers": headers} if is_api else {}
        is_kept_out = client.get(address(path), **how).status_code == 403
        if is_kept_out == (permission in of(Role.ANALYST)):
            wrong.append((path, permission))
    assert wrong == []
    assert len({permission for permission, _is_api in asked}) > 20


def test_what_a_business_asks_of_a_role_it_asks_of_the_organisation_s(marios: Business, luca: User) -> None:
    require_second_factor(business=marios, of_everybody=False, of_roles=[Role.ANALYST], by=SYSTEM)
    assert permissions_of(luca, marios.schema_name) == NOTHING
    assert signed_in(MARIOS, LUCA).get("/staff/figures/").headers["Location"] == "/account/two-step/"


def test_it_ends_at_once_for_sessions_and_tokens(marios: Business, ann: User, luca: User) -> None:
    client = signed_in(MARIOS, LUCA)
    headers: Any = bearer(client)
    assert client.get("/staff/figures/").status_code == 200
    assert client.get("/api/v1/figures", headers=headers).status_code == 200
    remove_organisation_member(member=luca.organisation_memberships.get(), by=actor_of(ann))
    assert client.get("/staff/figures/").status_code == 403
    assert client.get("/api/v1/figures", headers=headers).status_code == 403
    assert browser(MARIOS).post("/login/", {"username": LUCA, "password": "correct-horse-battery"}).status_code == 200


def test_what_is_open_asks_anew_in_each_business(
    marios: Business,
    bella: Business,
    chain: Organisation,
    ann: User,
    luca: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By what ends sockets of members, within a second (``tests/conversations/test_staff_socket.py``)."""
    asked: list[str] = []
    monkeypatch.setitem(standing.by_name, "test", lambda business: asked.append(business.slug))
    join(chain, bella, ann)
    with django_capture_on_commit_callbacks(execute=True):
        remove_organisation_member(member=luca.organisation_memberships.get(), by=actor_of(ann))
    assert sorted(asked) == ["bella", "marios"]
    asked.clear()
    with django_capture_on_commit_callbacks(execute=True):
        leave_organisation(business=bella, by=actor_of(ann))
    assert asked == ["bella"]


# --- Who joins, and by whose word ------------------------------------------------------------------------------------


def test_only_who_owns_a_business_themselves_lets_it_join_and_leave(
    marios: Business, bella: Business, chain: Organisation, ann: User, luca: User
) -> None:
    """An owner of the organisation may do all there is in its businesses, but for saying to whom they belong."""
    join(chain, bella, ann)
    add_organisation_member(organisation=chain, user=luca, role=Role.OWNER, by=actor_of(ann))
    assert Permission.ORGANISATION_CHANGE in permissions_of(luca, bella.schema_name)
    with pytest.raises(MoreThanOwn):
        leave_organisation(business=bella, by=actor_of(luca))
    manager = new_user("manager@example.com", business=bella, role=Role.MANAGER)
    with pytest.raises(MoreThanOwn):
        leave_organisation(business=bella, by=actor_of(manager))
    leave_organisation(business=bella, by=actor_of(ann))
    for nobody in (luca, manager):
        with pytest.raises(MoreThanOwn):
            join(chain, bella, nobody)
        with pytest.raises(MoreThanOwn):
            begin_organisation(name="Mine", business=bella, owner=nobody, by=actor_of(nobody))
    assert bella.memberships.filter(role=Role.OWNER).count() == 1


def test_a_business_belongs_to_one(marios: Business, bella: Business, chain: Organisation, ann: User) -> None:
    other = begin_organisation(name="Other", business=bella, owner=ann, by=actor_of(ann))
    for organisation, business in ((chain, bella), (other, marios), (chain, marios)):
        with pytest.raises(InOrganisation):
            join(organisation, business, ann)
    assert [each.organisation_id for each in Branch.objects.order_by("pk")] == [chain.pk, other.pk]


def test_somebody_else_s_business_joins_by_a_code_once(
    marios: Business, bella: Business, chain: Organisation, ann: User, luca: User
) -> None:
    bo = new_user("bo@example.com", business=bella, role=Role.OWNER)
    with pytest.raises(MoreThanOwn):
        make_code(organisation=chain, by=actor_of(luca))
    void = make_code(organisation=chain, by=actor_of(ann))
    code = make_code(organisation=chain, by=actor_of(ann))
    with pytest.raises(MoreThanOwn):
        join_by_code(code=code, business=marios, by=actor_of(bo))
    for wrong in (void, code[:-1], ""):
        with pytest.raises(TokenForged):
            join_by_code(code=wrong, business=bella, by=actor_of(bo))
    join_by_code(code=code, business=bella, by=actor_of(bo))
    assert permissions_of(luca, bella.schema_name) == of(Role.ANALYST)
    assert permissions_of(bo, marios.schema_name) == NOTHING, "who joins has no part in what was there"
    leave_organisation(business=bella, by=actor_of(bo))
    assert permissions_of(luca, bella.schema_name) == NOTHING
    with pytest.raises(TokenForged):
        join_by_code(code=code, business=bella, by=actor_of(bo))


def test_what_nothing_belongs_to_is_gone(marios: Business, bella: Business, chain: Organisation, ann: User) -> None:
    join(chain, bella, ann)
    leave_organisation(business=marios, by=actor_of(ann))
    assert Organisation.objects.exists()
    leave_organisation(business=bella, by=actor_of(ann))
    assert not Organisation.objects.exists()
    assert not OrganisationMember.objects.exists()


def test_a_business_that_is_deleted_takes_its_organisation_along_if_it_was_the_last(
    marios: Business, chain: Organisation
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as a commit would
    delete_business(business=marios, confirmed_name="marios", by=SYSTEM)
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "two\nlines"])
def test_a_name_that_is_none_is_refused(marios: Business, ann: User, name: str) -> None:
    with pytest.raises(InvalidOrganisation):
        begin_organisation(name=name, business=marios, owner=ann, by=actor_of(ann))


# --- Its people ------------------------------------------------------------------------------------------------------


def test_only_its_owners_say_who_has_a_role(marios: Business, chain: Organisation, ann: User, luca: User) -> None:
    add_member(business=marios, user=luca, role=Role.OWNER, by=SYSTEM)  # of the business, not of the organisation
    with pytest.raises(MoreThanOwn):
        add_organisation_member(organisation=chain, user=luca, role=Role.OWNER, by=actor_of(luca))
    with pytest.raises(MoreThanOwn):
        remove_organisation_member(member=ann.organisation_memberships.get(), by=actor_of(luca))
    stranger = new_user("unproved@example.com", email_verified_at=None)
    with pytest.raises(AddressNotConfirmed):
        add_organisation_member(organisation=chain, user=stranger, role=Role.ANALYST, by=actor_of(ann))
    remove_organisation_member(member=luca.organisation_memberships.get(), by=actor_of(luca))
    assert permissions_of(luca, marios.schema_name, is_own=True) == permissions_of(luca, marios.schema_name)


def test_it_keeps_an_owner(chain: Organisation, ann: User, luca: User) -> None:
    with pytest.raises(LastOrganisationOwner):
        remove_organisation_member(member=ann.organisation_memberships.get(), by=actor_of(ann))
    with pytest.raises(LastOrganisationOwner):
        add_organisation_member(organisation=chain, user=ann, role=Role.ANALYST, by=actor_of(ann))
    add_organisation_member(organisation=chain, user=luca, role=Role.OWNER, by=actor_of(ann))
    remove_organisation_member(member=ann.organisation_memberships.get(), by=actor_of(ann))
    assert [each.user for each in chain.members.all()] == [luca]


def test_not_all_its_owners_can_go_at_once(live_marios: Business) -> None:
    people = [new_user(f"owner{number}@example.com", business=live_marios, role=Role.OWNER) for number in range(3)]
    chain = begin_organisation(name="Chain", business=live_marios, owner=people[0], by=SYSTEM)
    for user in people:
        add_organisation_member(organisation=chain, user=user, role=Role.OWNER, by=SYSTEM)
    members = list(chain.members.select_related("user", "organisation"))
    together = Barrier(len(members))

    def go(member: OrganisationMember) -> bool:
        together.wait()
        try:
            remove_organisation_member(member=member, by=actor_of(member.user))
        except LastOrganisationOwner:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(members)) as pool:
        assert sorted(pool.map(go, members)) == [False, True, True]
    assert chain.members.count() == 1


def test_it_is_told_in_each_business_and_on_the_platform(
    marios: Business, bella: Business, chain: Organisation, ann: User, luca: User
) -> None:
    join(chain, bella, ann)
    remove_organisation_member(member=luca.organisation_memberships.get(), by=actor_of(ann))
    leave_organisation(business=bella, by=actor_of(ann))
    with public():
        told = {
            schema: list(
                Entry.objects.of(schema)
                .filter(deed__startswith="organisation.")
                .order_by("pk")
                .values_list("deed", "about")
            )
            for schema in (marios.schema_name, bella.schema_name, "public")
        }
    itself, person = f"organisation:{chain.pk}", f"user:{luca.pk}"
    assert told[marios.schema_name] == [
        ("organisation.joined", itself),
        ("organisation.member_added", person),
        ("organisation.member_removed", person),
    ]
    assert told[bella.schema_name] == [
        ("organisation.joined", itself),
        ("organisation.member_removed", person),
        ("organisation.left", itself),
    ]
    assert {deed for deed, _about in told["public"]} >= {"organisation.begun", "organisation.left"}


# --- Its pages -------------------------------------------------------------------------------------------------------


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


# --- From one to the other -------------------------------------------------------------------------------------------


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
