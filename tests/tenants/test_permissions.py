"""What a role permits, and nothing else, on every address, page and action; roles of a business's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tenants.actors import SYSTEM, actor_of
from tenants.context import enter
from tenants.errors import MoreThanOwn
from tenants.models import CustomRole, Membership, Role, User
from tenants.operations import add_member, invite_member, remove_member, save_role
from tenants.permissions import OF_ROLE, Permission
from tenants.rules import permissions_of
from tenants.sites import BusinessModelAdmin, business_admin
from tests.architecture.test_permissions import name_of, permission_of, views
from tests.factories import PASSWORD, new_user
from tests.tenants.pages import signed_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from tenants.models import Business

HOST, LUCA = "marios.localhost", "luca@example.com"
GUARDED = sorted(
    {(path, str(permission_of(view)), name_of(view)) for path, view in views("config.urls") if permission_of(view)}
)
PAGES = sorted(business_admin._registry.values(), key=str)
SOME_UUID = "00000000-0000-4000-8000-000000000000"


def own_role(business: Business, permissions: Collection[str], name: str = "Own") -> CustomRole:
    details = CustomRole(business=business, name=name, permissions=sorted(permissions))
    return save_role(role=details, by=SYSTEM)


def member(business: Business, permissions: Collection[str], email: str = LUCA) -> User:
    user = new_user(email)
    add_member(business=business, user=user, role=own_role(business, permissions, email), by=SYSTEM)
    return user


def address(path: str) -> str:
    """The pattern with something in place of what varies."""
    path = re.sub(r"\^?\(\?P<workflow_id>[^)]*\)", "b_1:booking:K7F", path).replace("$", "")
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SOME_UUID if found[1] == "uuid" else "1", path)


def bearer(client: Client) -> dict[str, str]:
    said = {"email": LUCA, "password": PASSWORD}
    return {"authorization": f"Bearer {client.post('/api/v1/auth/token', said, 'application/json').json()['access']}"}


@pytest.mark.parametrize(("path", "permission", "name"), GUARDED, ids=str)
def test_who_lacks_just_that_permission_is_kept_out(marios: Business, path: str, permission: str, name: str) -> None:
    membership = Membership.objects.get(user=member(marios, set(Permission) - {permission}))
    client = signed_in(HOST, LUCA)
    headers: Any = bearer(client) if path.startswith("api/") else {}
    for method in (client.get, client.post):
        assert method(address(path), headers=headers).status_code == 403, method
    assert membership.custom_role is not None
    save_role(
        role=CustomRole(pk=membership.custom_role.pk, business=marios, name="x", permissions=[permission]), by=SYSTEM
    )
    statuses = {method(address(path), headers=headers).status_code for method in (client.get, client.post)}
    assert 403 not in statuses, "and who has it alone is let in"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_of_the_admin_opens_by_its_permission(marios: Business, page: BusinessModelAdmin) -> None:
    member(marios, {Permission.ADMIN_OPEN}, "nobody@example.com")
    own = {each for each in (page.to_see, page.to_change) if each}
    member(marios, set(Permission) - own, "all-else@example.com")
    opts = page.opts
    with enter(marios.schema_name):
        row = page.model._default_manager.first()
    key = row.pk if row is not None else 1
    paths = [
        reverse(f"admin:{opts.app_label}_{opts.model_name}_{kind}", args=args, urlconf="config.urls")
        for kind, args in (("changelist", []), ("add", []), ("change", [key]), ("delete", [key]), ("history", [key]))
    ]
    for email in ("nobody@example.com", "all-else@example.com"):
        client = signed_in(HOST, email)
        for path in paths:
            for answer in (client.get(path, follow=True), client.post(path, {"post": "yes"}, follow=True)):
                is_home = answer.request["PATH_INFO"] == "/admin/"  # where who asks for what is not there is sent
                assert answer.status_code == 403 or is_home, (email, path, answer.status_code)


def asked_by(action: Any) -> list[str]:
    """What an action of a page asks for; one that says nothing changes something."""
    return list(getattr(action, "allowed_permissions", ["change"]))


@pytest.mark.parametrize("page", [each for each in PAGES if each.to_see != each.to_change], ids=str)
def test_who_may_only_see_changes_nothing(marios: Business, page: BusinessModelAdmin) -> None:
    seen_by = cast("Permission", page.to_see)
    member(marios, {Permission.ADMIN_OPEN, seen_by})
    client = signed_in(HOST, LUCA)
    opts = page.opts
    name = f"admin:{opts.app_label}_{opts.model_name}"
    listed = client.get(reverse(f"{name}_changelist", urlconf="config.urls"), follow=True)
    assert listed.status_code == 200
    assert client.post(reverse(f"{name}_add", urlconf="config.urls")).status_code in {302, 403}
    request = listed.wsgi_request
    with enter(marios.schema_name):
        offered = page.get_actions(request)
        assert [name for name, (action, *_) in offered.items() if asked_by(action) != ["view"]] == []
        assert bool(offered) == ('name="action"' in listed.content.decode())
        assert not page.has_add_permission(request)
        assert not page.has_change_permission(request)
        assert not page.has_delete_permission(request)


def test_the_sidebar_shows_what_opens(marios: Business) -> None:
    member(marios, {Permission.ADMIN_OPEN, Permission.HOURS_VIEW, Permission.BOOKINGS_VIEW})
    index = signed_in(HOST, LUCA).get("/admin/businesses/weeklyhours/").content.decode()
    links = set(re.findall(r'href="(/[^"]*)"', index))
    assert {"/admin/businesses/weeklyhours/", "/admin/businesses/booking/", "/staff/"} <= links
    kept = {"/admin/businesses/customer/", "/admin/tenants/membership/", "/staff/inbox/", "/signup/"}
    assert links.isdisjoint({*kept, "/admin/agents/taughtintent/try/"})


@pytest.mark.parametrize(
    ("allowed", "first"),
    [
        ({Permission.MAIL_VIEW, Permission.BOOKINGS_VIEW}, "/staff/"),
        ({Permission.CONVERSATIONS_VIEW, Permission.ADMIN_OPEN}, "/staff/inbox/"),
        ({Permission.MAIL_VIEW}, "/staff/mail/"),
        ({Permission.ADMIN_OPEN}, "/admin/"),
    ],
)
def test_one_arrives_where_one_may_be(marios: Business, allowed: set[Permission], first: str) -> None:
    member(marios, allowed)
    arrived = Client(headers={"host": HOST}).post("/login/", {"username": LUCA, "password": PASSWORD}, follow=True)
    assert (arrived.request["PATH_INFO"], arrived.status_code) == (first, 200)


def test_pages_offer_what_one_may_do(marios: Business) -> None:
    member(marios, {Permission.BOOKINGS_VIEW})
    page = signed_in(HOST, LUCA).get("/staff/").content.decode()
    assert "New booking" not in page
    assert "/staff/inbox/" not in page
    member(
        marios, {Permission.BOOKINGS_VIEW, Permission.BOOKINGS_CHANGE, Permission.CONVERSATIONS_VIEW}, "b@example.com"
    )
    page = signed_in(HOST, "b@example.com").get("/staff/").content.decode()
    assert "New booking" in page
    assert "/staff/inbox/" in page


@pytest.mark.parametrize("role", [Role.OWNER, Role.MANAGER, Role.STAFF, Role.ANALYST])
def test_the_fixed_roles_permit_what_they_say(marios: Business, role: Role) -> None:
    user = new_user(LUCA, business=marios, role=role)
    assert permissions_of(user, marios.schema_name) == OF_ROLE[role]


def test_analysts_change_nothing() -> None:
    """But what they read they may have made into a report, and mailed."""
    harmless = (".view", "admin.open", "reports.change")
    assert [each for each in OF_ROLE[Role.ANALYST] if not each.endswith(harmless)] == []


def test_a_role_is_of_one_business(marios: Business, bella: Business) -> None:
    user = member(marios, set(Permission))
    assert permissions_of(user, bella.schema_name) == frozenset()


def test_nobody_is_given_another_business_s_role(marios: Business, bella: Business) -> None:
    membership = new_user(LUCA, business=marios).memberships.get()
    membership.role, membership.custom_role = Role.CUSTOM, own_role(bella, set(Permission))
    with pytest.raises(ValidationError):
        membership.full_clean()


def test_a_permission_that_is_no_more_permits_nothing(marios: Business) -> None:
    user = member(marios, {Permission.HOURS_VIEW, "orders.rob"})
    assert permissions_of(user, marios.schema_name) == {Permission.HOURS_VIEW}


def test_a_role_of_one_s_own_asks_for_two_steps(marios: Business) -> None:
    user = member(marios, {Permission.BOOKINGS_VIEW})
    CustomRole.objects.update(requires_second_factor=True)
    assert permissions_of(user, marios.schema_name) == frozenset()
    assert signed_in(HOST, LUCA).get("/staff/").headers["Location"] == "/account/two-step/"


def test_rows_name_a_role_of_their_own_or_a_fixed_one(marios: Business) -> None:
    new_user(LUCA, business=marios)
    own = own_role(marios, set())
    for columns in ({"role": Role.CUSTOM}, {"custom_role": own}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.update(**columns)


# --- Nobody gives more than they have -------------------------------------------------------------------------------

PEOPLE = {Permission.PEOPLE_VIEW, Permission.PEOPLE_CHANGE, Permission.ADMIN_OPEN}


def test_who_sees_to_people_makes_nobody_more_than_themselves(marios: Business) -> None:
    own = new_user("own@example.com", business=marios, role=Role.OWNER)
    luca = member(marios, PEOPLE | OF_ROLE[Role.STAFF])
    by = actor_of(luca)
    staff = new_user("staff@example.com", business=marios)
    for user in (luca, staff, own):
        for role in (Role.OWNER, Role.MANAGER, own_role(marios, {Permission.SECURITY_CHANGE}, f"{user}-s")):
            with pytest.raises(MoreThanOwn):
                add_member(business=marios, user=user, role=role, by=by)
    for role in (Role.OWNER, Role.MANAGER):
        with pytest.raises(MoreThanOwn):
            invite_member(business=marios, email="me@example.com", role=role, by=by)
    with pytest.raises(MoreThanOwn):
        remove_member(membership=own.memberships.get(), by=by)
    with pytest.raises(MoreThanOwn):
        add_member(business=marios, user=own, role=Role.STAFF, by=by)
    remove_member(membership=staff.memberships.get(), by=by)
    assert own.memberships.filter(role=Role.OWNER).exists()


def test_who_sees_to_roles_puts_nothing_more_into_them(marios: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    luca = member(marios, {Permission.SECURITY_CHANGE, Permission.ADMIN_OPEN})
    own = Membership.objects.select_related("custom_role").get(user=luca).custom_role
    assert own is not None
    own.permissions = [*own.permissions, Permission.PEOPLE_CHANGE]
    with pytest.raises(MoreThanOwn):
        save_role(role=own, by=actor_of(luca))
    page = f"/admin/tenants/customrole/{own.pk}/change/"
    answer = signed_in(HOST, LUCA).post(page, {"name": "Own", "permissions": [*Permission.values]}, follow=True)
    assert "may not do themselves" in answer.content.decode()
    assert permissions_of(luca, marios.schema_name) == {Permission.SECURITY_CHANGE, Permission.ADMIN_OPEN}


# --- In the admin ---------------------------------------------------------------------------------------------------


def test_an_owner_makes_a_role_and_gives_it(marios: Business, bella: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    luca = new_user(LUCA, business=marios)
    elsewhere = own_role(bella, set(Permission), "Elsewhere")
    owner = signed_in(HOST, "own@example.com")
    said = {"name": "Front of house", "permissions": [Permission.BOOKINGS_VIEW, Permission.MAIL_VIEW]}
    assert owner.post("/admin/tenants/customrole/add/", said).status_code == 302
    role = CustomRole.objects.get(business=marios)
    page = f"/admin/tenants/membership/{luca.memberships.get().pk}/change/"
    form = owner.get(page).content.decode()
    assert "Front of house" in form
    assert "Elsewhere" not in form
    assert owner.post(page, {"role": f"custom:{elsewhere.pk}"}).status_code == 200, "no such choice"
    assert owner.post(page, {"role": f"custom:{role.pk}"}).status_code == 302
    assert permissions_of(luca, marios.schema_name) == {Permission.BOOKINGS_VIEW, Permission.MAIL_VIEW}
    assert "Front of house" in owner.get("/admin/tenants/membership/").content.decode()
    deleted = owner.post(f"/admin/tenants/customrole/{role.pk}/delete/", {"post": "yes"})
    assert CustomRole.objects.filter(pk=role.pk).exists(), deleted.status_code
    assert owner.get(f"/admin/tenants/customrole/{elsewhere.pk}/change/").status_code == 302, "not of this business"


def test_two_roles_of_one_name_are_refused(marios: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    own_role(marios, {Permission.HOURS_VIEW}, "Cooks")
    said = {"name": "cooks", "permissions": [Permission.HOURS_VIEW]}
    answer = signed_in(HOST, "own@example.com").post("/admin/tenants/customrole/add/", said)
    assert "role of this name" in answer.content.decode()


def test_a_business_with_roles_of_its_own_is_deleted_like_any(committed: Any) -> None:
    business = committed("marios")
    member(business, {Permission.HOURS_VIEW})  # the fixture deletes it afterwards
    assert CustomRole.objects.filter(business=business).exists()
