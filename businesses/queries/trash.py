"""What is in the trash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from django.utils.text import capfirst

from businesses.models import MenuItem, MenuSection, ModifierGroup, Resource, Service, StaffMember
from tenants.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Trashable

KEPT_FOR = timedelta(days=30)
"""So long what is in the trash can be brought back."""
TRASHABLE: tuple[type[Trashable], ...] = (Resource, StaffMember, Service, ModifierGroup, MenuSection, MenuItem)
"""What is pointed at comes before what points at it."""
MOST = 500


@dataclass(frozen=True, slots=True)
class Trashed:
    """``key`` names it to the page; ``until`` is until when it can be brought back."""

    key: str
    kind: str
    name: str
    at: datetime
    until: datetime
    who: str


def in_trash(*, now: datetime) -> list[Trashed]:
    """The newest first, 500 at most: a query a kind, and one for who put them there."""
    rows = [row for model in TRASHABLE for row in model.everything.filter(trashed_at__gte=now - KEPT_FOR)[:MOST]]
    dated = sorted(((row.trashed_at, row) for row in rows if row.trashed_at), key=itemgetter(0), reverse=True)
    names = _names({row.trashed_by for row in rows})
    return [
        Trashed(
            key=f"{row._meta.model_name}:{row.pk}",
            kind=capfirst(str(row._meta.verbose_name)),
            name=str(row),
            at=at,
            until=at + KEPT_FOR,
            who=names.get(row.trashed_by, row.trashed_by),
        )
        for at, row in dated[:MOST]
    ]


def trashed_called(key: str) -> Trashable | None:
    """The row of a ``Trashed.key``; None for one that is not of the kinds, or is gone."""
    name, _colon, pk = key.partition(":")
    model = next((each for each in TRASHABLE if each._meta.model_name == name), None)
    if model is None or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    found: Trashable | None = model.everything.filter(pk=int(pk)).first()
    return found


def _names(actors: set[str]) -> dict[str, str]:
    """Of members of staff; who else it was is told as the audit does."""
    keys = {actor: actor.removeprefix("staff:") for actor in actors if actor.startswith("staff:")}
    users = User.objects.filter(pk__in=[key for key in keys.values() if key.isdecimal()])
    known = {str(user.pk): user.name or user.email for user in users}
    return {actor: known[key] for actor, key in keys.items() if key in known}
