"""DSPy, imported when a program is first asked, and told to keep nothing: no cache, no history, no callbacks."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from agents.late import Late
from agents.modules import programs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.modules.catalogue import Program


def _imported() -> Any:
    os.environ.setdefault("TQDM_DISABLE", "1")  # optimisers draw bars of progress
    import dspy  # noqa: PLC0415  # seconds, and only who asks a program pays them

    dspy.disable_logging()  # its lines repeat what was said
    logging.getLogger("dspy").setLevel(logging.CRITICAL + 1)  # wherever else they would be written to
    return dspy


library = Late(_imported)


def built(program: Program[Any], state: dict[str, Any] | None = None) -> Any:
    """The program, ready to be asked: a module of DSPy as it is written, or told what a version of it is told."""
    module = getattr(import_module(f"{programs.__name__}.{program.name}"), program.module)()
    if state is not None:
        module.load_state(state)
    return module


@contextmanager
def asked_by(engine: Any, name: str) -> Iterator[Any]:
    """DSPy, whose modules ask this engine inside the block: each once, in one form, and nothing is kept of it."""
    dspy = library()
    model = dspy.LM(f"gateway/{name}", engine=engine, cache=False, num_retries=0)
    form = dspy.JSONAdapter(use_native_function_calling=False)
    with dspy.context(lm=model, adapter=form, disable_history=True, track_usage=False, callbacks=[], num_threads=1):
        yield dspy


def unmarked(value: object) -> object:
    """The input without the marks that part fields from each other: a customer may type them, too."""
    if isinstance(value, str):
        return value.replace("[[ ##", "[ ##").replace("## ]]", "## ]")
    return [unmarked(each) for each in value] if isinstance(value, list | tuple) else value
