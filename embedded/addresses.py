"""The names under which a set of services is told to other processes."""

import os
import shlex
from collections.abc import Mapping, MutableMapping

from embedded import state
from embedded.layout import layout_of

DATABASE_URL = "DATABASE_URL"
LOGIN_REQUIRED = "PGREQUIREAUTH"  # libpq's own: the only kind of login its clients put up with
REDIS_URL = "REDIS_URL"
TEMPORAL_ADDRESS = "TEMPORAL_ADDRESS"
TEMPORAL_NAMESPACE = "TEMPORAL_NAMESPACE"
TEMPORAL_TASK_QUEUE = "TEMPORAL_TASK_QUEUE"
KAFKA_BOOTSTRAP_SERVERS = "KAFKA_BOOTSTRAP_SERVERS"
SECRET_KEY = "SECRET_KEY"  # noqa: S105 - the variable's name
MASTER_KEYS = "MASTER_KEYS"


def fill_from_running(environ: MutableMapping[str, str] = os.environ) -> None:
    """Point a process started by hand (manage.py shell) at the services `make run` keeps; what is set already stays.

    One that names another database is of another set, the tests' for example, and gets nothing of this one.
    """
    running = state.running(layout_of())
    found = running.environment if running else {}
    if environ.get(DATABASE_URL, found.get(DATABASE_URL)) != found.get(DATABASE_URL):
        return
    for name, value in found.items():
        environ.setdefault(name, value)


def as_shell(environment: Mapping[str, str]) -> str:
    """Lines a shell can evaluate."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in environment.items())
