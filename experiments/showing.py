"""Which variant a visitor is shown: always the same, by a hash; and that they were, noted once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from businesses.desk import Provider
from experiments.models import LONGEST_VISITOR, Experiment, Exposure
from experiments.states import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from businesses.desk import Desk


@dataclass(frozen=True, slots=True)
class Choice:
    """A variant as it is shown; ``share`` is percent of visitors."""

    variant: int
    value: str
    share: int


@dataclass(frozen=True, slots=True)
class Running:
    experiment: UUID
    choices: tuple[Choice, ...]


def read_running(_desk: Desk) -> Mapping[tuple[str, str], Running]:
    """By what is varied: the experiments that run in the business entered."""
    rows = Experiment.objects.filter(state=State.RUNNING).prefetch_related("variants")
    return {(each.subject, each.target): as_running(each) for each in rows}


def as_running(experiment: Experiment) -> Running:
    return Running(experiment.pk, tuple(Choice(each.pk, each.value, each.share) for each in experiment.variants.all()))


RUNNING = Provider("experiments", (Experiment,), read_running)


def running_now(subject: str, target: str = "") -> Running | None:
    """The experiment with it, for who has no desk at hand: one query where none runs."""
    found = Experiment.objects.filter(state=State.RUNNING, subject=subject, target=target)
    row = found.prefetch_related("variants").first()
    return as_running(row) if row else None


def subjects_running() -> list[str]:
    """What is varied in the business entered at all: one query."""
    return sorted(set(Experiment.objects.filter(state=State.RUNNING).values_list("subject", flat=True)))


def choice_for(running: Running, visitor: str) -> Choice:
    """The visitor's variant: their place on a scale of a hundred, that differs from experiment to experiment."""
    digest = hashlib.blake2b(f"{running.experiment} {visitor}".encode(), digest_size=8).digest()
    place = int.from_bytes(digest) / 2**64 * sum(each.share for each in running.choices)
    upto = 0
    for each in running.choices:
        upto += each.share
        if place < upto:
            return each
    return running.choices[-1]


def show(running: Running | None, *, visitor: str, now: datetime) -> str | None:
    """What the visitor is shown of it; None where no experiment runs with it: then it is as it is.

    Notes that they were, once.
    """
    if running is None:
        return None
    key = visitor[:LONGEST_VISITOR]
    found = choice_for(running, key)
    row = Exposure(experiment_id=running.experiment, variant_id=found.variant, visitor=key, shown_at=now)
    Exposure.objects.bulk_create([row], ignore_conflicts=True)
    return found.value
