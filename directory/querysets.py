from __future__ import annotations

from typing import Any

from django.db import models

from tenants.models import Business


class ListingQuerySet(models.QuerySet[Any]):  # the model names its manager: each would need the other's type first
    def published(self) -> ListingQuerySet:
        """Of businesses that are listed and open now: one switched off or suspended is gone at once, copy or not."""
        listed = Business.objects.filter(is_listed=True, is_suspended=False)
        return self.filter(schema__in=listed.values("schema_name"))
