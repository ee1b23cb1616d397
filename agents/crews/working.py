"""A crew at work: what it came to, within its time, or why it came to nothing."""

from __future__ import annotations

import contextvars
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from agents.crews.calling import Calls
from agents.crews.library import library
from agents.llm.errors import NotReady, ProviderFailed, TooSlow

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.crews.plans import Plan
    from agents.modules.gateway import Asking
    from agents.tools.tools import Hand

logger = structlog.get_logger(__name__)

LOOKED_AFTER = 2.0
"""Seconds from one look at whether whoever waits may still wait to the next."""


@dataclass(slots=True)
class Outcome:
    text: str = ""
    is_over: bool = False


def work(plan: Plan, hand: Hand, asking: Asking, *, meanwhile: Callable[[], None]) -> tuple[str, Calls]:
    """The crew's text, and its calls. Raises a ``ModelError`` where it came to none in ``asking.seconds``.

    ``meanwhile`` is called every two seconds on the caller's thread; what it raises ends the wait. A crew that is not
    waited for any more asks nobody further: its time is over.
    """
    if not library.is_ready:
        library.get_ready()
        raise NotReady
    calls, outcome, done = Calls(hand.schema, plan.version, asking), Outcome(), threading.Event()
    context = contextvars.copy_context()

    def run() -> None:
        try:
            outcome.text = library().run(plan, hand, calls)
        except Exception as error:  # noqa: BLE001  # whatever a library of agents makes of a model's words
            logger.info("crew_failed", plan=plan.version, error=type(error).__name__)
        finally:
            done.set()

    threading.Thread(target=context.run, args=(run,), name="crew", daemon=True).start()
    try:
        while not done.wait(max(0.0, min(LOOKED_AFTER, calls.left))):
            if calls.left <= 0:
                raise TooSlow
            meanwhile()
    except BaseException:
        calls.fail(TooSlow())
        raise
    if calls.failure is not None:
        raise calls.failure
    if not outcome.text.strip():
        raise ProviderFailed
    return outcome.text.strip(), calls
