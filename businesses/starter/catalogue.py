"""Loads a catalogue (hours, resources, staff, services, menu, orders) from its JSON file into the business entered."""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from businesses.models import (
    BookingPolicy,
    PartyDuration,
    Resource,
    Service,
    StaffMember,
    WeeklyHours,
)
from businesses.starter.ordering import load_ordering

if TYPE_CHECKING:
    from tenants.models import Business

STARTERS = Path(__file__).parent
OF_KIND = "kind:"


def read_catalogue(path: Path) -> dict[str, Any]:
    catalogue: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return catalogue


def load_starter(business: Business) -> None:
    """Give a new business what its category starts with."""
    load_catalogue(read_catalogue(STARTERS / f"{business.category}.json"))


def load_catalogue(catalogue: dict[str, Any]) -> None:
    """Replace the business's catalogue: rows are matched by name, and those the catalogue does not name are removed.

    Raises ``ProtectedError`` where a service or resource to remove has bookings, or a table orders.
    """
    with transaction.atomic():
        BookingPolicy.objects.update_or_create(pk=1, defaults=catalogue["policy"])
        load_hours(catalogue["hours"])
        resources = load_resources(catalogue["resources"])
        load_services(catalogue["services"], resources)
        load_staff(catalogue.get("staff", []), resources)
        load_ordering(catalogue)
        Resource.objects.exclude(name__in=[row["name"] for row in catalogue["resources"]]).delete()


def load_hours(hours: list[list[Any]]) -> None:
    WeeklyHours.objects.all().delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(weekday=weekday, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
        for weekday, opens, closes in hours
    )


def load_resources(rows: list[dict[str, Any]]) -> list[Resource]:
    """In three queries, however many: a new business waits for this."""
    known = {resource.name: resource for resource in Resource.objects.all()}
    found = [known.get(row["name"], Resource()) for row in rows]
    for position, (resource, row) in enumerate(zip(found, rows, strict=True)):
        for name, value in {**row, "position": position}.items():
            setattr(resource, name, value)
    told = {"position", *(name for row in rows for name in row)}
    Resource.objects.bulk_update([each for each in found if each.pk], told)
    Resource.objects.bulk_create([each for each in found if not each.pk])
    return found


def load_services(rows: list[dict[str, Any]], resources: list[Resource]) -> None:
    Service.objects.exclude(name__in=[row["name"] for row in rows]).delete()
    for position, row in enumerate(rows):
        fields = {key: value for key, value in row.items() if key not in {"resources", "party_durations"}}
        service, _created = Service.objects.update_or_create(
            name=row["name"], defaults={**fields, "position": position}
        )
        service.resources.set(_named(row["resources"], resources))
        service.party_durations.all().delete()
        PartyDuration.objects.bulk_create(
            PartyDuration(service=service, from_party=int(party), duration_minutes=minutes)
            for party, minutes in row.get("party_durations", {}).items()
        )


def _named(names: list[str], resources: list[Resource]) -> list[Resource]:
    kinds = {name.removeprefix(OF_KIND) for name in names if name.startswith(OF_KIND)}
    return [resource for resource in resources if resource.name in names or resource.kind in kinds]


def load_staff(rows: list[list[Any]], resources: list[Resource]) -> None:
    StaffMember.objects.all().delete()
    named = {resource.name: resource for resource in resources}
    StaffMember.objects.bulk_create(
        StaffMember(name=name, title=title, resource=named[resource], aliases=aliases)
        for name, title, resource, aliases in rows
    )
