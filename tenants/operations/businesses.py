"""Creating and closing businesses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tenants.actors import actor_of
from tenants.connection import connection
from tenants.context import PUBLIC, enter, public
from tenants.deeds import done
from tenants.errors import InvalidBusiness
from tenants.limits.names import canonical_name
from tenants.models import Business, Domain, Role, User
from tenants.operations.accounts import ask_to_confirm
from tenants.operations.deletion import close
from tenants.operations.members import add_member
from tenants.provisioning.steps import provisioning, rights_changed
from tenants.provisioning.template import restore_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tenants.actors import Actor

BUSINESS_CREATED = "business.created"
BUSINESS_SUSPENDED = "business.suspended"
BUSINESS_RESUMED = "business.resumed"
FACTOR_REQUIRED = "business.second_factor_required"
GREETING_CHANGED = "business.greeting_changed"


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
            for step in provisioning:
                step(details)
        tell_platform(BUSINESS_CREATED, details, by=by)
    return details


@dataclass(frozen=True, slots=True)
class NewOwner:
    name: str
    email: str
    password: str


def sign_up(*, details: Business, owner: NewOwner) -> Business:
    """Create a login and the business it owns, both or neither; a mail asks its owner to confirm the address.

    Until then the login opens what it has made itself, and nobody takes it for the person behind the address. Raises
    ``InvalidBusiness``, also for an address that has a login already: that one must be proved by signing in.
    """
    taken = _("There is a login with this address already. Sign in to your business and create another there.")
    with public():
        email = canonical_name(owner.email)
        if User.objects.filter(email=email).exists():
            raise InvalidBusiness(errors={"email": [taken]})
        try:
            with transaction.atomic():
                user = User.objects.create_user(email, owner.password, name=owner.name)
                business = create_business(details=details, owner=user, by=actor_of(user))
                ask_to_confirm(user=user, business=business)
                return business
        except IntegrityError as error:  # somebody was faster with the same address or short name
            raise InvalidBusiness(errors={"slug": [_("This address has just been taken.")]}) from error


def tell_platform(deed: str, business: Business, *, by: Actor) -> None:
    """That a business is there, closed or gone is the platform's to know, also once the business is not there."""
    detail = {"slug": business.slug, "business": business.schema_name}
    done(deed, about=f"business:{business.pk}", by=by, schema=PUBLIC, detail=detail)


def require_second_factor(*, business: Business, of_everybody: bool, of_roles: Sequence[str], by: Actor) -> None:
    """Say of whom two-step login is asked; whoever lacks it reaches nothing from now on but where it is set up."""
    with transaction.atomic():
        Business.objects.filter(pk=business.pk).update(
            requires_second_factor=of_everybody, second_factor_roles=list(of_roles)
        )
        detail = {"everybody": of_everybody, "roles": list(of_roles)}
        done(FACTOR_REQUIRED, about=f"business:{business.pk}", by=by, schema=business.schema_name, detail=detail)
        transaction.on_commit(partial(rights_changed, business))


def change_greeting(*, business: Business, greeting: str, by: Actor) -> None:
    """What customers are greeted with from now on, in the business's language; what is so already changes nothing."""
    with transaction.atomic():
        if Business.objects.filter(pk=business.pk).exclude(greeting=greeting).update(greeting=greeting):
            done(GREETING_CHANGED, about=f"business:{business.pk}", by=by, schema=business.schema_name)


def set_suspended(*, business: Business, is_suspended: bool, by: Actor) -> None:
    """Close a business's host to everyone, or open it again; its data stays as it is, its mails do not go out."""
    with transaction.atomic():
        Business.objects.filter(pk=business.pk).update(is_suspended=is_suspended)
        if is_suspended:
            transaction.on_commit(lambda: close(business))
        with public():
            tell_platform(BUSINESS_SUSPENDED if is_suspended else BUSINESS_RESUMED, business, by=by)
