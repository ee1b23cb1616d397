"""What came of an experiment so far: counted from the rows there are, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, FloatField, Sum, Value
from django.db.models.functions import Cast

from experiments.errors import NoSuchExperiment
from experiments.models import Experiment, Exposure
from experiments.registry import measures, visits
from experiments.statistics.comparing import ALPHA, FEWEST, compare
from experiments.statistics.sizing import is_uneven, size_needed, variance_of_share
from experiments.statistics.tallies import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from experiments.models import Variant
    from experiments.registry import Measure
    from experiments.statistics.comparing import Interval

LATELY = timedelta(days=28)
"""Of which it is told how a measure is without any experiment."""

Tallies = dict[str, dict[str, Tally]]
"""By measure and letter."""


def experiment_called(key: UUID) -> Experiment:
    """With its variants; raises ``NoSuchExperiment``."""
    found = Experiment.objects.prefetch_related("variants").filter(pk=key).first()
    if found is None:
        raise NoSuchExperiment
    return found


def tallied(rows: QuerySet[Any], by: str, *, measure: Measure, visitor: str, since: str) -> dict[Any, Tally]:
    """One query: what came of the rows' visitors, by a column."""
    valued = rows.annotate(came=Cast(measure.value(visitor, since), FloatField())).values(by).order_by()
    summed = valued.annotate(count=Count("came"), total=Sum("came"), squares=Sum(F("came") * F("came")))
    return {each[by]: Tally(each["count"], each["total"] or 0.0, each["squares"] or 0.0) for each in summed}


def tallies_of(experiment: Experiment) -> Tallies:
    """As kept, once it has ended; else counted now, a query for each measure it looks at."""
    if experiment.result is not None:
        return {
            key: {letter: Tally(*each) for letter, each in by_letter.items()}
            for key, by_letter in experiment.result.items()
        }
    shown = Exposure.objects.filter(experiment=experiment)
    known, found = measures(), {}
    for key in looked_at(experiment):
        by_variant = tallied(shown, "variant_id", measure=known[key], visitor="visitor", since="shown_at")
        found[key] = {each.letter: by_variant.get(each.pk, Tally()) for each in experiment.variants.all()}
    return found


def looked_at(experiment: Experiment) -> list[str]:
    return list(dict.fromkeys((experiment.measure, *experiment.guards)))


def shown_of(experiment: Experiment, tallies: Tallies) -> dict[str, int]:
    """How many visitors were shown each variant."""
    if experiment.result is not None:
        return {letter: each.count for letter, each in tallies["shown"].items()}
    counted = dict(
        Exposure.objects.filter(experiment=experiment).values_list("variant_id").annotate(Count("pk")).order_by()
    )
    return {each.letter: counted.get(each.pk, 0) for each in experiment.variants.all()}


def before(measure: Measure, *, now: datetime) -> Tally:
    """What came of the visitors of lately, experiment or not: one query."""
    known = visits()
    rows = known.rows(now - LATELY).annotate(everybody=Value(1))
    found = tallied(rows, "everybody", measure=measure, visitor=known.visitor, since=known.since)
    return next(iter(found.values()), Tally())


def needed(measure: Measure, *, effect: float, variants: int, now: datetime) -> int | None:
    """Visitors each variant needs; None where nothing is known to reckon it from."""
    tally = before(measure, now=now)
    if tally.mean is None or (not measure.is_share and tally.count < FEWEST):
        return None
    is_share = measure.is_share
    variance = variance_of_share(tally.mean, effect=effect) if is_share else tally.variance(is_share=False)
    return size_needed(variance, effect=effect, alpha=ALPHA / (variants - 1))


@dataclass(frozen=True, slots=True)
class Compared:
    """A variant by one measure; ``interval`` is its difference from the first, None while too little is known."""

    variant: Variant
    tally: Tally
    interval: Interval | None

    def gain(self, measure: Measure) -> int:
        """1 where it is surely better than the first, -1 where surely worse, 0 where nothing is sure."""
        if self.interval is None or not self.interval.is_sure:
            return 0
        return 1 if (self.interval.low > 0) == measure.is_more_better else -1


@dataclass(frozen=True, slots=True)
class Result:
    """``primary`` and, by measure, ``guards``: every variant in order. ``shown`` is visitors by letter."""

    experiment: Experiment
    measure: Measure
    shown: dict[str, int]
    primary: list[Compared]
    guards: list[tuple[Measure, list[Compared]]]
    is_uneven: bool

    @property
    def leader(self) -> Compared | None:
        """The variant that is surely better than the first, the one furthest ahead of several."""
        ahead = [each for each in self.primary if each.gain(self.measure) > 0 and each.interval]
        sign = 1 if self.measure.is_more_better else -1
        return max(ahead, key=lambda each: sign * (each.interval.difference if each.interval else 0), default=None)

    @property
    def is_worse(self) -> bool:
        """Whether every other variant is surely worse than the first."""
        return all(each.gain(self.measure) < 0 for each in self.primary[1:])

    @property
    def is_full(self) -> bool:
        """Whether each variant has had the visitors it was reckoned to need."""
        size = self.experiment.size
        return size is not None and all(count >= size for count in self.shown.values())

    @property
    def broken(self) -> Measure | None:
        """The first guard rail by which a variant is surely worse than the first."""
        return next((key for key, rows in self.guards if any(each.gain(key) < 0 for each in rows)), None)


def result_of(experiment: Experiment) -> Result:
    """Intervals hold over all variants at once: what may be wrong is divided among the comparisons."""
    tallies, known = tallies_of(experiment), measures()
    variants = list(experiment.variants.all())
    shown = shown_of(experiment, tallies)
    others = max(1, len(variants) - 1)
    measure = known[experiment.measure]
    guards = [known[key] for key in experiment.guards]
    part = ALPHA / (others * max(1, len(guards)))
    return Result(
        experiment=experiment,
        measure=measure,
        shown=shown,
        primary=list(
            compared(variants, tallies[measure.key], measure, effect=float(experiment.effect), alpha=ALPHA / others)
        ),
        guards=[
            (each, list(compared(variants, tallies[each.key], each, effect=float(each.effect), alpha=part)))
            for each in guards
        ],
        is_uneven=is_uneven([shown[each.letter] for each in variants], [each.share for each in variants]),
    )


def compared(
    variants: list[Variant], tallies: dict[str, Tally], measure: Measure, *, effect: float, alpha: float
) -> Iterable[Compared]:
    first = tallies[variants[0].letter]
    yield Compared(variants[0], first, None)
    for each in variants[1:]:
        other = tallies[each.letter]
        interval = compare(first, other, effect=effect, is_share=measure.is_share, alpha=alpha)
        yield Compared(each, other, interval)
