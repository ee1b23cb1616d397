"""Refresh tokens: used once, and ended for good by reuse, by a new password, and by signing out everywhere."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from django.conf import settings
from django.test import Client

from tenants.actors import SYSTEM
from tenants.models import Business, Role, TokenFamily, User
from tenants.operations import add_member, choose_password, sign_out_everywhere
from tests.factories import PASSWORD, new_user
from tests.tenants.pages import NEW, browser, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

MARIOS, BELLA, LUCA = "marios.localhost", "bella.localhost", "luca@example.com"
MEMBERS_ONLY = "/api/v1/conversations/create", {"flow": "dashboard"}


@pytest.fixture
def luca(marios: Business) -> User:
    return new_user(LUCA, business=marios, role=Role.OWNER)


def post(path: str, body: dict[str, Any], host: str = MARIOS) -> Any:
    return Client(headers={"host": host}).post(f"/api/v1/auth/token{path}", body, "application/json")


def issue(host: str = MARIOS, password: str = PASSWORD) -> dict[str, str]:
    answer = post("", {"email": LUCA, "password": password}, host)
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[no-any-return]  # of the test client


def refresh(pair: dict[str, str], host: str = MARIOS) -> Any:
    return post("/refresh", {"refresh": pair["refresh"]}, host)


def opens(pair: dict[str, str]) -> bool:
    headers = {"host": MARIOS, "authorization": f"Bearer {pair['access']}"}
    status = Client(headers=headers).post(*MEMBERS_ONLY, "application/json").status_code
    assert status in {201, 401, 403}, status
    return status == 201


def test_each_refresh_token_is_used_once_and_the_newest_goes_on(luca: User) -> None:
    pair = issue()
    for _ in range(5):
        answer = refresh(pair)
        assert answer.status_code == 200
        pair = answer.json()
    assert opens(pair)


@pytest.mark.parametrize("age", [0, 1, 3])
def test_one_that_comes_again_ends_all_that_followed(luca: User, age: int) -> None:
    pairs = [issue()]
    for _ in range(4):
        pairs.append(refresh(pairs[-1]).json())
    assert refresh(pairs[age]).status_code == 401
    assert refresh(pairs[-1]).status_code == 401, "the thief's and the person's alike"
    assert not opens(pairs[-1])


KEY = {"kty": "oct", "k": base64.urlsafe_b64encode(b"attacker" * 4).decode().rstrip("=")}


@pytest.mark.filterwarnings("ignore:The HMAC key is")
@pytest.mark.parametrize(
    ("algorithm", "is_with_our_key", "said"),
    [
        ("none", False, {}),
        ("HS384", True, {}),
        ("HS512", True, {}),
        ("HS256", False, {"jwk": KEY}),
        ("HS256", False, {"jku": "https://evil.example/keys", "kid": "1"}),
        ("HS256", False, {"kid": "../../dev/null"}),
    ],
)
def test_the_head_of_a_token_says_neither_how_nor_with_what_it_is_checked(
    luca: User, algorithm: str, is_with_our_key: bool, said: dict[str, Any]
) -> None:
    """Ours is HS256 with our key, whatever the head says."""
    pair, key = issue(), settings.SECRET_KEY if is_with_our_key else "attacker" * 4
    for kind in ("access", "refresh"):
        claims = jwt.decode(pair[kind], options={"verify_signature": False})
        pair[kind] = jwt.encode(claims, "" if algorithm == "none" else key, algorithm=algorithm, headers=said)
    assert not opens(pair)
    assert refresh(pair).status_code == 401


def test_another_sign_in_is_another_family(luca: User) -> None:
    first, second = issue(), issue()
    newer = refresh(first).json()
    refresh(first)
    assert refresh(newer).status_code == 401
    assert refresh(second).status_code == 200


def password_by_mail(user: User) -> None:
    choose_password(user=user, password=NEW)


def password_by_command(user: User) -> None:
    user.set_password(NEW)
    user.save()


def everywhere(user: User) -> None:
    sign_out_everywhere(user=user, by=SYSTEM)


def switched_off(user: User) -> None:
    User.objects.update(is_active=False)


def removed(user: User) -> None:
    user.memberships.all().delete()


@pytest.mark.parametrize("end", [password_by_mail, password_by_command, everywhere, switched_off, removed])
def test_what_ends_a_person_s_rights_ends_their_tokens(luca: User, end: Callable[[User], None]) -> None:
    new_user("gina@example.com", business=Business.objects.get(slug="marios"))
    pair, other = issue(), post("", {"email": "gina@example.com", "password": PASSWORD}).json()
    end(luca)
    assert refresh(pair).status_code == 401
    assert not opens(pair)
    if end is not switched_off:
        assert refresh(other).status_code == 200, "nobody else's"


def test_signing_out_ends_the_family_or_everything(luca: User, marios: Business, bella: Business) -> None:
    add_member(business=bella, user=luca, role=Role.STAFF, by=SYSTEM)
    one, two, abroad = issue(), issue(), issue(BELLA)
    assert post("/blacklist", {"refresh": one["refresh"]}).status_code == 204
    assert [refresh(one).status_code, opens(one), opens(two)] == [401, False, True]
    session = signed_in(BELLA, LUCA)
    assert post("/blacklist", {"refresh": two["refresh"], "everywhere": True}).status_code == 204
    assert [refresh(two).status_code, refresh(abroad, BELLA).status_code] == [401, 401]
    assert session.get("/staff/").status_code == 302


def test_the_account_page_signs_out_everywhere(luca: User) -> None:
    pair, here, there = issue(), signed_in(MARIOS, LUCA), signed_in(MARIOS, LUCA)
    assert "Sign out everywhere" in here.get("/account/").content.decode()
    assert here.post("/account/sign-out/").headers["Location"] == "/login/"
    assert [client.get("/staff/").status_code for client in (here, there)] == [302, 302]
    assert not opens(pair)
    assert browser(MARIOS).post("/account/sign-out/").status_code == 302


def test_a_token_without_a_family_is_none(luca: User) -> None:
    pair = issue()
    TokenFamily.objects.all().delete()
    assert refresh(pair).status_code == 401
    assert not opens(pair)
