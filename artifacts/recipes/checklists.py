"""Checklists for people who work there: what is always done, with what the rows say of the day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from artifacts.blocks import heading, ticks
from artifacts.errors import NothingToSay
from artifacts.kinds import Kind
from artifacts.recipes.rows import bookings_source, details_source, hours_source, mark, menu_source
from artifacts.recipes.tables import booked
from artifacts.recipes.values import Made, Recipe
from businesses.wording import moments
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from artifacts.recipes.values import Setting
    from artifacts.sources import Source

FOOD = "food"


def opening(setting: Setting) -> Made:
    day, desk = _day(setting), setting.desk
    hours, bookings, menu = hours_source(1), bookings_source(2), menu_source(3)
    opens = moments.clock(desk.hours.on(day)[0][0], desk.business.country)
    said = [
        _("Doors open at %(time)s.") % {"time": opens} + f" {mark(hours)}",
        *(f"{each} {mark(bookings)}" for each in _expected(setting, day)),
        _("Lights, heating and music are on."),
        _("The till and the card reader work."),
        _("The inbox is read and who waits is answered."),
    ]
    sources = [hours, bookings]
    if desk.items:
        sources.append(menu)
        gone = [each.name for each in desk.items if not each.is_available]
        sold_out = _("Off the board today: %(dishes)s.") % {"dishes": moments.joined(gone)} if gone else ""
        said += [f"{each} {mark(menu)}" for each in (sold_out, _unrecorded(setting)) if each]
    return _made(_("Opening, %(day)s") % {"day": moments.day(day)}, said, sources)


def closing(setting: Setting) -> Made:
    day, desk = _day(setting), setting.desk
    hours, bookings = hours_source(1), bookings_source(2)
    following = next(
        (at for step in range(1, 15) if desk.hours.on(at := day + timedelta(days=step))), day + timedelta(days=1)
    )
    closes = moments.clock(desk.hours.on(day)[-1][1], desk.business.country)
    spans = desk.hours.on(following)
    said = [_("Doors close at %(time)s.") % {"time": closes} + f" {mark(hours)}"]
    said += [_("The till is counted and the day's takings are put away.")]
    if desk.business.category == FOOD:
        said += [
            _("The kitchen is clean, the gas is off, and the temperature of the fridges is noted."),
            _("What was opened today is dated and put away."),
        ]
    said += [_("Windows are shut, lights and heating are off, the alarm is on.")]
    if spans:
        told = {"day": moments.day(following), "hours": moments.spans(spans, desk.business.country)}
        said.append(capfirst(_("%(day)s you are open %(hours)s.") % told) + f" {mark(hours)}")
        said += [f"{each} {mark(bookings)}" for each in _expected(setting, following)]
    return _made(_("Closing, %(day)s") % {"day": moments.day(day)}, said, [hours, bookings])


def party(setting: Setting) -> Made:
    """For a private party, whenever it is."""
    desk, policy = setting.desk, setting.desk.policy
    details, menu = details_source(1), menu_source(2)
    said = [
        _("Day, time, how many people and who decides are confirmed in writing."),
        _("Menu, price and what happens if fewer come are agreed in writing."),
    ]
    if desk.resources:
        largest = max(desk.resources, key=lambda each: (each.capacity, each.name))
        told = {"name": largest.name, "n": largest.capacity}
        said.append(_("The place is chosen; the largest is %(name)s, for %(n)d.") % told + f" {mark(details)}")
    if policy.max_party:
        told = {"n": policy.max_party}
        said.append(
            _("More than %(n)d people are not booked without asking you: enter it by hand.") % told
            + f" {mark(details)}"
        )
    notice = moments.duration(policy.cancel_cutoff_minutes)
    said.append(
        _("The customer knows that they can cancel up to %(time)s before.") % {"time": notice} + f" {mark(details)}"
    )
    sources = [details]
    if desk.items:
        sources.append(menu)
        told = {
            "vegetarian": sum(each.is_vegetarian for each in desk.items),
            "vegan": sum(each.is_vegan for each in desk.items),
        }
        said.append(_("Everybody was asked about allergies and diets."))
        said.append(
            _("Recorded on the menu: %(vegetarian)d vegetarian dishes, %(vegan)d vegan.") % told + f" {mark(menu)}"
        )
        said += [f"{each} {mark(menu)}" for each in (_unrecorded(setting),) if each]
    said.append(_("Who works that day, when the room is set up and who closes is settled."))
    return _made(_("Private party"), said, sources)


def _day(setting: Setting) -> date:
    """The day named, else today; raises ``NothingToSay`` for one on which the door stays shut."""
    day = setting.wish.first or setting.today
    if not setting.desk.hours.on(day):
        raise NothingToSay(_("You are closed on %(day)s. Name another day.") % {"day": moments.day(day)})
    return day


def _expected(setting: Setting, day: date) -> Iterator[str]:
    desk = setting.desk
    rows = booked(desk, day, day, setting)
    if not rows:
        yield _("Nothing is booked yet.")
        return
    first = moments.clock(rows[0].starts_at.astimezone(desk.business.zone), desk.business.country)
    told = {"n": len(rows), "people": sum(each.party_size for each in rows), "time": first}
    yield (
        ngettext(
            "%(n)d booking for %(people)d, at %(time)s.",
            "%(n)d bookings for %(people)d, the first at %(time)s.",
            len(rows),
        )
        % told
    )
    largest = max(rows, key=lambda each: each.party_size)
    if largest.party_size > 1:
        at = moments.clock(largest.starts_at.astimezone(desk.business.zone), desk.business.country)
        yield _("The largest party: %(n)d at %(time)s, %(place)s.") % {
            "n": largest.party_size,
            "time": at,
            "place": largest.resource.name,
        }


def _unrecorded(setting: Setting) -> str:
    names = [each.name for each in setting.desk.items if each.allergens is None]
    told = {"dishes": moments.joined(names)}
    return _("Allergens are not recorded for: %(dishes)s. Ask the kitchen before you tell.") % told if names else ""


def _made(title: str, said: list[str], sources: list[Source]) -> Made:
    return Made(title, f"{heading(title)}\n\n{ticks(said)}", tuple(sources))


CHECKLISTS = (
    Recipe(
        key="opening_list",
        kind=Kind.CHECKLIST,
        label=gettext_lazy("Opening"),
        compose=opening,
        words=("opening",),
        needs=(Permission.BOOKINGS_VIEW,),
    ),
    Recipe(
        key="closing_list",
        kind=Kind.CHECKLIST,
        label=gettext_lazy("Closing"),
        compose=closing,
        words=("closing",),
        needs=(Permission.BOOKINGS_VIEW,),
    ),
    Recipe(key="party_list", kind=Kind.CHECKLIST, label=gettext_lazy("Private party"), compose=party, words=("party",)),
)
