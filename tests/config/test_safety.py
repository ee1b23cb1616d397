"""A process that would serve unsafely does not start, and says what to mend."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.checks import CheckMessage, Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from businesses.demo.seeding import PASSWORD, PLATFORM_ADMIN
from config.safety import refuse_unsafe_start
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
    settings: Any, monkeypatch: pytest.MonkeyPatch, platform: str, host: str
) -> None:
    settings.DEMO, settings.PLATFORM_URL = True, platform
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", host)
    assert found(Tags.security) == {"xseven.E002"}


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
