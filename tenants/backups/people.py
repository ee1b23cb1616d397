"""Who is in a backup, and who of them is let in again.

Rows name logins and kinds of rows by keys that may be others', or nobody's, where they come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, F, ForeignKey, Value, When
from django.utils.dateparse import parse_datetime

from tenants.limits.names import canonical_name
from tenants.models import Business, CustomRole, Membership, User

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import Model

    from tenants.backups.archive import Manifest


def roles_of(business: Business) -> list[dict[str, Any]]:
    return list(business.custom_roles.order_by("name").values("name", "permissions", "requires_second_factor"))


def members_of(business: Business) -> list[dict[str, str]]:
    """Each with the name of the role, of the business's own where ``custom`` has one."""
    found = business.memberships.select_related("user", "custom_role").order_by("pk")
    return [
        {"email": each.user.email, "role": each.role, "custom": each.custom_role.name if each.custom_role else ""}
        for each in found
    ]


def let_in(manifest: Manifest, original: Business | None) -> Iterator[tuple[User, str, str]]:
    """Who was a member, with their role: logins that were there then, are proved, and are the original's members still.

    Where the original is gone, its people come back as what they were; whom it has removed since does not.
    """
    for member in manifest.members:
        user = _login(member["email"], manifest)
        if user is None or not user.is_verified:
            continue
        if original is None or Membership.objects.filter(business=original, user=user).exists():
            yield user, member["role"], member["custom"]


def give_back_roles(business: Business, manifest: Manifest) -> dict[str, CustomRole]:
    """The business's own roles, by name."""
    made = [CustomRole(business=business, **role) for role in manifest.roles]
    return {role.name: role for role in CustomRole.objects.bulk_create(made)}


def named_people() -> dict[str, str]:
    """Of the business entered: addresses of the logins that its rows name, by key."""
    keys: set[int] = set()
    for pointer in pointers_at(User):
        model: type[Model] = pointer.model
        keys.update(model._default_manager.exclude(**{pointer.name: None}).values_list(pointer.attname, flat=True))
    return {str(key): email for key, email in User.objects.filter(pk__in=keys).values_list("pk", "email")}


def kinds() -> dict[str, list[str]]:
    return {str(key): [app, model] for key, app, model in ContentType.objects.values_list("pk", "app_label", "model")}


def name_anew(manifest: Manifest) -> None:
    """In the business entered, whose rows have just come in: point at today's logins and kinds, or at none."""
    people = {int(key): _login(email, manifest) for key, email in manifest.people.items()}
    _point(User, {key: user.pk if user else None for key, user in people.items()})
    today = {tuple(name): int(key) for key, name in kinds().items()}
    _point(ContentType, {int(key): today.get(tuple(name)) for key, name in manifest.kinds.items()})


def pointers_at(target: type[Model]) -> Iterator[ForeignKey[Any, Any]]:
    """The foreign keys by which rows of businesses name rows of everybody's."""
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy and _is_in_businesses(model):
            for field in model._meta.concrete_fields:
                if isinstance(field, ForeignKey) and field.related_model is target:
                    yield field


def _is_in_businesses(model: type[Model]) -> bool:
    config = apps.get_app_config(model._meta.app_label)
    return config.name in settings.TENANT_APPS


def _login(email: str, manifest: Manifest) -> User | None:
    """The login with the address, if it is not younger than the backup: addresses change hands."""
    written_at = parse_datetime(manifest.written_at)
    return User.objects.filter(email=canonical_name(email), date_joined__lte=written_at).first()


def _point(target: type[Model], places: Mapping[int, int | None]) -> None:
    """All at once, for an old key can be another row's new one; where nothing is left to point at, the row goes."""
    for pointer in pointers_at(target):
        rows = pointer.model._default_manager.exclude(**{pointer.attname: None})
        named = set(rows.values_list(pointer.attname, flat=True))
        gone = rows.filter(**{f"{pointer.attname}__in": [key for key in named if places.get(key) is None]})
        gone.update(**{pointer.attname: None}) if pointer.null else gone.delete()
        whens = [
            When(**{pointer.attname: key}, then=Value(now))
            for key in named
            if (now := places.get(key)) not in {key, None}
        ]
        if whens:
            rows.update(**{pointer.attname: Case(*whens, default=F(pointer.attname), output_field=BigIntegerField())})
