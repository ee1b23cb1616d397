"""Putting rows into the trash, bringing them back, and emptying it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from businesses.models import Booking, MenuItem, MenuSection, Resource, Service
from businesses.queries.trash import KEPT_FOR, TRASHABLE
from businesses.trash.errors import NotInTheTrash, NotRestorable, StillBooked
from tenants.deeds import done
from tenants.recorded_admin import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from businesses.models import Trashable
    from tenants.actors import Actor


def put_into_trash(*, row: Trashable, by: Actor, now: datetime | None = None) -> None:
    """Nothing shows it from now on; its dishes go with a section. What is there already stays as it is.

    Raises ``StillBooked``.
    """
    moment = now or timezone.now()
    with transaction.atomic():
        found = type(row).everything.select_for_update(no_key=True).get(pk=row.pk)
        if found.trashed_at is not None:
            return
        _check_nobody_comes(found, moment)
        for each in (found, *_belonging(found, trashed_at=None)):
            type(each).everything.filter(pk=each.pk).update(trashed_at=moment, trashed_by=str(by)[:160])
            _record("trashed", each, by)


def restore_from_trash(*, row: Trashable, by: Actor, now: datetime | None = None) -> None:
    """As it was, with what went with it. Raises ``NotInTheTrash``, ``NotRestorable`` with what is in its way."""
    moment = now or timezone.now()
    with transaction.atomic():
        found = type(row).everything.select_for_update(no_key=True).filter(pk=row.pk).first()
        if found is None or found.trashed_at is None or found.trashed_at < moment - KEPT_FOR:
            raise NotInTheTrash
        if isinstance(found, MenuItem) and found.section.trashed_at is not None:
            told = _("Bring its section “%(section)s” back first.") % {"section": found.section}
            raise NotRestorable(told)
        for each in (found, *_belonging(found, trashed_at=found.trashed_at)):
            _bring_back(each, by)


def empty_trash(*, by: Actor, now: datetime) -> int:
    """Delete what has been there for longer than it can be brought back; how many rows.

    What a booking or order still points at stays, and is shown nowhere but with those.
    """
    count = 0
    for model in reversed(TRASHABLE):
        for row in model.everything.filter(trashed_at__lt=now - KEPT_FOR):
            try:
                with transaction.atomic():
                    _record("deleted", row, by)
                    row.delete()
            except ProtectedError:
                continue
            count += 1
    return count


def _check_nobody_comes(row: Trashable, now: datetime) -> None:
    if isinstance(row, Service | Resource):
        kind = {"service" if isinstance(row, Service) else "resource": row.pk}
        if count := Booking.objects.taking(now).filter(during__endswith__gt=now, **kind).count():
            raise StillBooked(count)


def _belonging(row: Trashable, *, trashed_at: datetime | None) -> Iterable[Trashable]:
    """What goes with it, and comes back with it where it went at that moment."""
    if not isinstance(row, MenuSection):
        return ()
    return list(MenuItem.everything.select_for_update(no_key=True).filter(section=row, trashed_at=trashed_at))


def _bring_back(row: Trashable, by: Actor) -> None:
    row.trashed_at, row.trashed_by = None, ""
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise NotRestorable(f"{row}: {' '.join(error.messages)}") from error
    type(row).everything.filter(pk=row.pk).update(trashed_at=None, trashed_by="")
    _record("restored", row, by)


def _record(verb: str, row: Trashable, by: Actor) -> None:
    done(f"{row._meta.model_name}.{verb}", about=name_of(row), by=by, particulars={"called": str(row)[:500]})
