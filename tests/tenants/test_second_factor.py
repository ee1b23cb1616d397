"""Two-step login: switched on by the person, asked for after the password, made a duty by the owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tenants.actors import SYSTEM
from tenants.errors import NoSecondFactor, WrongCode
from tenants.models import Role, User
from tenants.operations import require_second_factor
from tenants.second_factor import (
    has_second_factor,
    is_right,
    offered_device,
    renew_recovery_codes,
    switch_off,
    switch_on,
)
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from tenants.models import Business

API = "/api/v1/auth/token"


def code_of(user: User, *, steps: int = 1) -> str:
    """What the app shows; by default the next code, which is accepted as well and was not used yet."""
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, drift=device.drift + steps):06}"


def with_second_factor(user: User) -> list[str]:
    """Their recovery codes."""
    offered_device(user)
    return switch_on(user=user, code=code_of(user, steps=0))


@pytest.fixture
def luca(marios: Business) -> User:
    return new_user("luca@example.com", business=marios)


def browser() -> Client:
    return Client(headers={"host": "marios.localhost"})


def give_password(client: Client, **more: str) -> Response:
    return client.post("/login/", {"username": "luca@example.com", "password": PASSWORD, **more})


def test_the_password_alone_opens_nothing(luca: User) -> None:
    with_second_factor(luca)
    client = browser()
    answer = give_password(client, next="/staff/inbox/")
    assert answer.headers["Location"].startswith("/login/code/")
    assert client.get("/staff/").status_code == 302
    opened = client.post(answer.headers["Location"], {"code": code_of(luca), "next": "/staff/inbox/"})
    assert opened.headers["Location"] == "/staff/inbox/"
    assert client.get("/staff/").status_code == 200


def test_a_code_opens_once(luca: User) -> None:
    with_second_factor(luca)
    code = code_of(luca)
    assert is_right(luca, code)
    assert not is_right(luca, code)


def test_what_is_kept_of_a_recovery_code_opens_nothing(luca: User) -> None:
    told = with_second_factor(luca)
    kept = list(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == len(told) == 10
    assert {code.replace("-", "") for code in told}.isdisjoint(kept)
    for code in kept:
        StaticDevice.objects.update(throttling_failure_count=0)
        assert not is_right(luca, code)


def test_a_recovery_code_is_read_as_people_write_it(luca: User) -> None:
    first, second, third, *_rest = with_second_factor(luca)
    assert is_right(luca, first.upper())
    assert is_right(luca, second.replace("-", ""))
    assert is_right(luca, third.replace("-", " - "))


def test_new_recovery_codes_replace_the_old_ones(luca: User) -> None:
    old = with_second_factor(luca)
    client = browser()
    give_password(client)
    client.post("/login/code/", {"code": old[0]})
    assert "9 recovery codes left" in client.get("/account/recovery-codes/").content.decode()
    page = client.post("/account/recovery-codes/").content.decode()
    new = re.findall(r"<li><code>(.+?)</code>", page)
    assert len(new) == 10
    assert not is_right(luca, old[1])
    StaticDevice.objects.update(throttling_failure_count=0)
    assert is_right(luca, new[0])


def test_there_are_no_recovery_codes_without_an_app(luca: User) -> None:
    client = browser()
    give_password(client)
    assert client.post("/account/recovery-codes/").headers["Location"] == "/account/two-step/"
    with pytest.raises(NoSecondFactor):
        renew_recovery_codes(user=luca)
    assert not StaticDevice.objects.exists()


def test_a_recovery_code_opens_once_without_the_app(luca: User) -> None:
    first, *_rest = with_second_factor(luca)
    client = browser()
    give_password(client)
    assert client.post("/login/code/", {"code": first.upper()}).status_code == 302
    assert client.get("/staff/").status_code == 200
    again = browser()
    give_password(again)
    assert again.post("/login/code/", {"code": first}).status_code == 422


def test_nobody_comes_to_the_code_without_the_password(luca: User) -> None:
    with_second_factor(luca)
    client = browser()
    assert client.post("/login/code/", {"code": code_of(luca)}).headers["Location"] == "/login/"
    assert client.get("/staff/").status_code == 302


def test_guessing_codes_is_stopped(luca: User) -> None:
    with_second_factor(luca)
    client = browser()
    give_password(client)
    statuses = [client.post("/login/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert (statuses[0], statuses[-1]) == (422, 429)
    assert give_password(browser()).status_code == 429


def test_it_is_switched_on_by_a_code_of_the_app_and_off_by_another(luca: User) -> None:
    client = browser()
    give_password(client)
    assert "data:image/svg+xml" in client.get("/account/two-step/").content.decode()
    assert client.post("/account/two-step/", {"code": "12", "password": PASSWORD}).status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0)
    told = client.post("/account/two-step/", {"code": code_of(luca, steps=0), "password": PASSWORD}).content.decode()
    assert told.count("<li><code>") == 10
    assert has_second_factor(luca)
    with pytest.raises(WrongCode):
        switch_off(user=luca, code="nonsense")
    assert client.post("/account/two-step/", {"code": code_of(luca)}).status_code == 302
    assert not has_second_factor(luca)


def test_the_account_page_is_for_who_has_signed_in(luca: User) -> None:
    assert browser().get("/account/two-step/").status_code == 302


def test_a_business_can_make_it_a_duty(marios: Business, luca: User) -> None:
    client = browser()
    give_password(client)
    assert client.get("/staff/").status_code == 200
    marios.requires_second_factor = True
    marios.save()
    assert client.get("/staff/").headers["Location"] == "/account/two-step/"
    assert "asks its people" in client.get("/account/two-step/").content.decode()
    with_second_factor(luca)
    assert client.get("/staff/").status_code == 200


@pytest.mark.parametrize(("asked_of", "is_kept_out"), [([Role.STAFF], True), ([Role.OWNER, Role.MANAGER], False)])
def test_or_a_duty_of_some_roles(marios: Business, luca: User, asked_of: list[str], is_kept_out: bool) -> None:
    owner = new_user("own@example.com", business=marios, role=Role.OWNER)
    with_second_factor(owner)
    admin = browser()
    admin.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    admin.post("/login/code/", {"code": code_of(owner)})
    answer = admin.post(f"/admin/tenants/businesssecurity/{marios.pk}/change/", {"second_factor_roles": asked_of})
    assert answer.status_code == 302
    marios.refresh_from_db()
    assert (marios.second_factor_roles, marios.requires_second_factor) == (asked_of, False)
    client = browser()
    give_password(client)
    for path in ("/staff/", "/staff/inbox/", "/staff/mail/", "/staff/new/"):
        assert (client.get(path).headers.get("Location") == "/account/two-step/") is is_kept_out, path
    said = {"email": "luca@example.com", "password": PASSWORD}
    assert client.post(API, said, "application/json").status_code == (401 if is_kept_out else 200)


def test_a_token_from_before_it_was_a_duty_opens_nothing_more(marios: Business, luca: User) -> None:
    said = {"email": "luca@example.com", "password": PASSWORD}
    token = browser().post(API, said, "application/json").json()["access"]
    bearer = {"authorization": f"Bearer {token}"}
    assert browser().get("/api/v1/conversations/stats", headers=bearer).status_code == 200
    require_second_factor(business=marios, of_everybody=False, of_roles=[Role.STAFF], by=SYSTEM)
    assert browser().get("/api/v1/conversations/stats", headers=bearer).status_code == 403
    with_second_factor(luca)
    assert browser().get("/api/v1/conversations/stats", headers=bearer).status_code == 200


def test_only_owners_make_it_a_duty(marios: Business) -> None:
    for role, is_offered in ((Role.OWNER, True), (Role.MANAGER, False)):
        new_user(f"{role}@example.com", business=marios, role=role)
        client = browser()
        client.post("/login/", {"username": f"{role}@example.com", "password": PASSWORD})
        page = client.get(f"/admin/tenants/businesssecurity/{marios.pk}/change/")
        assert (page.status_code, 'name="requires_second_factor"' in page.content.decode()) == (
            (200, True) if is_offered else (403, False)
        )


def test_the_api_asks_for_the_code_too(marios: Business, luca: User) -> None:
    client, said = browser(), {"email": "luca@example.com", "password": PASSWORD}
    assert client.post(API, said, "application/json").status_code == 200
    with_second_factor(luca)
    assert client.post(API, said, "application/json").json()["type"] == "/problems/otp-required"
    assert client.post(API, said | {"otp": "000000"}, "application/json").status_code == 401
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert client.post(API, said | {"otp": code_of(luca)}, "application/json").status_code == 200


def test_the_api_is_closed_to_who_lacks_what_is_a_duty(marios: Business, luca: User) -> None:
    marios.requires_second_factor = True
    marios.save()
    said = {"email": "luca@example.com", "password": PASSWORD}
    assert browser().post(API, said, "application/json").json()["type"] == "/problems/otp-missing"


@pytest.mark.parametrize("password", ["", "wrong", "CORRECT-HORSE-BATTERY", " correct-horse-battery", "x" * 5000])
def test_an_open_browser_does_not_bind_the_login_to_another_app(luca: User, password: str) -> None:
    client = browser()
    give_password(client)
    offered_device(luca)
    refused = client.post("/account/two-step/", {"code": code_of(luca, steps=0), "password": password})
    assert (refused.status_code, "password is not right" in refused.content.decode()) == (422, True)
    assert not has_second_factor(luca)


def test_nor_by_guessing_the_password_there(luca: User) -> None:
    client = browser()
    give_password(client)
    statuses = [client.post("/account/two-step/", {"code": "000000", "password": str(n)}).status_code for n in range(6)]
    assert statuses == [422] * 5 + [429]


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_half_a_minute_and_one_step_either_side(luca: User, steps: int, is_taken: bool) -> None:
    offered_device(luca)
    switch_on(user=luca, code=code_of(luca, steps=0))
    device = TOTPDevice.objects.get(user=luca)
    assert device.step == 30
    TOTPDevice.objects.update(last_t=-1)
    assert is_right(luca, code_of(luca, steps=steps)) is is_taken
