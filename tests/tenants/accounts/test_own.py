"""A person's own login: changed by who has proved lately to be them, and told to its mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django_otp.plugins.otp_static.models import StaticDevice

from tenants.models import Role, User
from tenants.proof import PROVED_AT, PROVED_FOR
from tests.factories import PASSWORD, new_user
from tests.tenants.pages import NEW, browser, may_sign_in, signed_in
from tests.tenants.test_second_factor import code_of, with_second_factor

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business
    from tests.tenants.conftest import Postbox

HOST, ANN, OTHER = "marios.localhost", "ann@example.com", "ann@new.example"
GUARDED = ("/account/password/", "/account/address/", "/account/recovery-codes/")
GUARDED_ADMIN = (
    "/admin/tenants/membership/{membership}/change/",
    "/admin/tenants/membership/{membership}/delete/",
    "/admin/tenants/invitation/add/",
    "/admin/tenants/businesssecurity/{business}/change/",
)
CHOSEN = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def ann(marios: Business) -> User:
    return new_user(ANN, business=marios, role=Role.OWNER)


def let_proof_grow_old(client: Client) -> None:
    session = client.session
    session[PROVED_AT] -= PROVED_FOR
    session.save()


def admin_pages(business: Business, user: User) -> list[str]:
    keys = {"membership": user.memberships.get().pk, "business": business.pk}
    return [page.format(**keys) for page in GUARDED_ADMIN]


def test_an_old_session_proves_itself_before_security_changes(marios: Business, ann: User) -> None:
    client = signed_in(HOST, ANN)
    pages = [*GUARDED, *admin_pages(marios, ann)]
    assert [page for page in pages if client.get(page).status_code != 200] == []
    let_proof_grow_old(client)
    for page in pages:
        for answer in (client.get(page), client.post(page, {**CHOSEN, "email": OTHER, "role": "owner", "post": "yes"})):
            assert answer.headers["Location"].startswith("/account/prove/?next="), page
    assert ann.memberships.filter(role=Role.OWNER).exists()
    assert may_sign_in(HOST, ANN, PASSWORD)
    assert client.get("/staff/").status_code == client.get("/account/").status_code == 200


def test_the_password_proves_it_and_leads_on(ann: User) -> None:
    client = signed_in(HOST, ANN)
    let_proof_grow_old(client)
    asked = client.get("/account/password/").headers["Location"]
    assert client.post(asked, {"password": "wrong"}).status_code == 422
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == "/account/password/"
    assert client.get("/account/password/").status_code == 200


def test_a_code_proves_it_too(ann: User) -> None:
    code = with_second_factor(ann)[0]
    client = signed_in(HOST, ANN)
    client.post("/login/code/", {"code": code_of(ann)})
    let_proof_grow_old(client)
    assert client.post("/account/prove/", {"code": "aaaa-bbbb-cccc-dddd"}).status_code == 422
    StaticDevice.objects.update(throttling_failure_count=0)
    assert client.post("/account/prove/", {"code": code}).status_code == 302
    assert client.get("/account/password/").status_code == 200


def test_a_code_proves_nothing_where_there_is_no_app(ann: User) -> None:
    client = signed_in(HOST, ANN)
    assert client.post("/account/prove/", {"code": "123456"}).status_code == 422


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_proof_leads_to_no_other_host(ann: User, where: str) -> None:
    client = signed_in(HOST, ANN)
    answer = client.post(f"/account/prove/?next={where}", {"password": PASSWORD, "next": where})
    assert answer.headers["Location"] == "/account/"


def test_guessing_there_is_stopped(ann: User) -> None:
    client = signed_in(HOST, ANN)
    statuses = [client.post("/account/prove/", {"password": str(n)}).status_code for n in range(6)]
    assert statuses == [422] * 5 + [429]


def test_another_password_ends_all_other_sessions_and_is_told(postbox: Postbox, ann: User) -> None:
    here, there = signed_in(HOST, ANN), signed_in(HOST, ANN)
    with postbox.open():
        assert here.post("/account/password/", CHOSEN).status_code == 302
    assert here.get("/staff/").status_code == 200
    assert there.get("/staff/").status_code == 302
    assert (may_sign_in(HOST, ANN, PASSWORD), may_sign_in(HOST, ANN, NEW)) == (False, True)
    assert "password was changed" in postbox.to(ANN)[-1]


@pytest.mark.parametrize("password", ["short", "ann@example.com", "1234567890123"])
def test_a_poor_password_is_refused(ann: User, password: str) -> None:
    said = {"new_password1": password, "new_password2": password}
    assert signed_in(HOST, ANN).post("/account/password/", said).status_code == 422
    assert may_sign_in(HOST, ANN, PASSWORD)


def test_another_address_holds_once_its_mail_is_opened(postbox: Postbox, ann: User) -> None:
    client = signed_in(HOST, ANN)
    with postbox.open():
        client.post("/account/address/", {"email": OTHER.upper()})
    link = postbox.link(OTHER)
    assert client.get(link).status_code == 200
    assert may_sign_in(HOST, ANN, PASSWORD)
    with postbox.open():
        assert client.post(link).headers["Location"] == "/account/"
    assert (may_sign_in(HOST, ANN, PASSWORD), may_sign_in(HOST, OTHER, PASSWORD)) == (False, True)
    assert "another e-mail address" in postbox.to(ANN)[-1]
    assert client.post(link).status_code == 410, "used up"


def test_the_link_is_of_who_asked_for_it(postbox: Postbox, marios: Business, ann: User) -> None:
    with postbox.open():
        signed_in(HOST, ANN).post("/account/address/", {"email": OTHER})
    new_user("ben@example.com", business=marios)
    link = postbox.link(OTHER)
    assert signed_in(HOST, "ben@example.com").post(link).status_code == 410
    assert browser(HOST).post(link).headers["Location"].startswith("/login/")
    assert may_sign_in(HOST, ANN, PASSWORD)


def test_nothing_tells_whose_the_address_is_but_its_mail(postbox: Postbox, marios: Business, ann: User) -> None:
    new_user(OTHER, business=marios)
    client = signed_in(HOST, ANN)
    with postbox.open():
        taken = client.post("/account/address/", {"email": OTHER}).content.decode()
        free = client.post("/account/address/", {"email": "free@new.example"}).content.decode()
    assert taken.replace(OTHER, "free@new.example") == free
    assert client.post(postbox.link(OTHER)).status_code == 410
    ann.refresh_from_db()
    assert ann.email == ANN


def test_who_has_not_confirmed_is_told_nothing(postbox: Postbox, marios: Business) -> None:
    new_user(ANN, business=marios, role=Role.OWNER).__class__.objects.update(email_verified_at=None)
    with postbox.open():
        signed_in(HOST, ANN).post("/account/password/", CHOSEN)
    assert mail.outbox == []
