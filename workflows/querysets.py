from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime

    from workflows.models import SentMail


class SentMailQuerySet(models.QuerySet["SentMail"]):
    def newest_first(self) -> SentMailQuerySet:
        return self.order_by("-created_at", "-id")

    def without_bodies(self) -> SentMailQuerySet:
        """For lists, which show no mail's content."""
        return self.defer("text", "html", "calendar")

    def settled(self) -> SentMailQuerySet:
        """Of which nothing more is to be done."""
        return self.exclude(state="sending")

    def keyed(self, *, reference: str, kind: str, name: str, version: int) -> SentMailQuerySet:
        return self.filter(reference=reference, kind=kind, name=name, version=version)

    def claim_again(self, mail: SentMail, *, now: datetime, until: datetime) -> bool:
        """Take over a mail whose sender's claim has ended; False where somebody else was quicker."""
        lapsed = self.filter(pk=mail.pk, state="sending", claimed_until__lt=now)
        return bool(lapsed.update(claimed_until=until))
