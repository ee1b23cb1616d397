"""What is kept of examples, programs and searches: names, numbers and addresses of people were taken out of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agents.learning.models import EvaluationExample, EvaluationSet, OptimisationRun, PaidAnswer, ProgramVersion
from businesses.privacy import Table
from businesses.privacy.holdings import columns_of

TABLES = (
    Table(
        name="evaluation_sets",
        title=_("evaluation sets"),
        rows=lambda _person: EvaluationSet.objects.all(),
        columns=columns_of(EvaluationSet, "made_by"),
        is_of_people=False,
    ),
    Table(
        name="evaluation_examples",
        title=_("examples to judge by"),
        rows=lambda _person: EvaluationExample.objects.all(),
        columns=columns_of(EvaluationExample),
        is_of_people=False,
    ),
    Table(
        name="program_versions",
        title=_("versions of programs"),
        rows=lambda _person: ProgramVersion.objects.all(),
        columns=columns_of(ProgramVersion, "made_by"),
        is_of_people=False,
    ),
    Table(
        name="optimisations",
        title=_("optimisations"),
        rows=lambda _person: OptimisationRun.objects.all(),
        columns=columns_of(OptimisationRun, "started_by"),
        is_of_people=False,
    ),
    Table(
        name="paid_answers",
        title=_("paid answers"),
        rows=lambda _person: PaidAnswer.objects.all(),
        columns=columns_of(PaidAnswer),
        is_of_people=False,
    ),
)
