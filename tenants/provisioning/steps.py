"""What higher rooms add to a new business: each registers a step, run inside its schema and its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

    Step = Callable[[Business], None]

_steps: dict[str, Step] = {}


def provisioning_step(name: str) -> Callable[[Step], Step]:
    """Register a step; steps run in the order of their names' registration, a name once."""

    def register(step: Step) -> Step:
        _steps[name] = step
        return step

    return register


def registered_steps() -> tuple[tuple[str, Step], ...]:
    return tuple(_steps.items())
