"""Where somebody is signed in: listed to them alone, ended one by one or all at once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tenants.accounts.devices import browser_name, devices_of
from tenants.actors import SYSTEM
from tenants.models import Role, SignIn, User
from tenants.operations import add_member
from tests.factories import PASSWORD, new_user
from tests.tenants.api.test_tokens import opens, post

if TYPE_CHECKING:
    from tenants.models import Business

MARIOS, BELLA, LUCA = "marios.localhost", "bella.localhost", "luca@example.com"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def luca(marios: Business, bella: Business) -> User:
    user = new_user(LUCA, business=marios, role=Role.OWNER)
    add_member(business=bella, user=user, role=Role.STAFF, by=SYSTEM)
    return user


def sign_in(host: str = MARIOS, agent: str = CHROME, address: str = "192.0.2.1", email: str = LUCA) -> Client:
    client = Client(headers={"host": host, "user-agent": agent}, REMOTE_ADDR=address)
    assert client.post("/login/", {"username": email, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/staff/").status_code == 200


def ways_to_end(client: Client) -> list[str]:
    return re.findall(
        r'action="(/account/devices/(?:browser|program)/.+?)"', client.get("/account/devices/").content.decode()
    )


def test_every_browser_and_program_is_listed_and_this_one_marked(luca: User) -> None:
    here = sign_in()
    sign_in(BELLA, PHONE, "2001:db8::7")
    post("", {"email": LUCA, "password": PASSWORD})
    page = here.get("/account/devices/").content.decode()
    for told in ("Chrome, Windows", "192.0.2.1", "Mobile Safari, iOS", "2001:db8::", "Bella Canarybella", "Program"):
        assert told in page
    assert page.count("This one") == 1
    assert page.index("This one") < page.index("Mobile Safari")
    assert len(ways_to_end(here)) == 3


def test_nobody_else_s_are_listed_or_ended(marios: Business, luca: User) -> None:
    new_user("gina@example.com", business=marios, role=Role.OWNER)
    here, gina = sign_in(), sign_in(address="198.51.100.9", email="gina@example.com")
    token = post("", {"email": LUCA, "password": PASSWORD}).json()
    assert "192.0.2.1" not in gina.get("/account/devices/").content.decode()
    theirs = [path for path in ways_to_end(here) if path not in ways_to_end(gina)]
    assert [gina.post(path).status_code for path in theirs] == [404, 404]
    assert is_in(here)
    assert opens(token)


def test_ending_one_leaves_the_others(luca: User) -> None:
    here, there, abroad = sign_in(), sign_in(agent=PHONE), sign_in(BELLA)
    token = post("", {"email": LUCA, "password": PASSWORD}).json()
    of_phone = SignIn.objects.get(browser=PHONE).pk
    assert here.post(f"/account/devices/browser/{of_phone}/").headers["Location"] == "/account/devices/"
    assert [is_in(client) for client in (here, there, abroad)] == [True, False, True]
    [program] = [path for path in ways_to_end(here) if "/program/" in path]
    assert opens(token)
    here.post(program)
    assert not opens(token)
    assert len(ways_to_end(here)) == 2


def test_ending_this_one_signs_out(luca: User) -> None:
    here = sign_in()
    [own] = ways_to_end(here)
    assert here.post(own).headers["Location"] == "/login/"
    assert not is_in(here)
    assert not Session.objects.filter(sign_in__user=luca).exists()


def test_ending_all_others_ends_those_that_were_never_listed_too(luca: User) -> None:
    here, there, token = sign_in(), sign_in(BELLA), post("", {"email": LUCA, "password": PASSWORD}).json()
    unlisted = sign_in()
    SignIn.objects.filter(session_id=unlisted.session.session_key).delete()
    here.post("/account/devices/others/")
    assert [is_in(client) for client in (here, there, unlisted)] == [True, False, False]
    assert not opens(token)
    assert len(ways_to_end(here)) == 1


def test_what_has_ended_is_not_listed(luca: User) -> None:
    sign_in().post("/logout/")
    late = sign_in(agent=PHONE)
    Session.objects.filter(pk=late.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert devices_of(luca, session_key=None) == []


def test_a_password_by_command_ends_them_in_the_list_as_well(luca: User) -> None:
    sign_in()
    luca.set_password("another-horse-battery")
    luca.save()
    assert devices_of(luca, session_key=None) == []


def test_a_visit_is_noted_once_in_a_while(luca: User) -> None:
    here = sign_in()
    row = SignIn.objects.get()
    SignIn.objects.update(seen_at=row.seen_at - timedelta(hours=1))
    is_in(here)
    assert SignIn.objects.get().seen_at < row.seen_at, "a minute has not gone by"


@pytest.mark.parametrize("agent", ["", "curl/8.5.0", "\u202eevil<script>", "x" * 5000])
def test_whatever_a_browser_says_of_itself_is_shown_as_text(luca: User, agent: str) -> None:
    here = sign_in(agent=agent)
    page = here.get("/account/devices/").content.decode()
    assert "<script>" not in page.replace("<script src", "")
    assert len(browser_name(agent)) <= 120


@pytest.mark.parametrize("path", ["", "others/", "browser/00000000-0000-4000-8000-000000000000/"])
def test_it_is_for_who_has_signed_in(marios: Business, path: str) -> None:
    client = Client(headers={"host": MARIOS})
    assert [
        client.get(f"/account/devices/{path}").status_code,
        client.post(f"/account/devices/{path}").status_code,
    ] == [302, 302]
