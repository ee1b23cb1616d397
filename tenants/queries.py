"""What can be asked about businesses from outside of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tenants.context import enter
from tenants.models import Membership
from tenants.sites import business_admin

if TYPE_CHECKING:
    from tenants.models import Business


def contents_of(business: Business) -> list[tuple[str, int]]:
    """How many rows of each kind a business has, by the names its owner knows; what is empty is left out."""
    models = [model for model in business_admin._registry if model._meta.app_label != "tenants"]
    with enter(business.schema_name):
        counts = [(str(model._meta.verbose_name_plural), model._default_manager.count()) for model in models]
    counts.append((str(Membership._meta.verbose_name_plural), business.memberships.count()))
    return sorted((name, count) for name, count in counts if count)
