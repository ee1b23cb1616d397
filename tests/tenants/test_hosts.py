"""The Host decides, a session and a token hold where they were given, and roles are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tenants.actors import SYSTEM
from tenants.models import Business, Role
from tenants.operations import set_suspended
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def visit(host: str, path: str = "/login/", **headers: str) -> Response:
    return Client().get(path, headers={"host": host, **headers})


def signed_in(host: str, email: str) -> Client:
    client = Client(headers={"host": host})
    response = client.post("/login/", {"username": email, "password": PASSWORD})
    assert response.status_code == 302, response.content
    return client


@pytest.mark.parametrize(
    "host",
    [
        "nobody.localhost",
        "127.0.0.1",
        "marios.localhost.evil.com",
        "marios",
        "x.marios.localhost",
        "LOCALHOST.",
        "[::1]",
    ],
)
def test_an_unknown_host_is_a_plain_404_and_never_the_platform(marios: Business, host: str) -> None:
    response = visit(host)
    expected = 200 if host == "LOCALHOST." else 404
    assert response.status_code == expected
    assert b"Canary" not in response.content


@pytest.mark.parametrize("host", ["marios.localhost", "MARIOS.localhost", "marios.localhost:8000", "marios.localhost."])
def test_a_host_is_read_as_dns_reads_it(marios: Business, host: str) -> None:
    assert "Canarymarios" in visit(host).content.decode()


def test_a_forwarded_host_is_not_believed(marios: Business, bella: Business) -> None:
    response = visit("marios.localhost", **{"x-forwarded-host": "bella.localhost"})
    assert "Canarybella" not in response.content.decode()


def test_a_suspended_business_is_closed(marios: Business) -> None:
    set_suspended(business=marios, is_suspended=True, by=SYSTEM)
    assert visit("marios.localhost").status_code == 404


def test_probes_are_answered_on_every_host(marios: Business) -> None:
    for host in ("marios.localhost", "localhost", "10.0.0.7"):
        assert visit(host, "/health").status_code == 200
        assert visit(host, "/ready").status_code == 200


def test_members_sign_in_at_their_own_business_only(marios: Business, bella: Business) -> None:
    new_user("luca@example.com", business=marios)
    assert signed_in("marios.localhost", "luca@example.com").get("/staff/").status_code == 200
    response = Client(headers={"host": "bella.localhost"}).post(
        "/login/", {"username": "luca@example.com", "password": PASSWORD}
    )
    assert response.status_code == 200
    assert "do not open this door" in response.content.decode()


def test_a_session_of_one_business_is_none_in_another(marios: Business, bella: Business) -> None:
    """Also for somebody who works in both: the cookie alone does not carry over."""
    user = new_user("luca@example.com", business=marios)
    new_user("other@example.com", business=bella)
    from tenants.operations import add_member

    add_member(business=bella, user=user, role=Role.STAFF, by=SYSTEM)
    client = signed_in("marios.localhost", "luca@example.com")
    response = client.get("/staff/", headers={"host": "bella.localhost"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/login/")


def test_somebody_who_no_longer_works_here_is_turned_away(marios: Business) -> None:
    user = new_user("luca@example.com", business=marios)
    client = signed_in("marios.localhost", "luca@example.com")
    user.memberships.all().delete()
    assert client.get("/staff/").status_code == 403


@pytest.mark.parametrize(("role", "status"), [(Role.STAFF, 302), (Role.MANAGER, 200), (Role.OWNER, 200)])
def test_the_admin_is_for_managers_and_owners(marios: Business, role: Role, status: int) -> None:
    new_user("luca@example.com", business=marios, role=role)
    assert signed_in("marios.localhost", "luca@example.com").get("/admin/").status_code == status


def test_the_platform_is_for_its_own_people(marios: Business) -> None:
    new_user("owner@example.com", business=marios, role=Role.OWNER)
    new_user("ops@example.com", is_staff=True)
    refused = Client(headers={"host": "localhost"}).post(
        "/login/", {"username": "owner@example.com", "password": PASSWORD}
    )
    assert refused.status_code == 200
    assert signed_in("localhost", "ops@example.com").get("/admin/").status_code == 200


def test_guessing_a_password_is_stopped(marios: Business) -> None:
    new_user("luca@example.com", business=marios)
    client = Client(headers={"host": "marios.localhost"})
    answers = [
        client.post("/login/", {"username": "luca@example.com", "password": f"wrong-{n}"}).status_code for n in range(6)
    ]
    assert answers[-1] == 429
    assert (
        "Too many tries" in client.post("/login/", {"username": "luca@example.com", "password": "x"}).content.decode()
    )
    assert client.post("/login/", {"username": "luca@example.com", "password": PASSWORD}).status_code == 429


def test_a_correlation_id_comes_back(marios: Business) -> None:
    assert visit("marios.localhost", **{"x-correlation-id": "abc-12345"}).headers["X-Correlation-ID"] == "abc-12345"
    answered = visit("marios.localhost", **{"x-correlation-id": "bad id\n"}).headers["X-Correlation-ID"]
    assert answered != "bad id\n"
    assert len(answered) == 32


def token_of(host: str, email: str) -> dict[str, str]:
    response = Client(headers={"host": host}).post(
        "/api/v1/auth/token", {"email": email, "password": PASSWORD}, content_type="application/json"
    )
    assert response.status_code == 200, response.content
    answer: dict[str, str] = response.json()
    return answer


def test_a_token_is_good_for_its_own_business(marios: Business, bella: Business) -> None:
    user = new_user("luca@example.com", business=marios)
    from tenants.operations import add_member

    add_member(business=bella, user=user, role=Role.STAFF, by=SYSTEM)
    pair = token_of("marios.localhost", "luca@example.com")
    for host, status in (("marios.localhost", 200), ("bella.localhost", 401)):
        client = Client(headers={"host": host})
        refreshed = client.post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]}, "application/json")
        assert refreshed.status_code == status
        assert refreshed.headers["Content-Type"].startswith(
            "application/json" if status == 200 else "application/problem+json"
        )


def test_a_refresh_token_is_used_once(marios: Business) -> None:
    new_user("luca@example.com", business=marios)
    pair = token_of("marios.localhost", "luca@example.com")
    client = Client(headers={"host": "marios.localhost"})
    answers = [
        client.post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]}, "application/json").status_code
        for _ in range(2)
    ]
    assert answers == [200, 401]


def test_the_api_answers_unknown_paths_with_a_problem(marios: Business) -> None:
    response = visit("marios.localhost", "/api/v1/nothing-here")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "/problems/not-found"


def test_error_pages_are_the_businesss_own(marios: Business) -> None:
    missing = Client(headers={"host": "marios.localhost"}).get("/nothing-here/")
    assert missing.status_code == 404
    assert marios.name in missing.content.decode()


def test_a_form_that_was_open_too_long_says_so(marios: Business) -> None:
    late = Client(headers={"host": "marios.localhost"}, enforce_csrf_checks=True).post("/login/", {})
    assert late.status_code == 403
    assert "open too long" in late.content.decode()
    assert marios.name in late.content.decode()


def test_a_signed_in_person_without_rights_is_told_so_once(marios: Business) -> None:
    new_user("luca@example.com", business=marios)
    refused = signed_in("marios.localhost", "luca@example.com").get("/admin/", follow=True)
    assert refused.status_code == 403
    assert "luca@example.com" in refused.content.decode()
