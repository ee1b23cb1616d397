"""A forgotten password: a link by mail, for every role, that tells nobody who has a login."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.tokens import default_token_generator
from django_otp.plugins.otp_totp.models import TOTPDevice

from tenants.models import Business, User
from tenants.permissions import OF_ROLE
from tests.factories import PASSWORD, new_user
from tests.tenants.pages import NEW, browser, follow, may_sign_in, signed_in

if TYPE_CHECKING:
    from tests.tenants.conftest import Postbox

LUCA = "luca@example.com"
WORDS = {"new_password1": NEW, "new_password2": NEW}
MARIOS = "marios.localhost"


def ask(postbox: Postbox, host: str, email: str, address: str = "192.0.2.1") -> tuple[int, str]:
    with postbox.open():
        answer = browser(host, address).post("/login/forgotten/", {"email": email})
    return answer.status_code, re.sub(r"csrfmiddlewaretoken.*?>", "", answer.content.decode())


@pytest.mark.parametrize("role", sorted(OF_ROLE))
def test_every_role_chooses_another_password(postbox: Postbox, marios: Business, role: str) -> None:
    new_user(LUCA, business=marios, role=role)
    assert "/login/forgotten/" in browser(MARIOS).get("/login/").content.decode()
    ask(postbox, MARIOS, " Luca@Example.com")
    link = postbox.link(LUCA)
    assert urlsplit(link).hostname == MARIOS
    status, page = follow(browser(link), link, **WORDS)
    assert (status, "Your password is set" in page) == (302, True)
    assert may_sign_in(MARIOS, LUCA, NEW)
    assert not may_sign_in(MARIOS, LUCA, PASSWORD)


def test_so_do_the_platforms_people(postbox: Postbox, db: None) -> None:
    new_user("ops@example.com", is_staff=True)
    ask(postbox, "localhost", "ops@example.com")
    link = postbox.link("ops@example.com")
    assert follow(browser(link), link, **WORDS)[0] == 302
    assert may_sign_in("localhost", "ops@example.com", NEW)


def test_the_link_leads_to_where_the_person_works(postbox: Postbox, marios: Business, bella: Business) -> None:
    new_user(LUCA, business=marios)
    for host in ("bella.localhost", "localhost", MARIOS):
        ask(postbox, host, LUCA)
        assert urlsplit(postbox.link(LUCA)).hostname == MARIOS


@pytest.mark.parametrize(
    "email",
    ["nobody@example.com", "off@example.com", "LUCA@example.org", "luca@example.com.evil.example", "ops+x@x.example"],
)
def test_nothing_tells_whether_there_is_a_login(postbox: Postbox, marios: Business, email: str) -> None:
    new_user(LUCA, business=marios)
    new_user("off@example.com", business=marios, is_active=False)
    known, unknown = ask(postbox, MARIOS, LUCA), ask(postbox, MARIOS, email)
    assert known[0] == unknown[0] == 200
    assert known[1].replace(LUCA, "") == unknown[1].replace(email, "")
    assert postbox.to(email) == []


def test_the_mail_goes_to_the_rows_address_never_to_what_was_typed(postbox: Postbox, marios: Business) -> None:
    new_user("mike@example.com", business=marios)
    ask(postbox, MARIOS, "mi\u212ae@example.com")
    assert len(postbox.to("mike@example.com")) == 1


def test_a_link_is_good_once_for_an_hour_and_for_its_own_login(
    postbox: Postbox, marios: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_user(LUCA, business=marios)
    gina = new_user("gina@example.com", business=marios)
    ask(postbox, MARIOS, LUCA)
    link = postbox.link(LUCA)
    token = link.rstrip("/").split("/")[-1]
    other = link.replace(token, default_token_generator.make_token(gina))
    assert "too old" in browser(link).get(urlsplit(other).path, follow=True).content.decode()
    now = default_token_generator._now()
    monkeypatch.setattr(default_token_generator, "_now", lambda: now + timedelta(minutes=61))
    assert "too old" in browser(link).get(urlsplit(link).path, follow=True).content.decode()
    monkeypatch.setattr(default_token_generator, "_now", lambda: now)
    follow(browser(link), link, **WORDS)
    assert "too old" in browser(link).get(urlsplit(link).path, follow=True).content.decode()


def test_a_new_password_ends_sessions_and_half_given_logins(postbox: Postbox, marios: Business) -> None:
    luca = new_user(LUCA, business=marios)
    session = signed_in(MARIOS, LUCA)
    TOTPDevice.objects.create(user=luca, confirmed=True)
    half = browser(MARIOS)
    half.post("/login/", {"username": LUCA, "password": PASSWORD})
    assert half.get("/login/code/").status_code == 200
    ask(postbox, MARIOS, LUCA)
    follow(browser(MARIOS), postbox.link(LUCA), **WORDS)
    assert session.get("/staff/").status_code == 302
    assert half.get("/login/code/").status_code == 302
    assert TOTPDevice.objects.exists(), "what proves more than the mailbox stays"


def test_it_opens_what_wrong_tries_had_shut_here(postbox: Postbox, marios: Business) -> None:
    new_user(LUCA, business=marios)
    for n in range(6):
        browser(MARIOS).post("/login/", {"username": LUCA, "password": str(n)})
    assert not may_sign_in(MARIOS, LUCA, PASSWORD)
    ask(postbox, MARIOS, LUCA)
    follow(browser(MARIOS), postbox.link(LUCA), **WORDS)
    assert may_sign_in(MARIOS, LUCA, NEW)


def test_it_takes_an_unproved_login_from_who_made_it(postbox: Postbox, marios: Business) -> None:
    """Somebody signed up with the address; the mailbox's holder asks for a password."""
    made = User.objects.create_user(LUCA, PASSWORD)
    TOTPDevice.objects.create(user=made, confirmed=True)
    ask(postbox, "localhost", LUCA)
    follow(browser("localhost"), postbox.link(LUCA), **WORDS)
    luca = User.objects.get(email=LUCA)
    assert (luca.is_verified, luca.check_password(NEW), TOTPDevice.objects.exists()) == (True, True, False)


