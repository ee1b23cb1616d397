"""Writes of the record: keeping a deed, and forgetting what of it is personal."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from audit.models import Entry, Particulars
from tenants.context import public
from tenants.correlation import correlation_id
from tenants.deeds import done
from tenants.limits.caller import caller_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tenants.actors import Actor
    from tenants.deeds import Deed
    from tenants.models import Business

PEOPLE = frozenset({"customer", "staff", "import"})
"""Kinds of actors whose names are personal; an agent and the system are told by their kind."""
PARTICULARS_ERASED = "audit.particulars_erased"


def keep(deed: Deed) -> Entry:
    """Write the deed down, in the transaction that does it; its link follows when that commits (``audit_chain``)."""
    given = {"address": caller_address(), "name": deed.by.name if deed.by.kind in PEOPLE else "", **deed.particulars}
    values = plain({key: value for key, value in given.items() if value not in ("", None, {})})
    with transaction.atomic(savepoint=False):
        particulars = Particulars(schema=deed.schema, salt=secrets.token_hex(16), values=values)
        entry = Entry(
            schema=deed.schema,
            at=timezone.now(),
            actor_kind=deed.by.kind,
            actor_id=deed.by.id[:150],
            deed=deed.name[:60],
            about=deed.about[:160],
            detail=plain(deed.detail),
            correlation_id=correlation_id(),
            particulars_digest=particulars.content_digest() if values else "",
        )
        entry.digest = entry.content_digest()
        entry.save(force_insert=True)
        if values:
            particulars.entry = entry
            particulars.save(force_insert=True)
    return entry


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON will give it back: what is hashed now is what is read later."""
    told: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return told


def erase_particulars(*, concerning: Iterable[str], by: Actor) -> int:
    """Forget what is personal in every entry of the current business done to, or by, one of these; how many.

    The entries stay, and so does the chain: that something was done, when, and by what kind of actor. ``concerning``
    are the names deeds use: ``customer:12``, ``booking:K7F-2QM``, ``conversation:<id>``, ``user:7``.
    """
    with transaction.atomic():
        wanted = Entry.objects.concerning(concerning)
        count, _each = Particulars.objects.filter(entry__in=wanted).delete()
        if count:
            done(PARTICULARS_ERASED, about="audit", by=by, detail={"entries": count})
    return count


def forget_business(business: Business) -> None:
    """Forget what is personal in the record of a business that is being deleted; the bare entries stay."""
    with public():
        Particulars.objects.filter(schema=business.schema_name).delete()
