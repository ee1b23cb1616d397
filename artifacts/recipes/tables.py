"""Tables of rows: the menu with prices and allergens, services with prices, and the bookings of some days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from artifacts.blocks import heading, table
from artifacts.errors import NothingToSay
from artifacts.kinds import Kind
from artifacts.recipes.rows import bookings_source, details_source, mark, menu_source
from artifacts.recipes.values import Made, Recipe
from businesses.availability.openings import business_days
from businesses.clock import day_with_year
from businesses.models import Allergen, Booking
from businesses.models.statuses import BookingStatus
from businesses.naming import called
from businesses.qr.menu import allergens_told
from businesses.wording import moments
from conversations.wording import facts
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from artifacts.recipes.values import Setting
    from businesses.desk import Desk

WEEK, MOST_DAYS = 7, 62


def menu(setting: Setting) -> Made:
    desk = setting.desk
    if not desk.items:
        raise NothingToSay(_("There are no dishes on the menu yet. Add them first."))
    source = menu_source()
    title = _("Menu with prices and allergens")
    parts = [heading(title), _("As recorded on %(day)s.") % {"day": day_with_year(setting.today)} + f" {mark(source)}"]
    sections: dict[str, list[tuple[str, str, str]]] = {}
    for item in desk.items:
        row = (item.name, facts.price(item.price, desk.business), _inside(item.allergens))
        sections.setdefault(item.section, []).append(row)
    for section, rows in sections.items():
        parts += [heading(section or _("Menu"), 2), table((_("Dish"), _("Price"), _("Allergens")), rows)]
    return Made(title, "\n\n".join([*parts, facts.cross_contact()]), (source,))


def _inside(allergens: tuple[str, ...] | None) -> str:
    """Their names; in words where there are none, or nobody knows."""
    return ", ".join(str(Allergen(each).label) for each in allergens or ()) or allergens_told(allergens)


def services(setting: Setting) -> Made:
    desk = setting.desk
    if not desk.services:
        raise NothingToSay(_("There are no services yet. Add them first."))
    source = details_source()
    title = _("Services with prices")
    rows = [
        (called(each.name), moments.duration(each.minutes), facts.price(each.price, desk.business))
        for each in desk.services
    ]
    said = _("As recorded on %(day)s.") % {"day": day_with_year(setting.today)} + f" {mark(source)}"
    return Made(
        title, "\n\n".join([heading(title), said, table((_("Service"), _("Takes"), _("Price")), rows)]), (source,)
    )


def bookings(setting: Setting) -> Made:
    """Without names and numbers: a table is passed on, and whose booking it is the reference tells those who may."""
    first = setting.wish.first or setting.today
    last = min(setting.wish.last or first + timedelta(days=WEEK - 1), first + timedelta(days=MOST_DAYS - 1))
    desk, source = setting.desk, bookings_source()
    rows = booked(desk, first, last, setting)
    people = sum(each.party_size for each in rows)
    told = {"first": moments.day(first), "last": moments.day(last)}
    title = _("Bookings, %(first)s to %(last)s") % told
    counted = ngettext("%(n)d booking", "%(n)d bookings", len(rows)) % {"n": len(rows)}
    said = f"{counted}, " + ngettext("%(n)d person", "%(n)d people", people) % {"n": people} + f". {mark(source)}"
    names = (_("Day"), _("Time"), _("Service"), _("People"), _("Where"), _("Reference"), _("State"))
    grid = table(names, [_row(each, desk) for each in rows]) if rows else _("Nothing is booked on these days.")
    return Made(title, "\n\n".join([heading(title), said, grid]), (source,))


def booked(desk: Desk, first: date, last: date, setting: Setting) -> Sequence[Booking]:
    """What stands in the diary of these days, those of the past too; cancelled and lapsed ones do not."""
    days = business_days(desk.hours, first, (last - first).days + 1, desk.business.zone)
    found = Booking.objects.filter(starts_at__gte=days.start, starts_at__lt=days.end)
    found = found.exclude(status__in=(BookingStatus.CANCELLED, BookingStatus.EXPIRED))
    found = found.exclude(status=BookingStatus.HELD, expires_at__lte=setting.now)
    return list(found.select_related("service", "resource").order_by("starts_at", "reference"))


def _row(booking: Booking, desk: Desk) -> tuple[str, ...]:
    at = booking.starts_at.astimezone(desk.business.zone)
    return (
        at.date().isoformat(),
        moments.clock(at, desk.business.country),
        called(booking.service.name),
        str(booking.party_size),
        booking.resource.name,
        booking.reference,
        str(BookingStatus(booking.status).label),
    )


TABLES = (
    Recipe(
        key="menu_table",
        kind=Kind.TABLE,
        label=gettext_lazy("Menu with prices and allergens"),
        compose=menu,
        words=("menu", "prices"),
    ),
    Recipe(
        key="service_table",
        kind=Kind.TABLE,
        label=gettext_lazy("Services with prices"),
        compose=services,
        words=("services",),
    ),
    Recipe(
        key="booking_table",
        kind=Kind.TABLE,
        label=gettext_lazy("Bookings of the coming days"),
        compose=bookings,
        words=("bookings",),
        needs=(Permission.BOOKINGS_VIEW,),
    ),
)
