"""DSPy, imported when a program is first asked, and told to keep nothing: no cache, no history, no callbacks."""

from __future__ import annotations

import threading
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from agents.modules import programs

if TYPE_CHECKING:
    from agents.modules.catalogue import Program

_importing = threading.Lock()


@cache
def _imported() -> Any:
    import dspy  # noqa: PLC0415  # seconds, and only who asks a program pays them

    dspy.disable_logging()  # its lines repeat what was said
    return dspy


def library() -> Any:
    """The module, imported once however many threads ask at the same time."""
    with _importing:
        return _imported()


def is_ready() -> bool:
    return bool(_imported.cache_info().currsize)


def get_ready() -> None:
    """Import it on a thread of its own, for programs to come."""
    if not is_ready() and not _importing.locked():
        threading.Thread(target=library, name="program-library", daemon=True).start()


def built(program: Program[Any]) -> Any:
    """The program, ready to be asked: a module of DSPy without any state of the last time."""
    return getattr(import_module(f"{programs.__name__}.{program.name}"), program.module)()
