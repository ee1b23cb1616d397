"""What goes into, comes out of, and is asked by the workflow of an optimisation."""

from __future__ import annotations

from dataclasses import dataclass

OPTIMISATION_WORKFLOW = "OptimisationWorkflow"


def optimisation_id(schema: str, run: int) -> str:
    """Return the workflow id of a run; the schema comes first, so equal keys of two businesses differ."""
    return f"{schema}:optimisation:{run}"


@dataclass(frozen=True)
class Optimisation:
    """A run to be taken to its end, a step at a time."""

    schema: str
    run: int
    correlation_id: str = ""


@dataclass(frozen=True)
class StepTaken:
    """``pause`` is how many seconds to wait before the next step, where it is not over."""

    is_over: bool
    pause: float = 0.0
