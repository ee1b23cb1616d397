"""How the programs are doing in the business entered: who answers now, and what came of the calls."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.db.models.fields.json import KT
from django.utils import timezone

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
    """One query, however many programs there are."""
    since, versions = timezone.now() - timedelta(days=DAYS), [each.version for each in PROGRAMS]
    calls = LLMCall.objects.filter(created_at__gte=since, prompt__in=versions).exclude(outcome=LLMCall.OPEN)
    compared = calls.annotate(said=KT("reading__model"), was_taken=KT("reading__taken")).order_by("prompt")
    rows = list(compared.values_list("prompt", "outcome", "said", "was_taken").annotate(calls=Count("pk")))
    return {"days": DAYS, "modules": [state_of(each, rows) for each in PROGRAMS]}


def state_of(program: Program[Any], rows: list[tuple[str, str, str | None, str | None, int]]) -> dict[str, Any]:
    """``rows``: version, outcome, what the model said, whether that was taken, and how many calls."""
    fell_back: Counter[str] = Counter()
    answered = taken = 0
    for version, outcome, said, was_taken, calls in rows:
        if version != program.version:
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
        "program": program.version,
        "purpose": program.purpose,
        "source": "local" if why else "model",
        "why": why,
        "models": models,
        "asked": answered + sum(fell_back.values()),
        "answered": answered,
        "taken": taken,
        "fell_back": dict(fell_back),
    }
