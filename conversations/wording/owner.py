"""What the business's own people are told about it, and of what they change."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.wording import moments, money
from conversations.wording.facts import days_and_hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, time

    from businesses.desk import BusinessFacts
    from conversations.repository.facts import AlteredFacts, RowFacts

    Spans = Sequence[tuple[time, time]]

MOST_NAMED = 5


def bookings(today: tuple[int, int], week: tuple[int, int]) -> str:
    told = {"today": today[0], "people": today[1], "week": week[0], "week_people": week[1]}
    return (
        _(
            "Confirmed bookings today: %(today)d, for %(people)d people. In the seven days from today: %(week)d, for"
            " %(week_people)d people."
        )
        % told
    )


def in_the_admin() -> str:
    return _("I can't change that in this chat; you can in the admin.")


def not_allowed() -> str:
    return _("You may not change that here. Somebody who may has to do it.")


def not_allowed_to_see() -> str:
    return _("You may not see the figures. Somebody who may has to look.")


def hours_or_closed(spans: Spans, business: BusinessFacts) -> str:
    return moments.spans(spans, business.country) if spans else _("closed")


def on_day(day: date, before: Spans, after: Spans, business: BusinessFacts) -> str:
    told = {
        "day": moments.day(day),
        "after": hours_or_closed(after, business),
        "before": hours_or_closed(before, business),
    }
    return _("%(day)s: %(after)s (so far %(before)s).") % told


def closed_between(first: date, last: date) -> str:
    return _("Closed from %(first)s to %(last)s.") % {"first": moments.day(first), "last": moments.day(last)}


def week_change(
    weekdays: Sequence[int], since: date | None, opens: time | None, closes: time | None, business: BusinessFacts
) -> str:
    """Such as "Closing at 23:00, from Friday 4 December on."."""
    told = [hours_said(opens, closes, business)]
    if weekdays:
        told.append(
            _("every %(weekdays)s") % {"weekdays": moments.joined([str(WEEKDAYS[each - 1]) for each in weekdays])}
        )
    told.append(_("from %(day)s on") % {"day": moments.day(since)} if since else _("from now on"))
    return f"{', '.join(told)}."


def hours_said(opens: time | None, closes: time | None, business: BusinessFacts) -> str:
    if opens and closes:
        return _("Open %(hours)s") % {"hours": moments.spans([(opens, closes)], business.country)}
    if opens:
        return _("Opening at %(time)s") % {"time": moments.clock(opens, business.country)}
    return _("Closing at %(time)s") % {"time": moments.clock(closes, business.country)} if closes else _("Closed")


def week(lines: Iterable[tuple[str, Spans]], business: BusinessFacts) -> str:
    return _("The week is then:") + "\n" + days_and_hours(lines, business)


def every(day: date) -> str:
    return _("Every %(weekday)s") % {"weekday": WEEKDAYS[day.weekday()]}


def row(found: RowFacts, business: BusinessFacts) -> str:
    """A price, or whether a dish can be had, before and after."""
    cells = {name: (was, becomes) for name, was, becomes in found.cells}
    if "price" in cells:
        before, after = (amount(each, business) for each in cells["price"])
        return _("%(name)s: %(after)s (so far %(before)s).") % {"name": found.called, "after": after, "before": before}
    told = _("%(name)s: can be ordered.") if cells["is_available"][1] == "yes" else _("%(name)s: sold out.")
    return told % {"name": found.called}


def amount(cell: str, business: BusinessFacts) -> str:
    return money.amount(Decimal(cell), business.currency) if cell else _("price on request")


def new_item(name: str, section: str, price: Decimal | None, business: BusinessFacts) -> str:
    cost = money.amount(price, business.currency) if price is not None else _("price on request")
    return _("New under “%(section)s”: %(name)s, %(price)s.") % {"section": section, "name": name, "price": cost}


def off(
    names: list[str], first: date, last: date, starts: time | None, ends: time | None, business: BusinessFacts
) -> str:
    told = {"names": moments.joined(names), "first": moments.day(first), "last": moments.day(last)}
    if starts and ends:
        told["hours"] = moments.spans([(starts, ends)], business.country)
        return _("Off on %(first)s, %(hours)s: %(names)s.") % told
    if first == last:
        return _("Off on %(first)s: %(names)s.") % told
    return _("Off from %(first)s to %(last)s: %(names)s.") % told


def unkept(found: list[tuple[str, datetime]], business: BusinessFacts) -> str:
    """Bookings that cannot be kept then: how many, the first by name, and what their customers are told."""
    told = ngettext("%(count)d booking cannot be kept then:", "%(count)d bookings cannot be kept then:", len(found)) % {
        "count": len(found)
    }
    named = [f"{name}, {moments.moment(at, business.country)}" for name, at in found[:MOST_NAMED]]
    rest = len(found) - len(named)
    others = [more(rest)] if rest else []
    asked = _("They stay as they are; their customers are asked by mail to choose another time.")
    return f"{told} {'; '.join([*named, *others])}. {asked}"


def more(count: int) -> str:
    return ngettext("%(count)d more", "%(count)d more", count) % {"count": count}


def shall_i() -> str:
    return _("Shall I do that?")


def quick_no() -> str:
    return _("No, leave it")


def opening(name: str) -> str:
    """The first words to one of the business's own people: who speaks, and what for."""
    told = {"name": name}
    return (
        _(
            "I'm the AI assistant of %(name)s. Ask me how it is going, have a report mailed to you, or say what is to"
            " change: hours, days off, the menu, prices. You see exactly what would be done before anything is."
        )
        % told
    )


def quick_starts() -> tuple[str, ...]:
    return _("How is this week going?"), _("Opening hours")


def things_i_do() -> list[str]:
    return [_("hours and days off"), _("the menu and prices"), _("figures"), _("reports by mail")]


def quick_undo() -> str:
    return _("Undo that")


def done(found: AlteredFacts) -> str:
    return _("Done: %(change)s") % {"change": found.told}


def taken_back(found: AlteredFacts) -> str:
    return _("Taken back, it is as before: %(change)s") % {"change": found.told}


def nothing_to_take_back() -> str:
    return _("Nothing was changed in this chat that could be taken back.")


def nothing_changed() -> str:
    return _("All right, nothing was changed. What else?")


def changed_meanwhile() -> str:
    return _("Something was changed meanwhile, so nothing is done yet.")


def is_so_already() -> str:
    return _("That is so already.")


def anything_else() -> str:
    return _("Anything else?")


def from_when_to_when() -> str:
    return _("From when to when will you be open?")


def which_days() -> str:
    return _("On which days?")


def which_of_the_menu() -> str:
    return _("Which dish or service is that?")


def which_price() -> str:
    return _("What should the price be?")


def which_section(name: str) -> str:
    return _("Under which section of the menu does “%(name)s” belong?") % {"name": name}


def who() -> str:
    return _("Who of the staff?")
