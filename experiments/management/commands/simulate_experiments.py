"""``manage.py simulate_experiments``: what the statistics of experiments are good for, by experiments made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from experiments.statistics.simulating import simulate
from experiments.statistics.sizing import size_needed, variance_of_share

if TYPE_CHECKING:
    from argparse import ArgumentParser

DAYS = 120
SHARES = (0.05, 0.2, 0.5)

ROW = "{:>6}  {:>7}  {:>9}  {:>9}  {:>12}  {:>6}"


class Command(BaseCommand):
    help = "Print how often experiments find a difference under daily looking: where there is none, and where there is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--experiments", type=int, default=1_000)
        parser.add_argument("--effect", type=float, default=0.05, help="the difference that matters, of one")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, experiments: int, effect: float, seed: int, **_options: Any) -> None:
        self.stdout.write(f"{experiments} experiments each, looked at daily for {DAYS} days\n")
        self.stdout.write(ROW.format("share", "lift", "visitors", "found", "usual 95 %", "day"))
        for share in SHARES:
            needed = size_needed(variance_of_share(share, effect=effect), effect=effect)
            daily = -(-needed // DAYS)
            for lift in (0.0, effect):
                found = simulate(
                    share=share, lift=lift, daily=daily, days=DAYS, effect=effect, experiments=experiments, seed=seed
                )
                told = (f"{share:.2f}", f"{lift:+.3f}", daily * DAYS, f"{found.share:.1%}", f"{found.naive_share:.1%}")
                self.stdout.write(ROW.format(*told, "" if found.day is None else f"{found.day:.0f}"))
