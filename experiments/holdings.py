"""What experiments keep: the business's own trials, and by a visitor's key, while one runs, what they were shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from businesses.privacy import Table
from businesses.privacy.holdings import columns_of
from experiments.models import Experiment, Variant

TABLES = (
    Table(
        name="experiments",
        title=_("experiments"),
        rows=lambda _person: Experiment.objects.all(),
        columns=columns_of(Experiment, "created_by"),
        is_of_people=False,
    ),
    Table(
        name="experiment_variants",
        title=_("variants of experiments"),
        rows=lambda _person: Variant.objects.all(),
        columns=columns_of(Variant),
        is_of_people=False,
    ),
)
