"""Who joins and leaves an organisation, and by whose word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from audit.models import Entry
from tenants.actors import SYSTEM, actor_of
from tenants.context import public
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
    leave_organisation,
    make_code,
    remove_organisation_member,
)
from tenants.permissions import Permission
from tenants.rules import permissions_of
from tests.factories import new_user
from tests.tenants.organisations.chains import NOTHING, join, of

if TYPE_CHECKING:
    pass


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
