"""An organisation's people have their role in each of its businesses, as long as its owners and theirs say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tenants.actors import SYSTEM, actor_of
from tenants.models import Business, Organisation, Role, User
from tenants.operations import (
    add_member,
    add_organisation_member,
    begin_organisation,
    leave_organisation,
    remove_organisation_member,
    require_second_factor,
)
from tenants.provisioning.steps import standing
from tenants.rules import permissions_of
from tenants.standing import businesses_of, people_of
from tests.factories import new_user
from tests.tenants.organisations.chains import LUCA, MARIOS, NOTHING, join, of
from tests.tenants.pages import browser, signed_in
from tests.tenants.test_permissions import GUARDED, address, bearer

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks


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
