"""A finished experiment of a demo business: tallies as they stood when it was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from experiments.models import Experiment, Variant
from experiments.registry import measures, subjects
from experiments.states import State
from experiments.statistics.sizing import size_needed, variance_of_share
from tenants.actors import Actor

if TYPE_CHECKING:
    from tenants.models import Business

BY = Actor("import", "demo", "Demo")
SLUG = "marios"
BEFORE = "Welcome to Mario's."
ENDED, LASTED = timedelta(days=9), timedelta(days=47)
BEFOREHAND = 0.2
"""The share that booked in the weeks before it was started."""
SHOWN = {"A": 2_114, "B": 2_147}
BOOKED = {"A": 402, "B": 553}
HANDED_OVER = {"A": 139, "B": 131}
STARS = {"A": (216, 902.0, 3_942.0), "B": (284, 1_216.0, 5_388.0)}
"""Of those who rated: how many, their sum and that of the squares."""


def seed_experiment(business: Business) -> None:
    """Once, for the one business; what won is its greeting today."""
    if business.slug != SLUG or Experiment.objects.exists():
        return
    subject, measure, now = subjects()["greeting"], measures()["booked"], timezone.now()
    effect = float(measure.effect)
    row = Experiment.objects.create(
        name="Saying straight away what it can do",
        subject=subject.key,
        measure=measure.key,
        effect=measure.effect,
        guards=["handed_over", "rating"],
        size=size_needed(variance_of_share(BEFOREHAND, effect=effect), effect=effect),
        state=State.DECIDED,
        winner="B",
        created_by=str(BY),
        started_at=now - ENDED - LASTED,
        ended_at=now - ENDED,
        result={
            "shown": {letter: [count, 0, 0] for letter, count in SHOWN.items()},
            "booked": {letter: [SHOWN[letter], count, count] for letter, count in BOOKED.items()},
            "handed_over": {letter: [SHOWN[letter], count, count] for letter, count in HANDED_OVER.items()},
            "rating": {letter: list(each) for letter, each in STARS.items()},
        },
    )
    values = {"A": BEFORE, "B": subject.present("")}
    Variant.objects.bulk_create(
        Variant(experiment=row, letter=letter, value=value, share=50) for letter, value in values.items()
    )