def test_mails_are_asked_for_so_often_and_no_more(postbox: Postbox, marios: Business) -> None:
    new_user(LUCA, business=marios)
    spellings = [LUCA, "LUCA@example.com", "luca+1@example.com", " luca@example.com", "luca+2@example.com"]
    statuses = [ask(postbox, MARIOS, spelling, f"198.51.100.{n}")[0] for n, spelling in enumerate([*spellings, LUCA])]
    assert statuses == [200] * 5 + [429]
    flood = [ask(postbox, MARIOS, f"p{n}@example.com")[0] for n in range(22)]
    assert flood == [200] * 20 + [429] * 2


def test_the_platform_sets_no_password_for_an_address_nobody_proved(postbox: Postbox, db: None) -> None:
    new_user("ops@example.com", is_staff=True, is_superuser=True)
    ops = signed_in("localhost", "ops@example.com")
    inline = {f"memberships-{field}": 0 for field in ("TOTAL_FORMS", "INITIAL_FORMS")}
    with postbox.open():
        ops.post("/admin/tenants/user/add/", {"email": "New@example.com", "name": "Neo"} | inline)
    neo = User.objects.get(email="new@example.com")
    assert not neo.has_usable_password()
    assert ops.get(f"/admin/tenants/user/{neo.pk}/password/").status_code == 403
    link = postbox.link("new@example.com")
    follow(browser(link), link, **WORDS)
    neo.refresh_from_db()
    assert neo.is_verified
    with postbox.open():
        said = {"email": "moved@example.com", "name": "Neo", "is_active": "on"}
        assert ops.post(f"/admin/tenants/user/{neo.pk}/change/", said | inline).status_code == 302
    neo.refresh_from_db()
    assert (neo.email, neo.is_verified) == ("moved@example.com", False)
