"""An address is an identity once its mailbox is proved: by link and password together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tenants.models import Business, Membership, Role, User
from tests.factories import PASSWORD
from tests.tenants.pages import browser, signed_in
from tests.tenants.test_signup import PASTA

if TYPE_CHECKING:
    from django.test import Client

    from tests.tenants.conftest import Postbox

ANN = "ann@example.com"
HOST = "pasta-piu.localhost"


def path(link: str) -> str:
    return urlsplit(link).path


@pytest.fixture
def ann(postbox: Postbox) -> User:
    """Just signed up."""
    with postbox.open():
        assert browser("localhost").post("/signup/", PASTA).status_code == 302
    return User.objects.get(email=ANN)


def test_signing_up_mails_a_link_and_proves_nothing_yet(postbox: Postbox, ann: User) -> None:
    assert not ann.is_verified
    assert urlsplit(postbox.link(ANN)).hostname == HOST
    client = signed_in(HOST, ANN)
    assert "Confirm your e-mail address" in client.get("/admin/").content.decode()
    assert client.get(path(postbox.link(ANN))).status_code == 200
    assert not User.objects.get().is_verified, "programs open links, too"
    assert client.post(path(postbox.link(ANN)), follow=True).status_code == 200
    assert User.objects.get().is_verified
    assert "Confirm your e-mail address" not in client.get("/admin/").content.decode()


def test_the_link_alone_confirms_nothing(postbox: Postbox, ann: User) -> None:
    """Whose mailbox it is did not sign up: without the password their click makes nobody of the squatter."""
    for answer in (browser(HOST).get(path(postbox.link(ANN))), browser(HOST).post(path(postbox.link(ANN)))):
        assert answer.headers["Location"].startswith("/login/?next=")
    assert not User.objects.get().is_verified


def test_a_link_confirms_the_address_it_was_mailed_to(postbox: Postbox, ann: User) -> None:
    User.objects.filter(pk=ann.pk).update(email="other@example.com")
    client = signed_in(HOST, "other@example.com")
    assert client.post(path(postbox.link(ANN))).status_code == 410
    assert not User.objects.get().is_verified


def test_a_link_confirms_nobody_else(postbox: Postbox, ann: User, bella: Business) -> None:
    bob = User.objects.create_user("bob@example.com", PASSWORD)
    Membership.objects.create(user=bob, business=bella, role=Role.STAFF)
    client = signed_in("bella.localhost", "bob@example.com")
    assert client.post(path(postbox.link(ANN))).status_code == 410
    assert not User.objects.exclude(email_verified_at=None).exists()


@pytest.mark.parametrize("damage", ["x", "a:b:c", "0", "..", "%00"])
def test_a_made_up_link_confirms_nothing(ann: User, damage: str) -> None:
    client = signed_in(HOST, ANN)
    assert client.post(f"/account/confirm/{damage}/").status_code in {400, 404, 410}
    assert not User.objects.get().is_verified


def test_the_mail_comes_again_and_not_without_end(postbox: Postbox, ann: User) -> None:
    client = signed_in(HOST, ANN)
    with postbox.open():
        statuses = [client.post("/account/confirm/").status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
    assert len(postbox.to(ANN)) == 6


def test_without_a_confirmed_address_nobody_is_invited(postbox: Postbox, ann: User) -> None:
    client = signed_in(HOST, ANN)
    said = {"email": "victim@example.com", "role": "owner"}
    with postbox.open():
        told = client.post("/admin/tenants/invitation/add/", said, follow=True).content.decode()
    assert "has not been confirmed yet" in told
    assert postbox.to("victim@example.com") == []


def entered(client: Client) -> str:
    """The address that the page after signing up leads to."""
    page = client.get("/signup/ready/").content.decode()
    return page.split('class="button" href="')[1].split('"')[0]


def test_who_has_signed_up_is_signed_in_at_their_own_host(db: None) -> None:
    platform = browser("localhost")
    platform.post("/signup/", PASTA)
    link = entered(platform)
    own = browser(link)
    assert own.get(path(link)).headers["Location"] == "/admin/"
    assert "Setting up" in own.get("/admin/").content.decode()
    assert browser(link).get(path(link)).headers["Location"] == "/login/", "once"


def test_the_way_in_is_of_that_host_and_its_minutes(db: None, bella: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = browser("localhost")
    platform.post("/signup/", PASTA)
    link = entered(platform)
    assert browser("bella.localhost").get(path(link)).headers["Location"] == "/login/"
    monkeypatch.setattr("tenants.accounts.links.ENTRY_LIFETIME", timedelta(seconds=-1))
    late = entered(platform)
    assert browser(link).get(path(late)).headers["Location"] == "/login/"
    Membership.objects.all().delete()
    assert browser(link).get(path(link)).headers["Location"] == "/login/", "no member any more"


def test_another_visitor_finds_no_way_in(db: None) -> None:
    browser("localhost").post("/signup/", PASTA)
    assert browser("localhost").get("/signup/ready/").status_code == 404
