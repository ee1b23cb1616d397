"""What is said about the waiting list.  Sentences that state a fact take the committed row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.wording import moments
from conversations.wording.booking import what

if TYPE_CHECKING:
    from datetime import date, time

    from businesses.desk import BusinessFacts, ServiceFacts
    from conversations.repository.facts import ListWish, Person, WaitingFacts


def or_wait() -> str:
    return _("Or I can put you on the waiting list for the time you wanted.")


def shall_i_wait() -> str:
    return _("Nothing is free. Shall I put you on the waiting list?")


def quick_waiting() -> str:
    return _("Put me on the waiting list")


def quick_take() -> str:
    return _("I'll take the place from the waiting list")


def quick_leave() -> str:
    return _("Take me off the waiting list")


def quick_wait_on() -> str:
    return _("No, I'll wait on")


def still_free() -> str:
    return _("There is still something free then, so you need not wait.")


def window(day: date, first: time | None, last: time | None, business: BusinessFacts) -> str:
    """Such as "Saturday 28 November, between 19:00 and 21:00"; of an open window only the day."""
    told = {"day": moments.day(day)}
    if first is None and last is None:
        return _("%(day)s, at any time") % told
    if first is None or last is None:
        told["at"] = moments.clock((first or last), business.country)  # type: ignore[arg-type]  # one of them is there
        return _("%(day)s, from %(at)s on") % told if first else _("%(day)s, until %(at)s") % told
    told |= {"first": moments.clock(first, business.country), "last": moments.clock(last, business.country)}
    return _("%(day)s, between %(first)s and %(last)s") % told


def read_back(service: ServiceFacts, wish: ListWish, person: Person, business: BusinessFacts, member: str) -> str:
    told = {
        "what": what(service.name, wish.people, needs_party=service.needs_party, staff=member),
        "when": window(wish.day, wish.earliest, wish.latest, business),
        "name": person.name,
        "contact": person.phone or person.email,
    }
    sentence = _("The waiting list: %(what)s, %(when)s, under the name %(name)s, reachable at %(contact)s.") % told
    return " ".join([sentence, _("Shall I put you on it?")])


def joined(found: WaitingFacts, business: BusinessFacts) -> str:
    told = _told(found, business)
    sentence = _("You're on the waiting list, %(name)s: %(what)s, %(when)s. The reference is %(reference)s.") % told
    then = _("As soon as a place comes free that suits you, we hold it for you and let you know.")
    return f"{sentence} {then}"


def described(found: WaitingFacts, business: BusinessFacts) -> str:
    """How the place stands, for its customer."""
    sentences = {
        "waiting": _("Yes, you're on the waiting list: %(what)s, %(when)s. You are number %(place)d in line."),
        "offered": _("A place has come free for you: %(what)s on %(offered)s, held until %(until)s."),
        "booked": _("You're not on the list any more: what came free is booked for you."),
        "left": _("You're off the waiting list for %(what)s, %(when)s."),
        "over": _("Nothing came free for %(what)s, %(when)s, and the time is over."),
    }
    return sentences[found.status] % _told(found, business)


def offered(found: WaitingFacts, business: BusinessFacts) -> str:
    told = _told(found, business)
    return _("Good news: %(what)s on %(offered)s has come free. I hold it for you until %(until)s.") % told


def ask_take(found: WaitingFacts, business: BusinessFacts) -> str:
    told = _told(found, business)
    return _("%(what)s on %(offered)s is held for you until %(until)s. Shall I book it?") % told


def ask_leave(found: WaitingFacts, business: BusinessFacts) -> str:
    return _("Shall I take you off the waiting list for %(what)s, %(when)s?") % _told(found, business)


def left(found: WaitingFacts, business: BusinessFacts) -> str:
    return _("You're off the waiting list for %(what)s, %(when)s.") % _told(found, business)


def not_here() -> str:
    return _("I don't see you on the waiting list here. If you are, what is the reference, and your phone or e-mail?")


def not_matched() -> str:
    return _("I can't find a place on the waiting list with those details.")


def unchanged() -> str:
    return _("All right, I've changed nothing on the waiting list.")


def wait_on() -> str:
    return _("You stay on the waiting list.")


def _told(found: WaitingFacts, business: BusinessFacts) -> dict[str, object]:
    country = business.country
    return {
        "what": what(found.service_name, found.people, needs_party=found.needs_party, staff=found.staff),
        "when": found.wished,
        "name": found.name,
        "reference": found.reference,
        "place": found.place,
        "offered": moments.moment(found.offer_at, country) if found.offer_at else "",
        "until": moments.clock(found.offer_until, country) if found.offer_until else "",
    }
