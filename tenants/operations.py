"""Writes on businesses and the people who work in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from psycopg import sql
from psycopg.errors import DeadlockDetected

from tenants.connection import connection
from tenants.context import enter, public
from tenants.errors import ConfirmationMismatch, InvalidBusiness, LastOwner
from tenants.models import Business, Domain, Membership, Role, User
from tenants.provisioning.steps import registered_steps
from tenants.provisioning.template import restore_into

if TYPE_CHECKING:
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)

DROP_ATTEMPTS = 5
"""A business that is being deleted may be at work; each deadlock ends one of the transactions that stood in the way."""


def create_business(*, details: Business, owner: User | None, by: Actor) -> Business:
    """Create a business from unsaved details: its row, host, owner's membership, schema and category template.

    One transaction: PostgreSQL's DDL is transactional, so a failure in any step undoes all before it and nothing of
    the business remains.  Raises ``InvalidBusiness`` with the fields that are wrong.
    """
    try:
        details.full_clean(exclude=["schema_name"])
    except ValidationError as error:
        raise InvalidBusiness(errors=error.message_dict) from error
    with public(), transaction.atomic():
        details.save()
        Domain.objects.create(domain=f"{details.slug}.{settings.PLATFORM_HOST}", tenant=details, is_primary=True)
        if owner is not None:
            add_member(business=details, user=owner, role=Role.OWNER, by=by)
        restore_into(details.schema_name)
        with enter(details.schema_name):
            connection.tenant = details
            for _name, step in registered_steps():
                step(details)
    logger.info("business_created", slug=details.slug, business_schema=details.schema_name, by=str(by))
    return details


def add_member(*, business: Business, user: User, role: str, by: Actor) -> Membership:
    """Give the user the role in the business, replacing an earlier one."""
    membership, _created = Membership.objects.update_or_create(business=business, user=user, defaults={"role": role})
    logger.info("member_added", business=business.slug, user_id=user.pk, role=role, by=str(by))
    return membership


def delete_business(*, business: Business, confirmed_name: str, by: Actor) -> None:
    """Drop the business's schema and rows for good; the caller repeats its short name to confirm."""
    if confirmed_name != business.slug:
        raise ConfirmationMismatch
    for attempt in range(1, DROP_ATTEMPTS + 1):
        try:
            _drop(business)
            break
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected) or attempt == DROP_ATTEMPTS:
                raise
    logger.info("business_deleted", slug=confirmed_name, by=str(by))


def _drop(business: Business) -> None:
    """Dropping locks one table after the other, and can meet a transaction at work that locks them the other way."""
    with public(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(business.schema_name)).as_string(None)
            )
        Business.objects.filter(pk=business.pk).delete()


def set_suspended(*, business: Business, is_suspended: bool, by: Actor) -> None:
    """Close a business's host to everyone, or open it again; its data stays as it is."""
    Business.objects.filter(pk=business.pk).update(is_suspended=is_suspended)
    logger.info("business_suspended" if is_suspended else "business_resumed", slug=business.slug, by=str(by))


def invite_member(*, business: Business, email: str, role: str, by: Actor) -> Membership:
    """Give the person with this address the role, creating a login without a password where there is none yet."""
    address = email.strip().lower()
    user = User.objects.filter(email=address).first() or User.objects.create_user(address)
    return add_member(business=business, user=user, role=role, by=by)


def remove_member(*, membership: Membership, by: Actor) -> None:
    """End a membership; raises ``LastOwner`` where nobody could run the business any more."""
    with transaction.atomic():
        owners = Membership.objects.select_for_update().filter(business=membership.business, role=Role.OWNER)
        if membership.role == Role.OWNER and owners.count() == 1:
            raise LastOwner
        membership.delete()
    logger.info("member_removed", business=membership.business.slug, user_id=membership.user_id, by=str(by))
