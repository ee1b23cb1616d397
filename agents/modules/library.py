"""DSPy, imported when a program is first asked, and told to keep nothing: no cache, no history, no callbacks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from agents.late import Late
from agents.modules import programs

if TYPE_CHECKING:
    from agents.modules.catalogue import Program


def _imported() -> Any:
    import dspy  # noqa: PLC0415  # seconds, and only who asks a program pays them

    dspy.disable_logging()  # its lines repeat what was said
    return dspy


library = Late(_imported)


def built(program: Program[Any]) -> Any:
    """The program, ready to be asked: a module of DSPy without any state of the last time."""
    return getattr(import_module(f"{programs.__name__}.{program.name}"), program.module)()
