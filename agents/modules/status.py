"""How the programs are doing in the business entered: who answers now, and what came of the calls."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.fields.json import KT
from django.utils import timezone

from agents.learning.models import ProgramVersion
from agents.llm.models import LLMCall
from agents.llm.purposes import PURPOSES
from agents.llm.routing.order import rungs_for
from agents.llm.terms import terms_here
from agents.llm.values import Request
from agents.modules.catalogue import PROGRAMS
from agents.modules.library import library
from agents.modules.predicting import GARBLED

if TYPE_CHECKING:
    from agents.modules.catalogue import Program

DAYS = 7


def program_states() -> dict[str, Any]:
    """Two queries, however many programs there are."""
    since, asked = timezone.now() - timedelta(days=DAYS), Q()
    for each in PROGRAMS:
        asked |= Q(prompt=each.version) | Q(prompt__startswith=f"{each.version}.")
    calls = LLMCall.objects.filter(asked, created_at__gte=since).exclude(outcome=LLMCall.OPEN)
    compared = calls.annotate(said=KT("reading__model"), was_taken=KT("reading__taken")).order_by("prompt")
    rows = list(compared.values_list("prompt", "outcome", "said", "was_taken").annotate(calls=Count("pk")))
    standing = list(ProgramVersion.objects.exclude(standing=ProgramVersion.Standing.KEPT))
    return {"days": DAYS, "modules": [state_of(each, rows, standing) for each in PROGRAMS]}


def state_of(
    program: Program[Any],
    rows: list[tuple[str, str, str | None, str | None, int]],
    standing: list[ProgramVersion],
) -> dict[str, Any]:
    """``rows``: version, outcome, what the model said, whether that was taken, and how many calls."""
    own = {each.standing: each.prompt for each in standing if each.program == program.version}
    fell_back: Counter[str] = Counter()
    answered = taken = 0
    for version, outcome, said, was_taken, calls in rows:
        if version != program.version and not version.startswith(f"{program.version}."):
            continue
        if outcome in (LLMCall.ANSWERED, LLMCall.CACHED) and said is not None:
            answered += calls
            taken += calls if was_taken == "true" else 0
        else:
            fell_back[GARBLED if outcome == LLMCall.ANSWERED else outcome] += calls
    request = Request(purpose=program.purpose, messages=())
    models = [each.model for each in rungs_for(request, terms_here().ladder, left=PURPOSES[program.purpose].seconds)]
    why = "" if models and library.is_ready else "not_ready" if models else "none"
    return {
        "module": program.name,
        "name": program.module,
        "program": own.get(ProgramVersion.Standing.IN_USE, program.version),
        "trial": own.get(ProgramVersion.Standing.TRIAL, ""),
        "purpose": program.purpose,
        "source": "local" if why else "model",
        "why": why,
        "models": models,
        "asked": answered + sum(fell_back.values()),
        "answered": answered,
        "taken": taken,
        "fell_back": dict(fell_back),
    }
