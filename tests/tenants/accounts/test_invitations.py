"""An invitation grants nothing before who reads its mail accepts; nobody else is shown its link."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django_otp.plugins.otp_totp.models import TOTPDevice

from tenants.actors import SYSTEM, actor_of
from tenants.errors import AddressNotConfirmed
from tenants.limits.names import canonical_name
from tenants.models import Business, CustomRole, Invitation, Membership, Role, User
from tenants.operations import NewOwner, add_member, invite_member, remove_member, save_role, sign_up
from tenants.permissions import OF_ROLE, Permission
from tests.factories import PASSWORD, new_user
from tests.tenants.pages import NEW, browser, follow, may_sign_in, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tenants.conftest import Postbox

COOK = "cook@example.com"
WORDS = {"name": "Carla Cook", "new_password1": NEW, "new_password2": NEW}
MARIOS, BELLA = "marios.localhost", "bella.localhost"


def invite(postbox: Postbox, business: Business, email: str = COOK, role: str = Role.STAFF) -> str:
    with postbox.open():
        invite_member(business=business, email=email, role=role, by=SYSTEM)
    return postbox.link(canonical_name(email))


def squat(email: str) -> User:
    """Somebody signs up with an address that is not theirs."""
    details = Business(slug="evil", name="Evil", category="food", country="IT", currency="EUR", timezone="Europe/Rome")
    sign_up(details=details, owner=NewOwner(name="Mallory", email=email, password=PASSWORD))
    return User.objects.get(email=email)


def role_at(business: Business, email: str = COOK) -> str | None:
    found = Membership.objects.filter(business=business, user__email=email).first()
    return found.role if found else None


def test_the_link_makes_the_login_and_the_role_once(postbox: Postbox, marios: Business) -> None:
    link = invite(postbox, marios)
    assert not User.objects.exists()
    client = browser(link)
    assert follow(client, link, **WORDS)[0] == 302
    assert client.get("/staff/").status_code == 200
    cook = User.objects.get()
    assert (cook.name, cook.is_verified, role_at(marios)) == ("Carla Cook", True, Role.STAFF)
    assert may_sign_in(MARIOS, COOK, NEW)
    assert browser(link).get(f"/{link.split('/', 3)[3]}").status_code == 410


@pytest.mark.parametrize("role", sorted(OF_ROLE))
@pytest.mark.parametrize("spelling", [COOK, "COOK@example.com", " Cook@Example.com", "ｃook@example.com"])
def test_who_signed_up_with_the_address_before_gets_nothing_by_the_invitation(
    postbox: Postbox, marios: Business, role: str, spelling: str
) -> None:
    squat(COOK)
    invite(postbox, marios, spelling, role)
    assert role_at(marios) is None
    assert not may_sign_in(MARIOS, COOK, PASSWORD)


def test_the_holder_of_the_mailbox_takes_the_login_over_with_all_its_doors(postbox: Postbox, marios: Business) -> None:
    squatter = squat(COOK)
    TOTPDevice.objects.create(user=squatter, confirmed=True)
    link = invite(postbox, marios, role=Role.MANAGER)
    assert follow(browser(link), link, **WORDS)[0] == 302
    assert not may_sign_in("evil.localhost", COOK, PASSWORD)
    assert not may_sign_in(MARIOS, COOK, PASSWORD)
    assert not TOTPDevice.objects.exists()
    assert may_sign_in(MARIOS, COOK, NEW)
    assert User.objects.get().name == "Carla Cook"


def test_sessions_of_who_had_the_address_before_end(postbox: Postbox, marios: Business) -> None:
    squat(COOK)
    squatters = signed_in("evil.localhost", COOK)
    assert squatters.get("/staff/").status_code == 200
    link = invite(postbox, marios)
    follow(browser(link), link, **WORDS)
    assert squatters.get("/staff/").status_code == 302


def test_a_login_that_is_known_keeps_its_password_and_gains_the_role(
    postbox: Postbox, marios: Business, bella: Business
) -> None:
    new_user(COOK, business=bella)
    link = invite(postbox, marios)
    assert role_at(marios) is None
    client = browser(link)
    status, page = follow(client, link)
    assert (status, "Sign in with the password you have" in page) == (302, True)
    assert client.get("/staff/").status_code == 302, "the link is no login"
    assert may_sign_in(MARIOS, COOK, PASSWORD)
    assert not may_sign_in(MARIOS, COOK, NEW)


def test_the_link_is_of_its_business_its_newest_mail_and_three_days(
    postbox: Postbox, marios: Business, bella: Business
) -> None:
    first, second = invite(postbox, marios), invite(postbox, marios, role=Role.MANAGER)
    path = f"/{second.split('/', 3)[3]}"
    refused = [
        browser(BELLA).get(path).status_code,
        browser(MARIOS).get(f"/{first.split('/', 3)[3]}").status_code,
        browser(MARIOS).get(f"{path[:-3]}x/").status_code,
    ]
    assert refused == [410] * 3
    assert browser(MARIOS).get(path).status_code == 200
    Invitation.objects.update(sent_at=Invitation.objects.get().sent_at - timedelta(days=3, minutes=1))
    assert browser(MARIOS).get(path).status_code == 410
    assert browser(MARIOS).post(path, WORDS).status_code == 410
    assert not User.objects.exists()


def test_opening_the_link_accepts_nothing(postbox: Postbox, marios: Business) -> None:
    """Programs open the links of mails before people do."""
    link = invite(postbox, marios)
    for _ in range(3):
        assert browser(link).get(f"/{link.split('/', 3)[3]}").status_code == 200
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"new_password1": "short", "new_password2": "short"},
        {"new_password2": "other-horse-battery"},
        {"new_password1": COOK, "new_password2": COOK},
        {"new_password1": "", "new_password2": ""},
    ],
)
def test_without_name_and_good_password_nothing_is_accepted(
    postbox: Postbox, marios: Business, wrong: dict[str, str]
) -> None:
    link = invite(postbox, marios)
    assert follow(browser(link), link, **(WORDS | wrong))[0] == 422
    assert not User.objects.exists()
    assert Invitation.objects.exists()


def test_a_login_that_was_switched_off_stays_so(postbox: Postbox, marios: Business) -> None:
    new_user(COOK, is_active=False)
    with postbox.open():
        invite_member(business=marios, email=COOK, role=Role.STAFF, by=SYSTEM)
    assert mail.outbox == []


def test_an_unproved_login_is_given_no_role_by_others(marios: Business) -> None:
    nobody = User.objects.create_user(COOK, PASSWORD)
    owner = new_user("own@example.com", business=marios, role=Role.OWNER)
    for role in sorted(OF_ROLE):
        with pytest.raises(AddressNotConfirmed):
            add_member(business=marios, user=nobody, role=role, by=actor_of(owner))
    with pytest.raises(AddressNotConfirmed):
        invite_member(business=marios, email="x@example.com", role=Role.STAFF, by=actor_of(nobody))


SAID = {"email": COOK, "role": "owner"}


def test_an_owner_invites_from_the_admin_and_is_shown_no_link(postbox: Postbox, marios: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    owner = signed_in(MARIOS, "own@example.com")
    assert owner.get("/admin/tenants/membership/add/").headers["Location"] == "/admin/tenants/invitation/add/"
    with postbox.open():
        page = owner.post("/admin/tenants/invitation/add/", SAID, follow=True).content.decode()
    assert "on its way to cook@example.com" in page
    assert "/invitation/" in postbox.link(COOK)
    secret = postbox.link(COOK).split("/invitation/")[1]
    change = owner.get(f"/admin/tenants/invitation/{Invitation.objects.get().pk}/change/").content.decode()
    assert secret not in page + change
    assert Invitation.objects.get().nonce not in page + change


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STAFF])
def test_nobody_below_sees_invites_or_withdraws(postbox: Postbox, marios: Business, role: str) -> None:
    invite(postbox, marios, role=Role.OWNER)
    pk = Invitation.objects.get().pk
    new_user("gina@example.com", business=marios, role=role)
    client = signed_in(MARIOS, "gina@example.com")
    pages = [f"{pk}/change/", f"{pk}/delete/", f"{pk}/history/", "add/", ""]
    answers = [client.get(f"/admin/tenants/invitation/{page}", follow=True) for page in pages]
    assert [answer.status_code for answer in answers] == [403] * len(pages)
    assert all(COOK not in answer.content.decode() for answer in answers)
    assert client.post("/admin/tenants/invitation/add/", SAID).status_code in {302, 403}
    assert Invitation.objects.get().role == Role.OWNER
    assert COOK not in client.get("/admin/tenants/membership/", follow=True).content.decode()


def test_what_is_shown_of_an_invited_address_is_the_same_whoever_has_it(
    postbox: Postbox, marios: Business, bella: Business
) -> None:
    """Neither whether there is a login, nor the name of its person."""
    new_user("own@example.com", business=marios, role=Role.OWNER)
    new_user("known@example.com", business=bella, name="Knut Knownman")
    squat("squat@example.com")
    owner = signed_in(MARIOS, "own@example.com")
    pages = {}
    for email in ("known@example.com", "squat@example.com", "fresh@example.com"):
        with postbox.open():
            told = owner.post("/admin/tenants/invitation/add/", {"email": email, "role": "staff"}, follow=True)
        listed = owner.get("/admin/tenants/invitation/", {"q": email}).content.decode()
        assert "Knownman" not in told.content.decode() + listed
        pages[email] = told.content.decode().count("on its way"), "Waits" in listed
    assert set(pages.values()) == {(1, True)}


def test_invitations_of_another_business_are_not_there(postbox: Postbox, marios: Business, bella: Business) -> None:
    invite(postbox, bella)
    new_user("own@example.com", business=marios, role=Role.OWNER)
    owner = signed_in(MARIOS, "own@example.com")
    assert COOK not in owner.get("/admin/tenants/invitation/").content.decode()
    assert owner.get(f"/admin/tenants/invitation/{Invitation.objects.get().pk}/change/").status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "http://evil.example/win",
        "evil.example",
        "www.evil.example/x?y=1",
        "HTTPS://EVIL.EXAMPLE",
        "mail me@evil.example",
        "evil。example",
        "Win!\r\nBcc: all@evil.example",
    ],
)
def test_a_business_cannot_put_links_into_the_mail(postbox: Postbox, marios: Business, name: str) -> None:
    Business.objects.filter(pk=marios.pk).update(name=name)
    link = invite(postbox, marios)
    [message] = mail.outbox
    text = message.subject + str(message.body).replace(link, "")
    assert "://" not in text
    assert "evil.example" not in text.lower()
    assert "evil。example" not in text
    assert "\n" not in message.subject


def demote(owner: User, business: Business) -> None:
    add_member(business=business, user=owner, role=Role.MANAGER, by=SYSTEM)


def remove(owner: User, business: Business) -> None:
    remove_member(membership=business.memberships.get(user=owner), by=SYSTEM)


@pytest.mark.parametrize("end", [demote, remove])
def test_what_somebody_offered_ends_with_their_right_to(
    postbox: Postbox, marios: Business, end: Callable[[User, Business], None]
) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    leaving = new_user("leaving@example.com", business=marios, role=Role.OWNER)
    with postbox.open():
        invite_member(business=marios, email=COOK, role=Role.OWNER, by=actor_of(leaving))
    link = postbox.link(COOK)
    assert browser(link).get(link).status_code == 200
    end(leaving, marios)
    status, _page = follow(browser(link), link, name="Cook", new_password1=NEW, new_password2=NEW)
    assert status == 410
    assert not User.objects.filter(email=COOK).exists()


def test_an_invitation_to_a_role_of_the_business_s_own(postbox: Postbox, marios: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    role = CustomRole(business=marios, name="Front of house", permissions=[Permission.BOOKINGS_VIEW])
    save_role(role=role, by=SYSTEM)
    owner = signed_in(MARIOS, "own@example.com")
    with postbox.open():
        said = {"email": COOK, "role": f"custom:{role.pk}"}
        assert owner.post("/admin/tenants/invitation/add/", said).status_code == 302
    assert "Front of house" in postbox.to(COOK)[-1]
    link = postbox.link(COOK)
    assert follow(browser(link), link, **WORDS)[0] == 302
    membership = Membership.objects.get(user__email=COOK)
    assert membership.custom_role == role
    assert membership.permissions == frozenset({Permission.BOOKINGS_VIEW})
