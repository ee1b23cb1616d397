"""What an experiment may be: checked before a row is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from experiments.errors import ExperimentRefused
from experiments.models import LONGEST_TEXT
from experiments.registry import measures, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from experiments.registry import Subject

FEWEST_VARIANTS, MOST_VARIANTS = 2, 4
LEAST_SHARE = 5
A_HUNDRED = 100
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An experiment as it is wished for. ``others`` are the values tried against what holds now.

    ``shares`` are percent of visitors, that of what holds now first; empty where all are to be alike.
    """

    name: str
    subject: str
    target: str
    measure: str
    effect: Decimal | None
    guards: tuple[str, ...]
    others: tuple[str, ...]
    shares: tuple[int, ...] = ()


def checked(plan: Plan) -> Subject:
    """What is varied; raises ``ExperimentRefused`` with what is wrong, by field."""
    subject = subjects().get(plan.subject)
    if subject is None:
        raise ExperimentRefused(errors={"subject": _("This cannot be varied.")})
    if faults := dict(faults_in(plan, subject)):
        raise ExperimentRefused(errors=faults)
    return subject


def faults_in(plan: Plan, subject: Subject) -> Iterator[tuple[str, str]]:
    if not plan.name.strip():
        yield "name", _("Give it a name.")
    if plan.target not in dict(subject.targets()):
        yield "target", _("There is no such thing to vary.")
        return
    yield from faults_of_measures(plan)
    if fault := next(faults_of_values(plan, subject), ""):
        yield "variants", fault
    if plan.shares and (fault := fault_of_shares(plan.shares, len(plan.others) + 1)):
        yield "shares", fault


def faults_of_measures(plan: Plan) -> Iterator[tuple[str, str]]:
    known = measures()
    if plan.measure not in known:
        yield "measure", _("This is not measured.")
    elif plan.effect is not None and not 0 < plan.effect <= (Decimal("0.5") if known[plan.measure].is_share else 1000):
        yield "effect", _("Name a difference above nothing; of a share at most 50 of a hundred.")
    if stray := set(plan.guards) - set(known) | set(plan.guards) & {plan.measure}:
        yield "guards", _("Not a guard rail here: %(names)s.") % {"names": ", ".join(sorted(stray))}


def faults_of_values(plan: Plan, subject: Subject) -> Iterator[str]:
    values = (subject.present(plan.target), *plan.others)
    if not FEWEST_VARIANTS <= len(values) <= MOST_VARIANTS:
        yield _("Try one to three others against what is shown now.")
    if len(set(values)) < len(values):
        yield _("Two variants are the same.")
    for value in plan.others:
        if not value.strip() or len(value) > LONGEST_TEXT:
            yield _("Say something in every variant, in at most %(most)d characters.") % {"most": LONGEST_TEXT}
        elif subject.choices and value not in dict(subject.choices(plan.target)):
            yield _("“%(value)s” is not one of those there are.") % {"value": value}
        elif fault := subject.fault(plan.target, value):
            yield fault


def fault_of_shares(shares: Sequence[int], count: int) -> str:
    if len(shares) != count:
        return _("Give every variant a share.")
    if sum(shares) != A_HUNDRED or min(shares) < LEAST_SHARE:
        return _("Shares are percent: together a hundred, each at least %(least)d.") % {"least": LEAST_SHARE}
    return ""


def even_shares(count: int) -> tuple[int, ...]:
    """Alike, the first with what cannot be divided."""
    each = A_HUNDRED // count
    return (A_HUNDRED - each * (count - 1), *[each] * (count - 1))
