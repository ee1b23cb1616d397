"""What an experiment has come to, in plain sentences."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from businesses.wording.money import SYMBOLS
from experiments.operations.checking import LETTERS
from experiments.operations.experiments import BY_HAND
from experiments.registry import Unit
from experiments.states import State
from experiments.statistics.comparing import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from experiments.queries import Compared, Result
    from experiments.registry import Measure

DASH, MINUS = "\u2013", "\u2212"
A_HUNDRED = 100
PLACES = {Unit.SHARE: 1, Unit.STARS: 2, Unit.DOLLARS: 4}


def number(value: float, unit: Unit) -> str:
    """As many places as matter, without a sign; whole numbers of a hundred without any."""
    rounded = Decimal(str(abs(value))).quantize(Decimal(1).scaleb(-PLACES[unit]))
    places = 0 if unit == Unit.SHARE and rounded == rounded.to_integral_value() else PLACES[unit]
    return number_format(rounded, places, use_l10n=True, force_grouping=True)


def size_of(value: float, unit: Unit) -> str:
    """A difference without its sign: of a share, of a hundred."""
    if unit == Unit.SHARE:
        return number(value * A_HUNDRED, unit)
    if unit == Unit.DOLLARS:
        return pgettext("an amount of money", "%(sign)s%(digits)s") % {
            "sign": SYMBOLS["USD"],
            "digits": number(value, unit),
        }
    return number(value, unit)


def value_of(row: Compared, measure: Measure) -> str:
    """Such as "23.4%", "4.31" or "$0.0021"; a dash where nobody was counted."""
    if row.tally.mean is None:
        return DASH
    told = size_of(row.tally.mean, measure.unit)
    return pgettext("a share", "%(number)s%%") % {"number": told} if measure.is_share else told


def between(row: Compared, measure: Measure) -> str:
    """The interval, with signs, such as "+1.2 to +8.9"; empty while too little is known."""
    if row.interval is None:
        return ""
    ends = [
        f"{'+' if each > 0 else MINUS}{size_of(each, measure.unit)}" for each in (row.interval.low, row.interval.high)
    ]
    return _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}


def sure(row: Compared, measure: Measure) -> str:
    """What is sure of the variant; empty where nothing is."""
    if row.interval is None or not row.interval.is_sure:
        return ""
    near, far = sorted((abs(row.interval.low), abs(row.interval.high)))
    said = measure.more if row.interval.low > 0 else measure.less
    low, high = size_of(near, measure.unit), size_of(far, measure.unit)
    return str(said) % {"letter": row.variant.letter, "low": low, "high": high}


def conclusion(result: Result) -> str:
    """The sentence on top: what is known, and what may be done."""
    return " ".join([*found(result), *advice(result)])


def found(result: Result) -> Iterator[str]:
    if result.is_uneven:
        yield _(
            "Visitors did not fall to the variants as planned, so something loses some: do not rely on this result."
        )
    said = [told for row in result.primary if (told := sure(row, result.measure))]
    yield from said
    if result.experiment.state == State.DRAFT:
        yield _("Not started yet.")
    elif said:
        return
    elif min(result.shown.values()) < FEWEST:
        yield _("Too early to tell: every variant needs %(fewest)s visitors before anything is said.") % {
            "fewest": FEWEST
        }
    elif not any(row.interval for row in result.primary):
        yield _("There is nothing to compare yet.")
    elif result.is_full:
        yield _("As many came as were planned, and no difference of %(effect)s shows.") % {"effect": effect_of(result)}
    else:
        yield _("Nothing is sure yet.")


def advice(result: Result) -> Iterator[str]:
    experiment = result.experiment
    if experiment.state == State.RUNNING:
        if result.leader and not result.broken:
            yield _("You may stop and take it over.")
        elif result.is_worse:
            yield _("You may stop: what you have does better.")
        elif result.is_full:
            yield _("Keep what you have, or let it run on.")
    elif experiment.state == State.STOPPED:
        yield why(result)
    elif experiment.state == State.DECIDED:
        if experiment.winner == LETTERS[0]:
            yield _("Decided: everything stays as it was.")
        else:
            yield _("Decided: variant %(letter)s holds for everybody.") % {"letter": experiment.winner}


def why(result: Result) -> str:
    """What stopped it."""
    if result.experiment.reason == BY_HAND:
        return _("It was stopped; everybody is shown how it was.")
    said = [
        told
        for measure, rows in result.guards
        if measure.key == result.experiment.reason
        for row in rows
        if row.gain(measure) < 0 and (told := sure(row, measure))
    ]
    return " ".join([_("It stopped by itself, and everybody is shown how it was."), *said])


def effect_of(result: Result) -> str:
    told = size_of(float(result.experiment.effect), result.measure.unit)
    return _("%(count)s of a hundred") % {"count": told} if result.measure.is_share else told
