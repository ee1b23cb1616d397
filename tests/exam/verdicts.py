"""How a case can end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tests.exam.cases import Case

Verdict = Literal["pass", "fail", "skip", "void"]
"""``skip``: no free time fits, so the case was not put; ``void``: somebody else took its time."""


class Failed(Exception):
    """The desk did wrong: the reason."""


class NotPut(Exception):
    """The case cannot be put today: no such free time, or its bookings could not be made."""


@dataclass(frozen=True, slots=True)
class Result:
    case: Case
    verdict: Verdict
    reason: str = ""
    transcript: list[str] = field(default_factory=list)
