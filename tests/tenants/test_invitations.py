"""Who is invited comes to a password by the link of the only business that trusts the login."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.test import Client

from tenants.actors import SYSTEM
from tenants.invitations import invitation_link
from tenants.models import Role
from tenants.operations import invite_member
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business, Membership

WORDS = {"new_password1": PASSWORD, "new_password2": PASSWORD}


def invited(business: Business) -> Membership:
    return invite_member(business=business, email="cook@example.com", role=Role.STAFF, by=SYSTEM)


def follow(link: str) -> str:
    """Open the link and choose a password; the page that comes."""
    client = Client(headers={"host": urlsplit(link).hostname or ""})
    opened = client.get(urlsplit(link).path, follow=True)
    chosen = client.post(opened.request["PATH_INFO"], WORDS, follow=True)
    return chosen.content.decode()


def test_the_link_opens_the_login_once(marios: Business) -> None:
    link = invitation_link(invited(marios))
    assert "Your password is set" in follow(link)
    client = Client(headers={"host": "marios.localhost"})
    assert client.post("/login/", {"username": "cook@example.com", "password": PASSWORD}).status_code == 302
    assert "used or is too old" in follow(link)


def test_a_login_that_has_a_password_is_no_owners_to_open(marios: Business) -> None:
    new_user("cook@example.com")
    assert invitation_link(invited(marios)) == ""


def test_a_login_that_another_business_trusts_is_no_owners_to_open(marios: Business, bella: Business) -> None:
    link = invitation_link(invited(marios))
    other = invited(bella)
    assert invitation_link(other) == ""
    assert "used or is too old" in follow(link)


def test_the_link_is_of_its_business_only(marios: Business, bella: Business) -> None:
    link = invitation_link(invited(marios)).replace("marios.", "bella.")
    assert "used or is too old" in follow(link)


def test_the_owner_gets_the_link_to_hand_on(marios: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    said = {"email": "cook@example.com", "role": "staff"}
    page = client.post("/admin/tenants/membership/add/", said, follow=True).content.decode()
    assert "/welcome/" in page
    assert "Invited" in page
