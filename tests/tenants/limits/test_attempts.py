"""Guessing a password: counted by login and by address, whatever the spelling, the host and the door."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.test import Client, RequestFactory

from tenants.actors import SYSTEM
from tenants.errors import TooManyTries
from tenants.limits.attempts import HERE, LOGIN, count_try
from tenants.limits.names import canonical_email, canonical_name
from tenants.models import Role
from tenants.operations import add_member
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

SPELLINGS = (
    "luca@example.com",
    "LUCA@EXAMPLE.COM",
    " Luca@Example.Com ",
    "ｌｕｃａ@example.com",
    "lu\u200bca@example.com",
    "luca@example.com\u00a0",
    "𝐥𝐮𝐜𝐚@example.com",
    "luca\u2060@EXAMPLE.com",
)


def guess(host: str, name: str, password: str, address: str = "192.0.2.1") -> int:
    client = Client(headers={"host": host}, REMOTE_ADDR=address)
    return client.post("/login/", {"username": name, "password": password}).status_code


def ask(host: str, name: str, password: str, address: str = "192.0.2.1") -> int:
    client = Client(headers={"host": host}, REMOTE_ADDR=address)
    return client.post("/api/v1/auth/token", {"email": name, "password": password}, "application/json").status_code


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_login_is_one_however_it_is_spelt(spelling: str) -> None:
    assert canonical_name(spelling) == "luca@example.com"


def test_a_hundred_spellings_get_five_tries(marios: Business) -> None:
    new_user("luca@example.com", business=marios)
    statuses = [guess("marios.localhost", SPELLINGS[n % len(SPELLINGS)], f"wrong-{n}") for n in range(30)]
    assert statuses == [200] * 5 + [429] * 25
    assert guess("marios.localhost", "luca@example.com", PASSWORD) == 429


def test_every_host_and_both_doors_count_together(marios: Business, bella: Business) -> None:
    user = new_user("luca@example.com", business=marios)
    add_member(business=bella, user=user, role=Role.STAFF, by=SYSTEM)
    wrong = [guess("marios.localhost", "luca@example.com", "x"), guess("bella.localhost", "luca@example.com", "x")]
    wrong += [guess("localhost", "luca@example.com", "x"), ask("bella.localhost", "luca@example.com", "x")]
    wrong += [ask("marios.localhost", "luca@example.com", "x")]
    assert wrong == [200, 200, 200, 401, 401]
    assert guess("marios.localhost", "luca@example.com", PASSWORD) == 429
    assert ask("bella.localhost", "luca@example.com", PASSWORD) == 429


def test_the_api_says_so_as_it_says_everything(marios: Business) -> None:
    client = Client(headers={"host": "marios.localhost"})
    for n in range(6):
        answer = client.post(
            "/api/v1/auth/token", {"email": "luca@example.com", "password": str(n)}, "application/json"
        )
    assert answer.status_code == 429
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/too-many-tries"
    assert 0 < int(answer.headers["Retry-After"]) <= 180


def test_many_addresses_guess_one_login_no_faster(marios: Business) -> None:
    new_user("luca@example.com", business=marios)
    statuses = [guess("marios.localhost", "luca@example.com", "x", f"198.51.100.{n}") for n in range(LOGIN.burst + 5)]
    assert statuses == [200] * LOGIN.burst + [429] * 5


@pytest.mark.parametrize(("enter", "let_in"), [(guess, 302), (ask, 200)])
def test_and_do_not_shut_the_person_out_of_where_they_work(
    marios: Business, enter: Callable[..., int], let_in: int
) -> None:
    new_user("luca@example.com", business=marios)
    assert enter("marios.localhost", "luca@example.com", PASSWORD) == let_in
    for n in range(LOGIN.burst + 5):
        guess("marios.localhost", "luca@example.com", "x", f"198.51.100.{n}")
    assert enter("marios.localhost", "luca@example.com", PASSWORD, "203.0.113.5") == 429
    assert enter("marios.localhost", "luca@example.com", PASSWORD) == let_in


def test_one_address_does_not_try_a_list_of_logins(marios: Business) -> None:
    statuses = [guess("marios.localhost", f"person{n}@example.com", "Winter2026") for n in range(60)]
    assert statuses == [200] * 50 + [429] * 10
    assert guess("marios.localhost", "person1@example.com", "Winter2026", "192.0.2.2") == 200


def test_whether_there_is_such_a_login_makes_no_difference(marios: Business) -> None:
    new_user("luca@example.com", business=marios)
    known = [guess("marios.localhost", "luca@example.com", "x") for _ in range(7)]
    unknown = [guess("marios.localhost", "nobody@example.com", "x") for _ in range(7)]
    assert known == unknown


def test_right_passwords_are_not_tries(marios: Business) -> None:
    new_user("luca@example.com", business=marios)
    assert {guess("marios.localhost", "luca@example.com", PASSWORD) for _ in range(12)} == {302}


def test_a_made_up_forwarded_address_is_nobody(marios: Business) -> None:
    client = Client(headers={"host": "marios.localhost"})
    said = {"username": "luca@example.com", "password": "x"}
    answers = [client.post("/login/", said, headers={"x-forwarded-for": f"6.6.6.{n}"}) for n in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2


def test_many_at_once_get_no_more_than_one_after_the_other() -> None:
    def tried(_number: int) -> bool:
        try:
            count_try(RequestFactory().post("/login/"), "luca@example.com")
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(tried, range(64))) == HERE.burst


@pytest.mark.parametrize(
    ("typed", "mailbox"),
    [
        ("Ann@Example.com", "ann@example.com"),
        ("ann+car@example.com", "ann@example.com"),
        ("a.n.n+x+y@googlemail.com", "ann@gmail.com"),
        ("a.nn@example.com", "a.nn@example.com"),
        ("+only@example.com", "+only@example.com"),
        ("ａｎｎ@example.com", "ann@example.com"),
    ],
)
def test_a_mailbox_is_one_whatever_is_added_to_it(typed: str, mailbox: str) -> None:
    assert canonical_email(typed) == mailbox
