"""Making an artifact: asked for, made in a task, kept as its first version."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from agents.llm.terms import is_model_on
from artifacts.errors import ArtifactError, TooManyArtifacts
from artifacts.events import ARTIFACT_DELETED, ARTIFACT_REQUESTED
from artifacts.graph.making import MakeContext, run
from artifacts.kinds import ArtifactState, Stage
from artifacts.live import push
from artifacts.models import LONGEST_TITLE, Artifact, Version
from artifacts.recipes import RECIPES
from artifacts.recipes.values import Setting, Wish
from artifacts.rules import needed_for
from artifacts.sources import as_json
from businesses.desk import current_desk
from businesses.queries.hours import business_date_at
from tenants.actors import SYSTEM
from tenants.context import current_business
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from artifacts.graph.making import Finished
    from artifacts.models import Session
    from tenants.actors import Actor

TAKEN_FOR_DEAD_AFTER = timedelta(minutes=3)
"""Longer than the task is given."""
MOST_TRIES = 3
MOST_ARTIFACTS = 2_000


def request_artifact(*, wish: Wish, session: Session, by: Actor, now: datetime) -> Artifact:
    """Ask for one, in the business's language: ``make_artifact`` makes it, in a task. Raises ``TooManyArtifacts``."""
    recipe = RECIPES[wish.recipe]
    language = current_business().locale or "en"
    with transaction.atomic():
        if Artifact.objects.count() >= MOST_ARTIFACTS:
            raise TooManyArtifacts
        with translation.override(language):
            title = str(recipe.label)[:LONGEST_TITLE]
        artifact = Artifact.objects.create(
            session=session,
            kind=recipe.kind,
            recipe=recipe.key,
            title=title,
            language=language,
            given=wish.as_json(),
            needs=needed_for(recipe.needs, ()),
            created_by=str(by),
            created_at=now,
            changed_at=now,
        )
        done(ARTIFACT_REQUESTED, about=f"artifact:{artifact.pk}", by=by, detail={"recipe": recipe.key})
    return artifact


def unmade(*, now: datetime) -> list[Artifact]:
    """Those that wait to be made and whose maker died."""
    return list(Artifact.objects.filter(_is_to_be_made(now)).order_by("created_at"))


def _is_to_be_made(now: datetime) -> Q:
    died = Q(state=ArtifactState.MAKING, started_at__lt=now - TAKEN_FOR_DEAD_AFTER)
    return Q(state=ArtifactState.WAITING) | died


def make_artifact(*, artifact_id: UUID, now: datetime) -> Artifact | None:
    """Make it, unless somebody else does or has; None where it is gone.

    What cannot be made for a reason to be told is told in its state; any other failure is raised, and may be tried
    again, until the last try.
    """
    mine = Artifact.objects.filter(_is_to_be_made(now), pk=artifact_id)
    if not mine.update(state=ArtifactState.MAKING, stage=Stage.GENERATE, started_at=now, tries=F("tries") + 1):
        return Artifact.objects.filter(pk=artifact_id).first()
    artifact = Artifact.objects.get(pk=artifact_id)
    push(artifact)
    try:
        found = _made(artifact, now)
    except ArtifactError as error:
        return _failed(artifact, str(error.detail))
    except BaseException:
        if artifact.tries >= MOST_TRIES:
            _failed(artifact, "")
        else:
            still = Artifact.objects.filter(pk=artifact_id, state=ArtifactState.MAKING)
            still.update(state=ArtifactState.WAITING, started_at=None)
        raise
    return _kept(artifact, found, now=timezone.now())


def _made(artifact: Artifact, now: datetime) -> Finished:
    """In the business's language and zone, whoever asked."""
    with translation.override(artifact.language), timezone.override(current_business().zone):
        setting = Setting(current_desk(), now, business_date_at(now), Wish.from_json(artifact.given))
        context = MakeContext(setting, artifact.language, is_model_on())
        return run(context, lambda node: _at(artifact, node))


def _at(artifact: Artifact, node: str) -> None:
    """What comes after a node is what is told: it is what takes the time."""
    artifact.stage = {"generate": Stage.VALIDATE, "validate": Stage.REFINE, "refine": Stage.VALIDATE}.get(
        node, Stage.REVERT
    )
    Artifact.objects.filter(pk=artifact.pk).update(stage=artifact.stage)
    push(artifact)


def _failed(artifact: Artifact, trouble: str) -> Artifact | None:
    still = Artifact.objects.filter(pk=artifact.pk, state=ArtifactState.MAKING)
    still.update(state=ArtifactState.FAILED, stage="", trouble=trouble[:300], started_at=None)
    found = Artifact.objects.filter(pk=artifact.pk).first()
    if found is not None:
        push(found)
    return found


def _kept(artifact: Artifact, found: Finished, *, now: datetime) -> Artifact | None:
    """Its first version. One that was deleted meanwhile is not kept."""
    made, recipe = found.made, RECIPES[artifact.recipe]
    fields = {
        "state": ArtifactState.READY,
        "stage": "",
        "title": made.title[:LONGEST_TITLE],
        "needs": needed_for(recipe.needs, made.sources),
        "version": 1,
        "changed_at": now,
        "started_at": None,
    }
    with transaction.atomic():
        still = Artifact.objects.filter(pk=artifact.pk, state=ArtifactState.MAKING, version=0)
        if not still.update(**fields):
            return Artifact.objects.filter(pk=artifact.pk).first()
        Version.objects.create(
            artifact=artifact,
            number=1,
            title=made.title[:LONGEST_TITLE],
            text=found.text,
            sources=as_json(made.sources),
            origin=found.origin,
            created_by=str(SYSTEM),
            created_at=now,
        )
        artifact.refresh_from_db()
        push(artifact)
    return artifact


def delete_artifact(*, artifact_id: UUID, by: Actor) -> None:
    """With its versions, comments and links. One that is gone stays gone."""
    with transaction.atomic():
        if Artifact.objects.filter(pk=artifact_id).delete()[0]:
            done(ARTIFACT_DELETED, about=f"artifact:{artifact_id}", by=by)
