"""Writes on the roles a business makes itself, and the rule that nobody gives more than they have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from tenants.deeds import done
from tenants.errors import MoreThanOwn
from tenants.models import CustomRole, User
from tenants.provisioning.steps import rights_changed
from tenants.rules import permissions_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from tenants.actors import Actor
    from tenants.models import Business

ROLE_SAVED = "role.saved"


def assert_has_all(*, by: Actor, business: Business, permissions: Collection[str]) -> None:
    """Raise ``MoreThanOwn`` where one who acts for themselves may not do all of that in the business themselves."""
    if by.kind != "staff":
        return
    own = permissions_of(User.objects.get(pk=by.id), business.schema_name)
    if not own.issuperset(permissions):
        raise MoreThanOwn


def save_role(*, role: CustomRole, by: Actor) -> CustomRole:
    """Make the role of its business, or change it for all who have it. Raises ``MoreThanOwn``."""
    before = CustomRole.objects.filter(pk=role.pk).values_list("permissions", flat=True).first() or []
    assert_has_all(by=by, business=role.business, permissions={*before, *role.permissions})
    with transaction.atomic():
        role.save()
        about, detail = f"role:{role.pk}", {"permissions": sorted(role.permissions), "before": sorted(before)}
        done(ROLE_SAVED, about=about, by=by, schema=role.business.schema_name, detail=detail)
        transaction.on_commit(partial(rights_changed, role.business))
    return role
