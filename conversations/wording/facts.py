"""Answers to questions, from the business's own records only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.clock import spoken
from businesses.naming import called
from businesses.wording import moments, money
from businesses.wording.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, time
    from decimal import Decimal

    from businesses.desk import BusinessFacts, ItemFacts, ServiceFacts


def open_on(when: date, spans: Sequence[tuple[time, time]], business: BusinessFacts, note: str = "") -> str:
    told = {
        "day": moments.day(when),
        "hours": moments.spans(spans, business.country),
        "note": f" ({note})" if note else "",
    }
    return (_("On %(day)s we're open %(hours)s%(note)s.") if spans else _("We're closed on %(day)s%(note)s.")) % told


def open_at(at: time, business: BusinessFacts, *, is_open: bool) -> str:
    told = {"time": moments.clock(at, business.country)}
    return (_("Yes, we're open at %(time)s.") if is_open else _("No, not at %(time)s.")) % told


def open_now(*, is_open: bool) -> str:
    return _("We're open right now.") if is_open else _("We're closed right now.")


def week(lines: Iterable[tuple[str, Sequence[tuple[time, time]]]], business: BusinessFacts) -> str:
    return _("Our opening hours:") + "\n" + days_and_hours(lines, business)


def week_from(first: date, lines: Iterable[tuple[str, Sequence[tuple[time, time]]]], business: BusinessFacts) -> str:
    return _("From %(day)s on:") % {"day": moments.day(first)} + "\n" + days_and_hours(lines, business)


def days_and_hours(lines: Iterable[tuple[str, Sequence[tuple[time, time]]]], business: BusinessFacts) -> str:
    closed = _("closed")
    told = [f"{capfirst(days)}: {moments.spans(spans, business.country) if spans else closed}" for days, spans in lines]
    return "\n".join(told)


def price(amount: Decimal | None, business: BusinessFacts) -> str:
    if amount is None:
        return _("price on request")
    return money.amount(amount, business.currency) if amount else _("free of charge")


def service_line(service: ServiceFacts, business: BusinessFacts) -> str:
    told = {
        "name": called(service.name),
        "price": price(service.price, business),
        "duration": moments.duration(service.minutes),
    }
    return _("%(name)s: %(price)s, %(duration)s") % told


def services(offered: Sequence[ServiceFacts], business: BusinessFacts) -> str:
    return _("We offer:") + "\n" + "\n".join(service_line(each, business) for each in offered)


def item_line(item: ItemFacts, business: BusinessFacts) -> str:
    marks = _(" (vegan)") if item.is_vegan else _(" (vegetarian)") if item.is_vegetarian else ""
    gone = "" if item.is_available else " \N{EN DASH} " + _("not available today")
    when = f" ({served(item.windows, business.country)})" if item.windows and item.is_available else ""
    return f"{item.name}{marks}: {price(item.price, business)}{when}{gone}"


def item_told(item: ItemFacts, business: BusinessFacts) -> str:
    line = item_line(item, business)
    return f"{line}. {item.description}" if item.description else f"{line}."


def menu(sections: Iterable[tuple[str, Sequence[ItemFacts]]], business: BusinessFacts) -> str:
    blocks = ["\n".join([f"{name}:", *(item_line(item, business) for item in items)]) for name, items in sections]
    return "\n".join(blocks)


def diet_found(diet: str, items: Sequence[ItemFacts], business: BusinessFacts) -> str:
    found = moments.joined([item_line(item, business) for item in items])
    return _("Yes, recorded as %(diet)s: %(items)s.") % {"diet": diet, "items": found}


def item_diet(item: ItemFacts, diet: str, *, is_recorded: bool) -> str:
    told = {"item": item.name, "diet": diet}
    if is_recorded:
        return _("Yes, %(item)s is recorded as %(diet)s.") % told
    return _("%(item)s is not recorded as %(diet)s.") % told


def diet_missing(diet: str) -> str:
    return _("Nothing on our menu is recorded as %(diet)s.") % {"diet": diet}


def item_allergens(item: ItemFacts, names: Sequence[str]) -> str:
    """Only what is recorded, with its date; never a word about safety."""
    told = {"item": item.name, "names": moments.joined([inside(name) for name in names])}
    if item.allergens is None:
        return _("For %(item)s no allergens have been recorded, so I don't know.") % told
    recorded = _(" (recorded on %(day)s)") % {"day": moments.day(item.recorded_on)} if item.recorded_on else ""
    if not names:
        return _("For %(item)s none of the fourteen listed allergens is recorded") % told + f"{recorded}."
    return _("For %(item)s we have recorded: %(names)s") % told + f"{recorded}."


def item_has(item: ItemFacts, names: Sequence[str]) -> str:
    """A dish that is recorded with what the customer cannot eat."""
    told = {"item": item.name, "names": moments.joined([inside(name) for name in names])}
    return _("%(item)s contains %(names)s.") % told


def item_lacks(item: ItemFacts, names: Sequence[str]) -> str:
    """A dish whose record does not name it: that is no promise."""
    told = {"item": item.name, "names": moments.joined([inside(name) for name in names], _("or"))}
    return _("For %(item)s %(names)s is not recorded; that is no promise.") % told


def items_with(allergen: str, items: Sequence[ItemFacts], unknown: int) -> str:
    told = {"allergen": inside(allergen), "items": moments.joined([item.name for item in items])}
    listed = (
        _("Recorded with %(allergen)s: %(items)s.") if items else _("No dish is recorded with %(allergen)s.")
    ) % told
    return " ".join(filter(None, [listed, unrecorded(unknown)]))


def items_without(allergen: str, items: Sequence[ItemFacts], unknown: int) -> str:
    """Dishes whose record does not name the allergen: what is recorded, not that they are free of it."""
    told = {"allergen": inside(allergen), "items": moments.joined([item.name for item in items])}
    listed = (
        _("Recorded without %(allergen)s: %(items)s.") if items else _("No dish is recorded without %(allergen)s.")
    ) % told
    return " ".join(filter(None, [listed, unrecorded(unknown)]))


def unrecorded(count: int) -> str:
    if not count:
        return ""
    told = ngettext("For %(n)d dish nothing is recorded.", "For %(n)d dishes nothing is recorded.", count)
    return told % {"n": count}


def not_offered(sought: str) -> str:
    if not sought:
        return _("I can't find that among what we do.")
    return _("I can't find “%(sought)s” among what we do.") % {"sought": sought}


def not_on_menu(sought: str) -> str:
    return _("I can't find “%(sought)s” on our menu. This is what we have:") % {"sought": sought}


def inside(noun: str) -> str:
    """A noun that stands alone with a capital, as it is written inside a sentence."""
    return noun if spoken() == "de" else noun.lower()


def cross_contact() -> str:
    return _(
        "I can only tell what is recorded. Our kitchen handles many ingredients and traces are possible, so please"
        " talk to our staff before you eat."
    )


def visited(address: str) -> str:
    return _("We come to %(address)s.") % {"address": address}


def address(business: BusinessFacts) -> str:
    return _("You find us at %(address)s.") % {"address": business.address}


def contact(business: BusinessFacts) -> str:
    ways = [
        _("phone %(value)s") % {"value": business.phone} if business.phone else "",
        _("e-mail %(value)s") % {"value": business.email} if business.email else "",
        business.website,
    ]
    return _("You can reach us here: %(ways)s.") % {"ways": moments.joined([way for way in ways if way])}


def owner_says(sentence: str) -> str:
    return _("From our own description: “%(sentence)s”") % {"sentence": sentence}


def document_says(text: str, number: int) -> str:
    """What a document says word for word; the number is that of its citation."""
    return _("From our documents: “%(text)s” [%(number)d]") % {"text": text, "number": number}


def unknown() -> str:
    return _("I don't have that on record.")


def takes(service: ServiceFacts, people: int | None, business: BusinessFacts) -> str:
    """How long it takes, a larger party's longer stay included."""
    told = {"name": called(service.name), "duration": moments.duration(service.minutes_for(people or 1))}
    return _("%(name)s takes %(duration)s.") % told


