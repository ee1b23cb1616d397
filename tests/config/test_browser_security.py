"""What browsers are told to hold us to, and what the web tier does not hand out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.module_loading import import_string

from businesses.api.catalogue import Services
from config.environment import ROOT
from tenants.models import Role
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from pytest_django import Settings

    from tenants.models import Business

PATHS = ["/login/", "/book/", "/api/v1/services", "/api/v1/nothing", "/nothing/"]
SHOWN = """
import json, django
from django.conf import settings
names = [n for n in dir(settings) if n.split("_")[0] in {"SESSION", "CSRF", "SECURE", "DEBUG", "PASSWORD"}]
print(json.dumps({n: getattr(settings, n) for n in names}, default=str))
"""


def client_of(business: Business) -> Client:
    return Client(headers={"host": f"{business.slug}.localhost"})


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_a_browser_may_do_with_it(marios: Business, path: str) -> None:
    answer = client_of(marios).get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert all(part in policy for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"))
    assert "unsafe" not in policy
    assert "charset=utf-8" in answer["Content-Type"] or "json" in answer["Content-Type"]


@pytest.fixture(scope="module")
def behind_tls() -> dict[str, Any]:
    """The settings of an installation whose address is https."""
    environment = {**os.environ, "PLATFORM_URL": "https://desk.example", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def test_cookies_are_of_one_host_and_of_tls(behind_tls: dict[str, Any]) -> None:
    for cookie in ("SESSION", "CSRF"):
        assert behind_tls[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert behind_tls[f"{cookie}_COOKIE_SECURE"] is True
        assert behind_tls[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
        assert behind_tls[f"{cookie}_COOKIE_DOMAIN"] is None
        assert behind_tls[f"{cookie}_COOKIE_PATH"] == "/"
    assert behind_tls["SESSION_COOKIE_HTTPONLY"] is True


def test_tls_is_insisted_on_for_a_year_and_below_the_host_too(behind_tls: dict[str, Any]) -> None:
    assert behind_tls["SECURE_SSL_REDIRECT"] is True
    assert behind_tls["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert behind_tls["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert behind_tls["DEBUG"] is False


def test_a_page_is_sent_to_https_and_a_program_is_told(marios: Business, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    client = client_of(marios)
    assert client.get("/login/").headers["Location"] == "https://marios.localhost/login/"
    plain = client.get("/api/v1/services")
    assert (plain.status_code, plain.headers["Content-Type"]) == (403, "application/problem+json")
    assert plain.json()["type"] == "/problems/https-only"
    assert client.get("/api/v1/services", secure=True).status_code == 200


def test_the_widget_s_socket_is_of_tls_where_its_page_is(marios: Business) -> None:
    for is_secure, begins in ((True, "wss://marios.localhost"), (False, "ws://marios.localhost")):
        page = client_of(marios).get("/widget/", secure=is_secure)
        [allowed] = [part for part in page.headers["Content-Security-Policy"].split("; ") if "connect-src" in part]
        assert allowed == f"connect-src 'self' {begins}"
        assert f'"{begins}/ws/' in page.content.decode()


@pytest.mark.parametrize("path", ["/static/", "/static/widget/", "/.git/config", "/.env", "/media/", "/manage.py"])
def test_no_folder_is_listed_and_no_source_is_handed_out(marios: Business, path: str) -> None:
    assert client_of(marios).get(path).status_code == 404


@pytest.mark.parametrize("path", ["/login/", "/api/v1/services"])
def test_nothing_is_traced(marios: Business, path: str) -> None:
    assert client_of(marios).trace(path).status_code == 405


@pytest.mark.parametrize("password", ["Pa55word!", "password123", "qwertyuiop", "1q2w3e4r5t"])
def test_short_and_well_known_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["wholly lower case words", "ñandú 🌿 überall und nirgends", "x" * 63 + "yz" * 32])
def test_a_password_may_be_long_and_of_any_letters(password: str) -> None:
    validate_password(password)


def test_passwords_are_kept_by_a_slow_function() -> None:
    from config.settings import PASSWORD_HASHERS  # the tests' own is quick

    assert [issubclass(import_string(each), PBKDF2PasswordHasher) for each in PASSWORD_HASHERS] == [True]
    assert import_string(PASSWORD_HASHERS[0]).iterations == PBKDF2PasswordHasher.iterations >= 600_000


def test_a_session_ends_by_itself() -> None:
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    tokens: dict[str, Any] = settings.SIMPLE_JWT
    assert tokens["ACCESS_TOKEN_LIFETIME"] <= timedelta(minutes=15)
    assert tokens["REFRESH_TOKEN_LIFETIME"] <= timedelta(days=7)


def test_signing_in_begins_another_session_and_every_page_of_staff_ends_it(marios: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    client = client_of(marios)
    before = client.session
    before["planted"] = "by somebody else"
    before.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(before.session_key)
    client.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    assert client.get("/staff/").status_code == 200
    assert client.session.session_key != before.session_key
    for page in ("/staff/", "/staff/inbox/", "/staff/customers/", "/admin/"):
        assert 'logout/"' in client.get(page).content.decode(), page


def test_an_error_nobody_anticipated_is_on_record_and_not_told(
    marios: Business, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_args: object, **_more: object) -> None:
        raise RuntimeError("words of the inside")

    monkeypatch.setattr(Services, "get", break_down)
    client = Client(headers={"host": "marios.localhost"}, raise_request_exception=False)
    answer = client.get("/api/v1/services")
    assert (answer.status_code, "inside" in answer.content.decode()) == (500, False)
    assert "words of the inside" in caplog.text


def test_signing_out_takes_what_the_browser_keeps_of_it_along(marios: Business) -> None:
    new_user("own@example.com", business=marios, role=Role.OWNER)
    client = client_of(marios)
    client.post("/login/", {"username": "own@example.com", "password": PASSWORD})
    assert client.post("/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/login/")


def test_of_a_parameter_that_comes_twice_the_last_counts(marios: Business) -> None:
    client = client_of(marios)
    path = "/api/v1/availability?date=2030-01-01&service=1"
    assert client.get(f"{path}&service=999999").status_code == client.get(path.replace("=1", "=999999")).status_code
    assert client.get("/api/v1/availability?date=2030-01-01&service=999999&service=1").status_code == 200
