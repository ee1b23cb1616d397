"""An interval that holds however often one looks: measured on experiments that were made up."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from experiments.statistics.comparing import compare
from experiments.statistics.simulating import simulate
from experiments.statistics.sizing import is_uneven, size_needed, variance_of_share
from experiments.statistics.tallies import Tally

POINTS, DAYS = 0.05, 120


def counted(count: int, booked: int) -> Tally:
    return Tally(count, booked, booked)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
def test_looking_every_day_finds_no_difference_where_there_is_none(share: float) -> None:
    needed = size_needed(variance_of_share(share, effect=POINTS), effect=POINTS)
    daily = -(-needed // DAYS)
    found = simulate(share=share, lift=0, daily=daily, days=3 * DAYS, effect=POINTS, experiments=1000, seed=7)
    assert found.share <= 0.05
    assert found.naive_share > 3 * 0.05  # what this is for


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_five_points_are_found_at_the_size_stated(share: float) -> None:
    needed = size_needed(variance_of_share(share, effect=POINTS), effect=POINTS)
    daily = -(-needed // DAYS)
    found = simulate(share=share, lift=POINTS, daily=daily, days=DAYS, effect=POINTS, experiments=1000, seed=7)
    assert found.share >= 0.8
    assert found.day is not None
    assert found.day < DAYS  # sooner than that, most times


def test_the_command_prints_both() -> None:
    out = io.StringIO()
    call_command("simulate_experiments", experiments=20, stdout=out)
    assert len(out.getvalue().splitlines()) == 2 + 2 * 3


def test_an_interval_holds_the_difference_and_grows_narrow() -> None:
    few = compare(counted(500, 100), counted(500, 125), effect=POINTS, is_share=True)
    many = compare(counted(50_000, 10_000), counted(50_000, 12_500), effect=POINTS, is_share=True)
    assert few is not None
    assert many is not None
    assert few.low < 0 < few.high
    assert 0.04 < many.low < 0.05 < many.high < 0.06
    assert (few.is_sure, many.is_sure) == (False, True)


def test_of_a_few_visitors_nothing_is_said() -> None:
    assert compare(counted(99, 0), counted(5_000, 4_000), effect=POINTS, is_share=True) is None


def test_where_nobody_has_booked_it_is_not_certain_that_nobody_will() -> None:
    found = compare(counted(200, 0), counted(200, 0), effect=POINTS, is_share=True)
    assert found is not None
    assert found.low < 0 < found.high


def test_means_are_compared_too_and_of_what_does_not_vary_nothing_is_said() -> None:
    cheap, dear = Tally(2_000, 20.0, 0.25), Tally(2_000, 30.0, 0.5)
    found = compare(cheap, dear, effect=0.002, is_share=False)
    assert found is not None
    assert 0 < found.low < 0.005 < found.high
    assert compare(Tally(200, 0, 0), Tally(200, 0, 0), effect=0.002, is_share=False) is None


def test_a_smaller_effect_takes_more_visitors() -> None:
    sizes = [size_needed(0.16, effect=effect) for effect in (0.2, 0.1, 0.05, 0.02)]
    assert sizes == sorted(sizes)
    assert 1_500 < sizes[2] < 2_500


def test_shares_that_did_not_come_out_as_planned_are_noticed() -> None:
    assert not is_uneven([510, 490], [50, 50])
    assert not is_uneven([900, 103], [90, 10])
    assert is_uneven([600, 400], [50, 50])
    assert is_uneven([500, 250, 250], [34, 33, 33])
