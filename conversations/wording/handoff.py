"""Passing a conversation to people: who answers and when is told as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.wording import moments

if TYPE_CHECKING:
    from datetime import date

    from businesses.desk import BusinessFacts
    from conversations.repository.facts import Person

# The number for all emergencies of a country: 112 in the EU and by agreement beyond it (Decision 91/396/EEC), else the
# national one (ITU-T E.161.1 lists the codes in use).
EMERGENCY_NUMBERS = {
    "US": "911", "CA": "911", "MX": "911", "GB": "999", "IE": "112", "AU": "000", "NZ": "111", "IN": "112", "JP": "119",
    "BR": "192", "ZA": "112", "CH": "112", "NO": "112",
}  # fmt: skip
EVERYWHERE_ELSE = "112"


def emergency_number(country: str) -> str:
    return EMERGENCY_NUMBERS.get(country, EVERYWHERE_ELSE)


def by_a_model(summary: str) -> str:
    """A summary of the conversation, for staff."""
    return _("A model's summary: %(summary)s") % {"summary": summary}


def danger(kind: str, business: BusinessFacts) -> str:
    """What to do first, by what endangers; then the number, and that staff are told."""
    number = {"number": emergency_number(business.country)}
    first = {
        "fire": _(
            "If something burns or smokes: get everyone out and away, and call the fire brigade on %(number)s now."
        ),
        "gas": _(
            "If you smell gas: touch no switch, open the windows, get everyone out, and call the gas emergency line or"
            " %(number)s from outside now."
        ),
        "electric": _("Keep away from it, switch the power off only if that is safe, and call %(number)s now."),
        "water": _("Keep away from anything electric, get everyone out if the water rises, and call %(number)s now."),
        "road": _("Stop where it is safe, get everyone out and away from the traffic, and call %(number)s now."),
        "violence": _("Get to a safe place if you can, and call %(number)s now."),
        "self_harm": _(
            "You are not alone with this. Please call %(number)s now, or somebody you trust, and don't stay alone."
        ),
    }.get(kind, _("This may be an emergency. Please call %(number)s now, or have someone call for you."))
    return " ".join([first % number, _("Don't wait for a reply here. I have alerted our staff as well.")])


def trouble_after() -> str:
    return _("After that something went wrong on my side. Please say the rest again, or ask for a person.")


def passed_on_open() -> str:
    return _("I've asked our staff to join this chat; they can read everything above. I stay here until they do.")


def passed_on_closed(opens: date | None) -> str:
    when = _("We're open again on %(day)s.") % {"day": moments.day(opens)} if opens else ""
    return " ".join(filter(None, [_("I've passed this to our staff, but we're closed right now."), when]))


def already_passed_on() -> str:
    return _("Our staff have been told and nobody has joined yet. I'll stay with you meanwhile.")


def contact_kept(person: Person) -> str:
    return _("Thank you. Our staff will reach you at %(contact)s.") % {"contact": person.phone or person.email}


def request_needed(limit: int | None) -> str:
    if limit:
        return _("Groups above %(limit)d are arranged by our staff. I can pass your request on.") % {"limit": limit}
    return _("A group of that size is arranged by our staff. I can pass your request on.")


def request_passed(request: str, person: Person) -> str:
    return _(
        "I've passed your request to our staff: %(request)s. It is not a booking yet; they will answer at %(contact)s."
    ) % {"request": request, "contact": person.phone or person.email}


def offered() -> str:
    return _("Shall I ask our staff?")


def sorry() -> str:
    return _("I'm sorry about that. I'd like a person here to look at it.")


def trouble() -> str:
    return _("Something went wrong on my side, and nothing was changed. Please say it again, or ask for a person.")


def no_waitlist() -> str:
    return _("I can't put you on a waiting list myself, but our staff can.")


def trouble_passed_on() -> str:
    return _("I'm sorry, I can't work this out. I've asked our staff to answer you here.")


def left_to_staff() -> str:
    """What the owner has taken from all agents."""
    return _("That is something our team does itself.")
