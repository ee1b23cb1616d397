"""Which version of a program a conversation is answered by: the one in use, or for its share the one on trial."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agents.learning.models import ProgramVersion

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from agents.modules.catalogue import Program


@dataclass(frozen=True, slots=True)
class Told:
    """``prompt`` names it in the ledger; without ``state`` the program is asked as its signature is written."""

    prompt: str
    state: dict[str, Any] | None = None


def told_here(program: Program[Any], conversation: UUID | None) -> Told:
    """What the program is told in the business entered: one query. A conversation is told the same all along.

    Outside of conversations nothing is on trial.
    """
    versions = standing_of(program)
    trial = next((each for each in versions if each.standing == each.Standing.TRIAL), None)
    if trial is not None and conversation is not None and is_of_share(conversation, trial):
        return Told(trial.prompt, trial.state)
    used = next((each for each in versions if each.standing == each.Standing.IN_USE), None)
    return Told(used.prompt, used.state) if used is not None else Told(program.version)


def standing_of(program: Program[Any]) -> Iterable[ProgramVersion]:
    """Those of this signature that answer anybody; under another signature a version means nothing."""
    found = ProgramVersion.objects.filter(module=program.name, program=program.version)
    return list(found.exclude(standing=ProgramVersion.Standing.KEPT))


def is_of_share(conversation: UUID, trial: ProgramVersion) -> bool:
    """By a hash of both: as good as by chance, and the same however often it is asked."""
    drawn = hashlib.sha256(f"{trial.pk} {conversation}".encode()).digest()
    return int.from_bytes(drawn[:4]) % 100 < trial.share
