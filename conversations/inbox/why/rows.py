"""The rows a reply rests on, with where the business's people see and change them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import ValidationError

from agents.desk import TAUGHT
from conversations.engine.answers.registry import looked_up_in
from conversations.engine.state import SOURCES
from knowledge.models import Source as KnownSource
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from businesses.desk import Desk, ItemFacts, ServiceFacts, StaffFacts
    from conversations.engine.state import Source


@dataclass(frozen=True, slots=True)
class Row:
    """``name`` of a single row, empty where a whole table was looked up in; ``href`` leads to where it is seen."""

    table: str
    name: str
    href: str


def rows_of(kept: Any, desk: Desk) -> tuple[Row, ...]:
    """Each once; what is gone by now is left out."""
    try:
        sources = SOURCES.validate_python(kept)
    except ValidationError:  # kept by an earlier version of the product, in another form
        return ()
    return tuple(dict.fromkeys(row for source in sources for row in rows(source, desk)))


def rows(source: Source, desk: Desk) -> Iterator[Row]:
    if source.kind == "answer":
        yield from (table(label) for label in looked_up_in().get(source.key, ()))
    elif source.kind == "owner":
        yield table("tenants.Business")
    elif source.kind == "times":
        yield Row(_("Free times, as they were then"), "", reverse("board"))
    elif name := names(source.kind, desk).get(source.key, ""):
        label, model = SINGLE[source.kind]
        yield Row(tables()[label], name, reverse(f"admin:{model}_change", args=[source.key]))


def table(label: str) -> Row:
    """Of a business there is one row: that is opened, not a list."""
    model = label.replace(".", "_").lower()
    if label == "tenants.Business":
        return Row(tables()[label], "", reverse(f"admin:{model}_change", args=[current_business().pk]))
    return Row(tables()[label], "", reverse(f"admin:{model}_changelist"))


SINGLE = {
    "taught": ("agents.TaughtIntent", "agents_taughtintent"),
    "item": ("businesses.MenuItem", "businesses_menuitem"),
    "service": ("businesses.Service", "businesses_service"),
    "staff": ("businesses.StaffMember", "businesses_staffmember"),
    "document": ("knowledge.Source", "knowledge_source"),
}


def names(kind: str, desk: Desk) -> dict[str, str]:
    """Of the rows as they are now, by their keys."""
    if kind == "taught":
        return {str(each.id): each.name for each in TAUGHT.of(desk).entries}
    if kind == "document":
        return {str(key): title for key, title in KnownSource.objects.values_list("pk", "title")}
    found: dict[str, Sequence[ItemFacts | ServiceFacts | StaffFacts]] = {
        "item": desk.items,
        "service": desk.services,
        "staff": desk.staff,
    }
    return {str(each.id): each.name for each in found[kind]}


def tables() -> dict[str, str]:
    return {
        "agents.TaughtIntent": _("What the assistant was taught"),
        "businesses.Booking": _("Bookings"),
        "businesses.BookingPolicy": _("Terms of bookings"),
        "businesses.DeliveryZone": _("Delivery zones"),
        "businesses.HoursException": _("Special days"),
        "businesses.MenuItem": _("Menu"),
        "businesses.OrderPolicy": _("Terms of orders"),
        "businesses.Service": _("Services"),
        "businesses.StaffMember": _("Staff"),
        "businesses.WeeklyHours": _("Opening hours"),
        "knowledge.Source": _("Documents"),
        "tenants.Business": _("What the business says of itself"),
    }
