from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audit.models import Entry  # noqa: F401  # names what the queryset is of


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, schema: str) -> EntryQuerySet:
        return self.filter(schema=schema)

    def concerning(self, names: Iterable[str]) -> EntryQuerySet:
        """Done to, or by, one of these: ``booking:K7F-2QM``, ``conversation:…``, ``customer:12``."""
        wanted = list(names)
        return self.filter(Q(about__in=wanted) | Q(actor_id__in=wanted))

    def whole(self) -> EntryQuerySet:
        """With link and particulars, one query for all."""
        return self.select_related("link", "particulars")