def changeable_until(minutes: int) -> str:
    """Until how long before it a booking can be changed or cancelled here."""
    if not minutes:
        return _("You can change or cancel a booking until it begins.")
    return _("You can change or cancel a booking here until %(time)s before it. I have no fee on record.") % {
        "time": moments.duration(minutes)
    }


def compared(rows: Sequence[tuple[str, Decimal | None, int | None]], business: BusinessFacts) -> str:
    """Each with price and time, and what the dearest costs more than the cheapest."""
    lines = []
    for name, amount, minutes in rows:
        line = f"{called(name)}: {price(amount, business)}"
        lines.append(f"{line}, {moments.duration(minutes)}" if minutes else line)
    known = sorted((amount, name) for name, amount, _minutes in rows if amount is not None)
    if len(known) < 2 or known[0][0] == known[-1][0]:
        return "\n".join(lines)
    told = {
        "dearest": called(known[-1][1]),
        "cheapest": called(known[0][1]),
        "difference": money.amount(known[-1][0] - known[0][0], business.currency),
    }
    return "\n".join([*lines, _("%(dearest)s costs %(difference)s more than %(cheapest)s.") % told])


def served_by(name: str) -> str:
    return _("You're with %(name)s.") % {"name": name}


def performed_by(service: str, names: Sequence[str]) -> str:
    named = moments.joined(list(names), _("or"))
    return _("%(service)s can be booked with %(names)s.") % {"service": called(service), "names": named}


def nobody_called(name: str, names: Sequence[str]) -> str:
    return _("I know nobody called %(name)s here.") % {"name": name} + f" {staff(names)}"


def staff(names: Sequence[str]) -> str:
    return _("You can book with %(names)s.") % {"names": moments.joined(list(names), _("or"))}
