"""The part of a catalogue that says what can be ordered: menu, modifier groups, order policy, delivery zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.models import DeliveryZone, MenuItem, MenuSection, ModifierGroup, ModifierOption, OrderPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping


def load_ordering(catalogue: Mapping[str, Any]) -> None:
    """Replace the menu and how it is ordered; a catalogue without an ``order_policy`` takes no orders."""
    load_menu(catalogue["menu"], load_groups(catalogue.get("modifier_groups", [])))
    OrderPolicy.objects.all().delete()
    if "order_policy" in catalogue:
        OrderPolicy.objects.create(pk=1, **catalogue["order_policy"])
    DeliveryZone.objects.all().delete()
    DeliveryZone.objects.bulk_create(
        DeliveryZone(position=position, **row) for position, row in enumerate(catalogue.get("delivery_zones", []))
    )


def load_groups(rows: list[dict[str, Any]]) -> dict[str, ModifierGroup]:
    """The groups by name, which the items name them by."""
    ModifierGroup.objects.all().delete()
    groups: dict[str, ModifierGroup] = {}
    for position, row in enumerate(rows):
        fields = {key: value for key, value in row.items() if key != "options"}
        group = groups[row["name"]] = ModifierGroup.objects.create(position=position, **fields)
        ModifierOption.objects.bulk_create(
            ModifierOption(group=group, position=at, **option) for at, option in enumerate(row["options"])
        )
    return groups


def load_menu(sections: list[list[Any]], groups: Mapping[str, ModifierGroup]) -> None:
    MenuSection.objects.all().delete()
    today = timezone.localdate()
    for position, (name, items) in enumerate(sections):
        section = MenuSection.objects.create(name=name, position=position)
        for at, row in enumerate(items):
            fields = {key: value for key, value in row.items() if key != "groups"}
            recorded = None if row["allergens"] is None else today
            item = MenuItem.objects.create(section=section, position=at, allergens_recorded_on=recorded, **fields)
            item.groups.set(groups[each] for each in row.get("groups", []))
