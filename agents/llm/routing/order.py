"""Which rung is asked first: by what the purpose wants, what the question needs, and how long answers take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.llm.network.health import breakers
from agents.llm.purposes import PURPOSES

if TYPE_CHECKING:
    from agents.llm.rungs import Ladder, Rung
    from agents.llm.values import Request

PATIENCE = 0.8
"""A model whose answers have lately taken more than this share of the time there is comes last."""


def rungs_for(request: Request, ladder: Ladder, *, left: float) -> list[Rung]:
    """The rungs in the order they are asked; a small one that was enough first, the other where it fails."""
    wanted = request.rung or PURPOSES[request.purpose].rung
    if wanted == "needed":
        wanted = ladder.answers_by
    if wanted == "needed":
        wanted = "strong" if ladder.strong is not None and needs_strong(request.question) else "small"
    ordered = sorted(ladder, key=lambda rung: rung.name != wanted)
    return sorted(ordered, key=lambda rung: breakers.seconds(rung.place) > PATIENCE * left)


def needs_strong(question: str) -> bool:
    from agents.llm.routing.need import need  # noqa: PLC0415  # the runtime: not at start-up

    model, threshold = need()
    return model.predict([question])[0] >= threshold
