"""CrewAI, imported when the first crew goes to work, and told to keep to itself.

Its defaults report to its makers, ask for consent on a console, keep the outputs of all tasks in a file, lock by any
Redis that ``REDIS_URL`` names, and write into the user's home: all of it is off, or lands under ``var``.
"""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import contextmanager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings

from agents.late import Late

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET = {
    "CREWAI_DISABLE_TELEMETRY": "true",
    "CREWAI_TRACING_ENABLED": "false",
    "CREWAI_DISABLE_VERSION_CHECK": "true",
    "ANONYMIZED_TELEMETRY": "False",  # chromadb's, which it imports
}


def _imported() -> Any:
    home = settings.BASE_DIR / "var" / "crews"
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(QUIET | {"CREWAI_STORAGE_DIR": str(home)})
    with _at_home(str(home)), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its modules set attributes that they themselves refuse to have set
        working = import_module("agents.crews.crewai")
        import_module("crewai_core.lock_store").set_lock_backend(lambda *_name, **_more: nullcontext())
    logging.getLogger("crewai").setLevel(logging.ERROR)
    return working


@contextmanager
def _at_home(home: str) -> Iterator[None]:
    """While it is imported it writes a key and settings into the home, though nobody signs in."""
    before = os.environ.get("HOME")
    os.environ["HOME"] = home
    try:
        yield
    finally:
        if before is None:
            del os.environ["HOME"]
        else:
            os.environ["HOME"] = before


library = Late(_imported)
"""``agents.crews.crewai``."""
