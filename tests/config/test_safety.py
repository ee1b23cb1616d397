"""A process that would serve unsafely does not start, and says what to mend."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage, Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from businesses.demo.seeding import PASSWORD, PLATFORM_ADMIN
from config.safety import UNHELD, refuse_unsafe_start
from embedded import demo
from embedded.errors import ServiceError
from tenants.models import User

GOOD = "kW3v9Zq-7Tt0_sPfR1xYbN5uLmE8aHcD"


def messages(*tags: str) -> list[CheckMessage]:
    return run_checks(tags=list(tags), databases=["default"])


def found(*tags: str) -> set[str]:
    return {str(message.id) for message in messages(*tags) if message.is_serious()}


@pytest.mark.parametrize(
    "key", ["abc", "unused", "x" * 64, "ababababababababababababababababab", "secret " * 3, GOOD[:31]]
)
def test_a_key_that_can_be_guessed_is_refused(db: None, settings: Any, key: str) -> None:
    settings.SECRET_KEY = key
    assert found(Tags.security) == {"xseven.E001"}
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = GOOD, [key]
    assert found(Tags.security) == {"xseven.E001"}


def test_a_random_key_will_do(db: None, settings: Any) -> None:
    settings.SECRET_KEY = GOOD
    assert found(Tags.security, "start") == set()
    refuse_unsafe_start()


@pytest.mark.parametrize(
    ("platform", "host"),
    [
        ("https://frontdesk.example", "127.0.0.1"),
        ("http://192.0.2.1:8000", "127.0.0.1"),
        ("http://localhost:8000", "db.internal"),
        ("http://localhost.example", ""),
        ("http://evil.localhost.example", "localhost"),
    ],
)
def test_demo_accounts_are_for_one_machine(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, host: str
) -> None:
    settings.DEMO, settings.PLATFORM_URL = True, platform
    settings.ARE_PROXIES_SAID, settings.VAR_DIR = True, tmp_path
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "smtp.example", "desk@x.example"
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", host)
    assert found(Tags.security) == {"xseven.E002"}


@pytest.fixture
def public(settings: Any, tmp_path: Path) -> Any:
    """An installation that is reached from elsewhere and lacks nothing."""
    settings.PLATFORM_URL, settings.DEMO, settings.SECRET_KEY = "https://frontdesk.example", False, GOOD
    settings.ARE_PROXIES_SAID, settings.VAR_DIR = True, tmp_path
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "smtp.example", "desk@frontdesk.example"
    return settings


def test_an_installation_that_lacks_nothing_starts(public: Any, db: None) -> None:
    assert found(Tags.security, "start") == set()


def test_whose_word_is_taken_for_addresses_must_be_said(public: Any) -> None:
    public.ARE_PROXIES_SAID = False
    assert found(Tags.security) == {"xseven.E004"}
    public.PLATFORM_URL = "http://localhost:8000"
    assert found(Tags.security) == set()


def test_an_installation_that_is_visited_has_a_mail_server(public: Any) -> None:
    public.EMAIL_HOST = ""
    assert found(Tags.security) == {"xseven.E005"}
    public.EMAIL_HOST, public.DEFAULT_FROM_EMAIL = "smtp.example", "frontdesk@localhost"
    assert found(Tags.security) == {"xseven.E006"}


@pytest.mark.parametrize(("mode", "expected"), [(0o755, {"xseven.E007"}), (0o701, {"xseven.E007"}), (0o700, set())])
def test_state_everybody_can_read_is_refused(public: Any, mode: int, expected: set[str]) -> None:
    (public.VAR_DIR / "mail").mkdir()
    (public.VAR_DIR / "mail").chmod(mode)
    assert found(Tags.security) == expected
    public.PLATFORM_URL = "http://localhost:8000"
    assert {str(message.id) for message in messages(Tags.security)} == expected, "told, though not refused"


@pytest.mark.parametrize("right", ["SUPERUSER", "BYPASSRLS"])
def test_a_role_that_row_security_does_not_hold_is_refused(
    db: None, public: Any, right: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the server's superuser is asked about: the test's own role cannot be made one."""
    column = {"SUPERUSER": "rolsuper", "BYPASSRLS": "rolbypassrls"}[right]
    assert found("start") == set()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rolname FROM pg_roles WHERE {column} ORDER BY rolname LIMIT 1")
        [name] = cursor.fetchone()
    monkeypatch.setattr("config.safety.UNHELD", UNHELD.replace("session_user", f"'{name}'"))
    assert found("start") == {"xseven.E008"}


def test_accounts_with_the_published_password_keep_the_product_from_starting(db: None, settings: Any) -> None:
    settings.DEMO = False
    admin = User.objects.create_superuser(PLATFORM_ADMIN, PASSWORD)
    assert found("start") == {"xseven.E003"}
    [told] = [message for message in messages("start") if message.is_serious()]
    assert PLATFORM_ADMIN in (told.hint or "")
    settings.DEMO = True
    assert found("start") == set()
    settings.DEMO = False
    admin.set_password("another-horse-battery")
    admin.save()
    assert found("start") == set()


def test_the_refusal_says_what_would_do(settings: Any, db: None) -> None:
    settings.SECRET_KEY = "abc"
    with pytest.raises(ImproperlyConfigured, match="openssl rand"):
        refuse_unsafe_start()


def test_the_command_makes_no_demo_where_none_was_asked_for(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("seed_demo", stdout=io.StringIO())
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("host", "environ", "expected"),
    [
        ("127.0.0.1", {}, True),
        ("127.0.0.1", {"DEMO": "0"}, False),
        ("0.0.0.0", {}, False),  # noqa: S104  # what is asked about
        ("0.0.0.0", {"DEMO": "1"}, True),  # noqa: S104
        ("127.0.0.1", {"DATABASE_URL": "postgresql://db/x"}, False),
        ("localhost", {"PLATFORM_URL": "https://frontdesk.example"}, False),
        ("192.0.2.1", {"DEMO": ""}, False),
    ],
)
def test_make_run_makes_them_where_only_this_machine_comes(host: str, environ: dict[str, str], expected: bool) -> None:
    assert demo.is_wanted(host, environ) is expected


def test_a_word_that_is_no_answer_is_none() -> None:
    with pytest.raises(ServiceError, match="DEMO is 'perhaps'"):
        demo.is_wanted("127.0.0.1", {"DEMO": "perhaps"})
