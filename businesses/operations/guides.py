"""Putting the setup guide away, and getting it back: for the business, whoever of its people does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from businesses.models import SetupGuide
from tenants.deeds import done

if TYPE_CHECKING:
    from tenants.actors import Actor

GUIDE_DISMISSED = "guide.dismissed"
GUIDE_BROUGHT_BACK = "guide.brought_back"


def dismiss_guide(*, by: Actor) -> None:
    """A second time changes nothing."""
    with transaction.atomic():
        SetupGuide.objects.get_or_create(pk=1)
        if SetupGuide.objects.filter(pk=1, dismissed_at=None).update(dismissed_at=timezone.now()):
            done(GUIDE_DISMISSED, about="guide", by=by)


def bring_back_guide(*, by: Actor) -> None:
    """Undoes ``dismiss_guide``; where it is shown already, nothing changes."""
    with transaction.atomic():
        if SetupGuide.objects.exclude(dismissed_at=None).update(dismissed_at=None):
            done(GUIDE_BROUGHT_BACK, about="guide", by=by)
