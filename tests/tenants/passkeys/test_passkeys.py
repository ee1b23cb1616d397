"""Passkeys: made with proof, good on their hosts, for what was asked, once; and nobody else's opens a login."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tenants.actors import SYSTEM, actor_of
from tenants.models import Domain, Passkey, Role, User
from tenants.operations import add_member, choose_password
from tenants.passkeys.views import ENTRIES
from tests.factories import PASSWORD, new_user
from tests.tenants.accounts.test_own import let_proof_grow_old
from tests.tenants.pages import NEW, signed_in
from tests.tenants.passkeys.authenticator import PRESENT, VERIFIED, Authenticator
from tests.tenants.test_second_factor import with_second_factor

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business
    from tests.tenants.conftest import Postbox

MARIOS, BELLA, LUCA = "marios.localhost", "bella.localhost", "luca@example.com"
ORIGIN = f"http://{MARIOS}"


@pytest.fixture
def luca(marios: Business) -> User:
    return new_user(LUCA, business=marios, role=Role.OWNER)


def post(client: Client, path: str, body: Any = None) -> Any:
    return client.post(path, {} if body is None else body, "application/json")


def add(client: Client, device: Authenticator, **more: Any) -> Any:
    options = post(client, "/account/passkeys/options/").json()
    return post(client, "/account/passkeys/add/", {"credential": device.create(options, **more), "name": "My phone"})


def device_of(user: User, host: str = MARIOS) -> Authenticator:
    """A device with a passkey of theirs."""
    device = Authenticator(f"http://{host}")
    client = signed_in(host, user.email)
    assert add(client, device).status_code == 200
    return device


def browser(host: str = MARIOS) -> Client:
    return Client(headers={"host": host})


def enter(client: Client, device: Authenticator, **more: Any) -> Any:
    options = post(client, "/login/passkey/options/").json()
    return post(client, "/login/passkey/", {"credential": device.get(options, **more)})


def is_in(client: Client) -> bool:
    return client.get("/staff/").status_code == 200


def test_a_passkey_opens_without_password_and_code(postbox: Postbox, luca: User) -> None:
    with postbox.open():
        device = device_of(luca)
    assert "passkey was added" in postbox.to(LUCA)[-1]
    with_second_factor(luca)
    client = browser()
    answer = enter(client, device)
    assert (answer.status_code, answer.json()) == (200, {"next": "/staff/"})
    assert is_in(client)
    assert Passkey.objects.get().used_at is not None


def test_it_leads_on_and_to_no_other_host(luca: User) -> None:
    device = device_of(luca)
    for after, arrives in (("/staff/inbox/", "/staff/inbox/"), ("//evil.example", "/staff/"), (7, "/staff/")):
        client = browser()
        options = post(client, "/login/passkey/options/").json()
        said = {"credential": device.get(options), "next": after}
        assert post(client, "/login/passkey/", said).json()["next"] == arrives


def test_what_is_asked_names_nobody_and_wants_the_person_known(luca: User) -> None:
    device_of(luca)
    options = post(browser(), "/login/passkey/options/").json()
    assert not options.get("allowCredentials")
    assert options["userVerification"] == "required"
    assert LUCA not in str(options)
    making = post(signed_in(MARIOS, LUCA), "/account/passkeys/options/").json()
    assert making["authenticatorSelection"]["userVerification"] == "required"
    assert len(making["excludeCredentials"]) == 1


def test_it_opens_where_the_person_works(luca: User, marios: Business, bella: Business) -> None:
    device = device_of(luca)
    luca.memberships.all().delete()
    assert enter(browser(), device).status_code == 422
    add_member(business=marios, user=luca, role=Role.STAFF, by=SYSTEM)
    assert enter(browser(), device).status_code == 200
    User.objects.update(is_active=False)
    assert enter(browser(), device).status_code == 422


def test_one_for_the_platform_s_host_holds_on_all_below_it(luca: User, bella: Business, settings: Any) -> None:
    settings.PLATFORM_HOST = "desk.example"
    for business in (luca.memberships.get().business, bella):
        Domain.objects.create(domain=f"{business.slug}.desk.example", tenant=business, is_primary=False)
    add_member(business=bella, user=luca, role=Role.STAFF, by=SYSTEM)
    device = device_of(luca, "marios.desk.example")
    assert Passkey.objects.get().scope == "desk.example"
    device.origin = "http://bella.desk.example"
    assert enter(browser("bella.desk.example"), device).status_code == 200


def test_one_of_a_host_alone_holds_there_alone(luca: User, bella: Business) -> None:
    add_member(business=bella, user=luca, role=Role.OWNER, by=SYSTEM)
    device = device_of(luca)
    for origin in (ORIGIN, f"http://{BELLA}"):
        device.origin = origin
        assert enter(browser(BELLA), device).status_code == 422


# --- What is not as it must be --------------------------------------------------------------------------------------


def another_page(device: Authenticator) -> dict[str, Any]:
    return {"origin": "http://evil.example"}


def another_challenge(device: Authenticator) -> dict[str, Any]:
    return {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}


def another_ceremony(device: Authenticator) -> dict[str, Any]:
    return {"type": "payment.get"}


def nobody_there(device: Authenticator) -> dict[str, Any]:
    device.flags = VERIFIED
    return {}


def anybody_there(device: Authenticator) -> dict[str, Any]:
    device.flags = PRESENT
    return {}


def another_key(device: Authenticator) -> dict[str, Any]:
    device.key = Authenticator(ORIGIN).key
    return {}


def another_device(device: Authenticator) -> dict[str, Any]:
    device.id = Authenticator(ORIGIN).id
    return {}


def another_person(device: Authenticator) -> dict[str, Any]:
    device.handle = "AAAA"
    return {}


def a_copy(device: Authenticator) -> dict[str, Any]:
    device.count = 0
    return {}


WRONG = [
    *(another_page, another_challenge, another_ceremony, nobody_there, anybody_there),
    *(another_key, another_device, another_person, a_copy),
]


@pytest.mark.parametrize("spoil", WRONG)
def test_what_it_has_signed_must_be_what_was_asked(luca: User, spoil: Callable[..., dict[str, Any]]) -> None:
    device = device_of(luca)
    device.count = 5
    assert enter(browser(), device).status_code == 200
    client = browser()
    assert enter(client, device, **spoil(device)).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("spoil", [another_page, another_challenge, another_ceremony, nobody_there, anybody_there])
def test_nor_is_another_kept(luca: User, spoil: Callable[..., dict[str, Any]]) -> None:
    device = Authenticator(ORIGIN)
    assert add(signed_in(MARIOS, LUCA), device, **spoil(device)).status_code == 422
    assert not Passkey.objects.exists()


def test_what_was_asked_is_good_once_and_in_that_browser(luca: User) -> None:
    device, client = device_of(luca), browser()
    signed = device.get(post(client, "/login/passkey/options/").json())
    assert post(browser(), "/login/passkey/", {"credential": signed}).status_code == 422
    assert post(client, "/login/passkey/", {"credential": signed}).status_code == 200
    client.post("/logout/")
    assert post(client, "/login/passkey/", {"credential": signed}).status_code == 422


def test_and_for_minutes(luca: User, monkeypatch: pytest.MonkeyPatch) -> None:
    device, client = device_of(luca), browser()
    signed = device.get(post(client, "/login/passkey/options/").json())
    session = client.session
    session["passkey_challenge"] = session["passkey_challenge"] | {"at": session["passkey_challenge"]["at"] - 301}
    session.save()
    assert post(client, "/login/passkey/", {"credential": signed}).status_code == 422


@pytest.mark.parametrize("body", [None, [], {"credential": 7}, {"credential": {}}, {"credential": {"id": [1]}}, "x"])
def test_nonsense_is_refused(luca: User, body: Any) -> None:
    client = browser()
    post(client, "/login/passkey/options/")
    assert client.post("/login/passkey/", body if body is not None else b"{", "application/json").status_code == 422
    member = signed_in(MARIOS, LUCA)
    post(member, "/account/passkeys/options/")
    assert post(member, "/account/passkeys/add/", body).status_code == 422


def test_trying_is_limited(luca: User) -> None:
    client = browser()
    for _ in range(ENTRIES.burst):
        assert post(client, "/login/passkey/options/").status_code == 200
    refused = post(client, "/login/passkey/options/")
    assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)


# --- One's own ------------------------------------------------------------------------------------------------------


def test_with_proof_and_their_own_only(luca: User, marios: Business) -> None:
    new_user("gina@example.com", business=marios)
    device = device_of(luca)
    gina = signed_in(MARIOS, "gina@example.com")
    assert "<strong>My phone" not in gina.get("/account/passkeys/").content.decode()
    assert gina.post(f"/account/passkeys/{Passkey.objects.get().pk}/end/").status_code == 404
    assert add(gina, device).status_code == 422, "one passkey is one person's"
    client = signed_in(MARIOS, LUCA)
    let_proof_grow_old(client)
    for path in ("", "options/", "add/", "1/end/"):
        answer = client.post(f"/account/passkeys/{path}") if path else client.get("/account/passkeys/")
        assert answer.headers["Location"].startswith("/account/prove/"), path


def test_a_removed_one_opens_nothing(luca: User) -> None:
    device = device_of(luca)
    client = signed_in(MARIOS, LUCA)
    assert "<strong>My phone" in client.get("/account/passkeys/").content.decode()
    client.post(f"/account/passkeys/{Passkey.objects.get().pk}/end/")
    assert enter(browser(), device).status_code == 422


def test_who_holds_the_mailbox_ends_what_was_planted(marios: Business) -> None:
    planted = User.objects.create_user(LUCA, PASSWORD)
    add_member(business=marios, user=planted, role=Role.STAFF, by=actor_of(planted))
    device = device_of(planted)
    choose_password(user=planted, password=NEW)
    assert enter(browser(), device).status_code == 422


def test_it_is_no_way_round_a_duty(luca: User, marios: Business) -> None:
    device = device_of(luca)
    marios.requires_second_factor = True
    marios.save()
    client = browser()
    assert enter(client, device).status_code == 200
    assert client.get("/staff/").headers["Location"] == "/account/two-step/"
    with_second_factor(luca)
    assert is_in(client)
