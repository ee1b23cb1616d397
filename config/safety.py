"""What must not be true of a process that serves: it does not start before it is mended.

Django's own checks run for management commands and Celery; ``refuse_unsafe_start`` is for the web process.
"""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core import checks
from django.core.checks import Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection

from businesses.demo.seeding import published_accounts
from embedded.demo import LOOPBACK
from embedded.layout import PRIVATE
from embedded.objects import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.checks import CheckMessage

logger = structlog.get_logger(__name__)

UNHELD = """
SELECT DISTINCT rolname FROM pg_roles
WHERE rolname IN (session_user, current_user) AND (rolsuper OR rolbypassrls)
"""

START = "start"
SHORTEST_KEY = 32
FEWEST_LETTERS = 10
"""Of a random key of 32 letters or digits, one in a hundred million has fewer different ones."""


def is_visited_from_here_alone() -> bool:
    host = urlsplit(settings.PLATFORM_URL).hostname or ""
    return host in LOOPBACK or host.endswith(".localhost")


def is_local() -> bool:
    """Whether people reach this installation, and it its database, from this machine alone."""
    database = settings.DATABASES["default"].get("HOST") or ""
    is_own_database = database in LOOPBACK or database.startswith("/") or not database
    return is_visited_from_here_alone() and is_own_database


def is_guessable(key: str | bytes) -> bool:
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS


@register(Tags.security, START)
def check_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every token, session and mailed link is worth what the key is worth."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if is_guessable(key):
            hint = f"Use {SHORTEST_KEY} random characters or more, such as `openssl rand -base64 48` prints."
            return [Error("SECRET_KEY can be guessed.", hint=hint, id="xseven.E001")]
    return []


@register(Tags.security, START)
def check_master_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What is sealed at rest is worth what they are worth."""
    hint = f"Set MASTER_KEYS to {SHORTEST_KEY} random characters or more, and keep them apart from the database."
    if not settings.MASTER_KEYS:
        return [Error("MASTER_KEYS is not set.", hint=hint, id="xseven.E004")]
    if any(is_guessable(key) for key in settings.MASTER_KEYS):
        return [Error("MASTER_KEYS can be guessed.", hint=hint, id="xseven.E004")]
    return []


@register(Tags.security, START)
def check_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO or is_local():
        return []
    hint = "Unset DEMO: its accounts have a published password, and this installation is reached from elsewhere."
    return [Error("DEMO is for this machine alone.", hint=hint, id="xseven.E002")]


@register(Tags.database, START)
def check_accounts(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    if settings.DEMO or not databases:
        return []
    try:
        accounts = published_accounts()
    except ProgrammingError:  # a database that is still to be prepared has no accounts
        return []
    except OperationalError as error:
        logger.warning("accounts_not_checked", error=repr(error))
        return []
    if not accounts:
        return []
    hint = f"Switch off, or give another password, on this machine (DEMO=1): {', '.join(accounts)}."
    return [Error("There are accounts with a published password.", hint=hint, id="xseven.E003")]


@register(Tags.security, START)
def check_proxies(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Guessed wrong, all visitors share one limit, or each claims whichever address it likes."""
    if settings.ARE_PROXIES_SAID or is_visited_from_here_alone():
        return []
    hint = "Set NUM_PROXIES to how many proxies of yours append to X-Forwarded-For; 0 where none stands before it."
    return [Error("It is not said whose word is taken for visitors' addresses.", hint=hint, id="xseven.E004")]


@register(Tags.security, START)
def check_mail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a server invitations, passwords and confirmations end as files on this machine."""
    if is_visited_from_here_alone():
        return []
    if not settings.EMAIL_HOST:
        hint = "Set EMAIL_HOST, and EMAIL_HOST_USER and EMAIL_HOST_PASSWORD where it asks for them."
        return [Error("There is no mail server.", hint=hint, id="xseven.E005")]
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        hint = "Set DEFAULT_FROM_EMAIL to an address of a domain of yours, which the server may send for."
        return [Error("Mails would come from nowhere.", hint=hint, id="xseven.E006")]
    return []


@register(Tags.security, START)
def check_objects(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Files and backups that are meant for S3 must not end elsewhere, or nowhere."""
    trouble = told().trouble()
    return [Error(trouble[0], hint=trouble[1], id="xseven.E009")] if trouble else []


@register(Tags.security, START)
def check_state(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What is kept on disk: mails with links, uploads, secrets, logs."""
    open_ones = [
        str(folder)
        for folder in (Path(settings.VAR_DIR) / name for name in PRIVATE)
        if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & stat.S_IRWXO
    ]
    if not open_ones:
        return []
    hint = f"chmod 700 {' '.join(open_ones)}"
    kind = checks.Warning if is_visited_from_here_alone() else Error
    return [kind("Everybody on this machine may look into the state.", hint=hint, id="xseven.E007")]


@register(Tags.database, START)
def check_role(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Row-level security holds neither a superuser nor who bypasses it."""
    if not databases:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(UNHELD)
            unheld = sorted(name for (name,) in cursor.fetchall())
    except OperationalError as error:
        logger.warning("role_not_checked", error=repr(error))
        return []
    if not unheld:
        return []
    hint = "Log in as a role that is NOSUPERUSER and NOBYPASSRLS: deploy/postgres-init.sql shows it."
    return [Error(f"Row-level security does not hold {', '.join(unheld)}.", hint=hint, id="xseven.E008")]


def refuse_unsafe_start() -> None:
    """Raises ``ImproperlyConfigured`` with what is wrong and what would do.

    On a thread of its own: the web server imports its application where an event loop runs.
    """
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(found_at_start).result()
    for message in found:
        logger.warning("check_at_start", id=message.id, told=message.msg, hint=message.hint)
    source = f"hop {settings.NUM_PROXIES} from the right of X-Forwarded-For" if settings.NUM_PROXIES else "the peer"
    logger.info("addresses_of_visitors", source=source, num_proxies=settings.NUM_PROXIES)
    if wrong := [f"{message.msg} {message.hint}" for message in found if message.is_serious()]:
        raise ImproperlyConfigured("\n".join(wrong))


def found_at_start() -> list[CheckMessage]:
    try:
        return run_checks(tags=[START], databases=["default"])
    finally:
        connection.close()
