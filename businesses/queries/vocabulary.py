"""The business's own words, for understanding what customers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from businesses import naming
from businesses.models import MenuItem, Resource, Service, StaffMember


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called: ``key`` is its row's key as text."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    services: tuple[Name, ...]
    staff: tuple[Name, ...]
    items: tuple[Name, ...]
    resources: tuple[Name, ...]


def _names(rows: list[tuple[Any, ...]]) -> tuple[Name, ...]:
    return tuple(Name(str(key), name, tuple(map(str, aliases or ()))) for key, name, aliases in rows)


def vocabulary() -> Names:
    """Everything customers may name here: four queries."""
    fields = ("pk", "name", "aliases")
    services = list(Service.objects.offered().values_list(*fields))
    known_as = naming.aliases_of([(name, aliases or ()) for _key, name, aliases in services])
    return Names(
        services=_names([(key, name, also) for (key, name, _own), also in zip(services, known_as, strict=True)]),
        staff=_names(list(StaffMember.objects.filter(is_active=True).order_by("name").values_list(*fields))),
        items=_names(list(MenuItem.objects.order_by("section__position", "position", "name").values_list(*fields))),
        resources=tuple(
            Name(str(key), name, (area,) if area else ())
            for key, name, area in Resource.objects.filter(is_active=True)
            .order_by("name")
            .values_list("pk", "name", "area")
        ),
    )
