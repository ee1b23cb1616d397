"""Making, starting, stopping and deciding experiments; what stops them by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from experiments.errors import AnotherRuns, ChangedMeanwhile, NoSuchExperiment, NotADraft, NothingToDecide, NotRunning
from experiments.events import EXPERIMENT_CREATED, EXPERIMENT_DECIDED, EXPERIMENT_STARTED, EXPERIMENT_STOPPED
from experiments.models import Experiment, Exposure, Variant
from experiments.operations.checking import LETTERS, checked, even_shares
from experiments.queries import needed, result_of, shown_of, tallies_of
from experiments.registry import measures, subjects
from experiments.states import State
from tenants.actors import SYSTEM
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from experiments.operations.checking import Plan
    from tenants.actors import Actor

BY_HAND = "hand"


def create_experiment(*, plan: Plan, by: Actor) -> Experiment:
    """A draft, with what holds now as its first variant; raises ``ExperimentRefused``."""
    subject = checked(plan)
    effect = plan.effect if plan.effect is not None else measures()[plan.measure].effect
    values = (subject.present(plan.target), *plan.others)
    shares = plan.shares or even_shares(len(values))
    with transaction.atomic():
        made = Experiment.objects.create(
            name=plan.name.strip(),
            subject=plan.subject,
            target=plan.target,
            measure=plan.measure,
            effect=effect,
            guards=list(plan.guards),
            created_by=str(by),
        )
        Variant.objects.bulk_create(
            Variant(experiment=made, letter=letter, value=value, share=share)
            for letter, value, share in zip(LETTERS, values, shares, strict=False)
        )
        tell(EXPERIMENT_CREATED, made, by=by, subject=plan.subject, measure=plan.measure)
    return made


def start_experiment(*, key: UUID, by: Actor, now: datetime) -> Experiment:
    """Show its variants from now on. One that runs already goes on.

    Raises ``NotADraft``, ``AnotherRuns``, and ``ChangedMeanwhile`` where the first variant is not how it is any more.
    """
    try:
        with transaction.atomic():
            found = held(key)
            if found.state == State.RUNNING:
                return found
            if found.state != State.DRAFT:
                raise NotADraft
            subject, variants = subjects()[found.subject], list(found.variants.all())
            is_there = found.target in dict(subject.targets())
            if not is_there or subject.present(found.target) != variants[0].value:
                raise ChangedMeanwhile
            measure = measures()[found.measure]
            found.size = needed(measure, effect=float(found.effect), variants=len(variants), now=now)
            found.state, found.started_at = State.RUNNING, now
            found.save()
            tell(EXPERIMENT_STARTED, found, by=by, size=found.size)
    except IntegrityError as error:  # the constraint: one at a time with the same thing
        raise AnotherRuns from error
    return found


def stop_experiment(*, key: UUID, by: Actor, now: datetime, reason: str = BY_HAND) -> Experiment:
    """Everybody is shown what held before. One that was stopped stays so; raises ``NotRunning`` for any other."""
    with transaction.atomic():
        found = held(key)
        if found.state == State.STOPPED:
            return found
        if found.state != State.RUNNING:
            raise NotRunning
        end(found, State.STOPPED, now=now)
        found.reason = reason
        found.save()
        tell(EXPERIMENT_STOPPED, found, by=by, reason=reason)
    return found


def decide_experiment(*, key: UUID, letter: str, by: Actor, now: datetime) -> Experiment:
    """Have everybody shown one variant: the operation that owns what was varied is asked to, in this transaction.

    The first variant is how it was: nothing is written then. Deciding the same again changes nothing; raises
    ``NothingToDecide``, and what that operation refuses.
    """
    with transaction.atomic():
        found = held(key)
        if found.state == State.DECIDED and found.winner == letter:
            return found
        chosen = next((each for each in found.variants.all() if each.letter == letter), None)
        if found.state not in {State.RUNNING, State.STOPPED} or chosen is None:
            raise NothingToDecide
        if found.state == State.RUNNING:
            end(found, State.DECIDED, now=now)
        found.state, found.winner = State.DECIDED, letter
        found.save()
        if letter != LETTERS[0]:
            subjects()[found.subject].take_over(found.target, chosen.value, by)
        tell(EXPERIMENT_DECIDED, found, by=by, winner=letter)
    return found


def watch_experiments(*, now: datetime) -> list[Experiment]:
    """Stop those of the business entered that break a guard rail; which they were."""
    running = Experiment.objects.filter(state=State.RUNNING).prefetch_related("variants")
    broken = [(each.pk, found.key) for each in running if (found := result_of(each).broken) is not None]
    return [stop_experiment(key=key, by=SYSTEM, now=now, reason=reason) for key, reason in broken]


def held(key: UUID) -> Experiment:
    """Locked until the transaction ends."""
    found = Experiment.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NoSuchExperiment
    return found


def end(found: Experiment, state: State, *, now: datetime) -> None:
    """Keep what was counted, and forget who was shown what; the caller saves."""
    tallies = tallies_of(found)
    shown = {letter: [count, 0.0, 0.0] for letter, count in shown_of(found, tallies).items()}
    found.result = {
        "shown": shown,
        **{
            key: {letter: [each.count, each.total, each.squares] for letter, each in by_letter.items()}
            for key, by_letter in tallies.items()
        },
    }
    found.state, found.ended_at = state, now
    Exposure.objects.filter(experiment=found).delete()


def tell(deed: str, found: Experiment, *, by: Actor, **detail: Any) -> None:
    done(deed, about=f"experiment:{found.pk}", by=by, detail=detail, particulars={"name": found.name})
