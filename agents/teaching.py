"""Training from what an owner taught, and the model that serves: a row per version, loaded once per process."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from agents.models import IntentModelVersion, TaughtIntent
from tenants.actors import SYSTEM
from tenants.context import current_schema
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.intents import IntentModel
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)

MODELS_KEPT = 64
"""Models in memory, about half a megabyte each; beyond it the business that asked longest ago loads again."""
VERSIONS_KEPT = 20
TAUGHT_REWORDED = "taught.reworded"


def examples_of(intents: Iterable[TaughtIntent]) -> list[tuple[str, str]]:
    return [(example.strip(), intent.name) for intent in intents for example in intent.examples]


def train_taught(*, by: Actor) -> IntentModelVersion | None:
    """Train on all intents in use and let the new version serve; None, and no version, where none is in use."""
    intents = list(TaughtIntent.objects.filter(is_active=True).order_by("name"))
    if not intents:
        IntentModelVersion.objects.all().delete()
        return None
    from agents.understanding.intents import train  # noqa: PLC0415  # numpy and the runtime: not at start-up

    examples = examples_of(intents)
    data = train(examples).to_bytes()
    with transaction.atomic():
        version = IntentModelVersion.objects.create(
            data=data, intents=len(intents), examples=len(examples), trained_by=str(by)
        )
        IntentModelVersion.objects.filter(pk__lte=version.pk - VERSIONS_KEPT).delete()
    logger.info("intents_trained", version=version.pk, intents=len(intents), examples=len(examples), by=str(by))
    return version


def reword_taught(*, name: str, answer: str, by: Actor) -> None:
    """What is said to what was taught, from now on; it is recognised as before. One that is gone stays gone."""
    with transaction.atomic():
        found = TaughtIntent.objects.select_for_update().filter(name=name).first()
        if found is not None and found.answer != answer:
            found.answer = answer
            found.save(update_fields=["answer", "updated_at"])
            done(TAUGHT_REWORDED, about=f"taught:{found.pk}", by=by)


def taught_model() -> IntentModel | None:
    """The model that serves the business entered: one query, and the bytes only when this process has not seen them."""
    version = IntentModelVersion.objects.order_by("-pk").values_list("pk", flat=True).first()
    if version is None:
        return None
    from agents.understanding.intents import StaleModelError  # noqa: PLC0415

    try:
        return _load(current_schema(), version)
    except StaleModelError:  # the encoder has changed since: the examples are all that is needed
        retrained = train_taught(by=SYSTEM)
        return _load(current_schema(), retrained.pk) if retrained else None


@lru_cache(maxsize=MODELS_KEPT)
def _load(schema: str, version: int) -> IntentModel:
    """``schema`` is in the key: equal versions of two businesses are different models."""
    from agents.understanding.intents import IntentModel  # noqa: PLC0415

    del schema
    return IntentModel.from_bytes(bytes(IntentModelVersion.objects.get(pk=version).data))
