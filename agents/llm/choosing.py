"""Which of a business's own models words replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from agents.llm.models import ModelAccess
from agents.llm.terms import forget_terms
from tenants.deeds import done

if TYPE_CHECKING:
    from tenants.actors import Actor

MODEL_CHOSEN = "model.chosen"


def choose_model(*, answers_by: str, by: Actor) -> None:
    """Have replies worded by the rung, or by the one each question needs; what is so already changes nothing."""
    with transaction.atomic():
        if ModelAccess.objects.filter(is_active=True).exclude(answers_by=answers_by).update(answers_by=answers_by):
            done(MODEL_CHOSEN, about="models", by=by, detail={"answers_by": answers_by})
            transaction.on_commit(forget_terms)
