"""Questions, each short and about one thing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.naming import called
from businesses.wording import moments


def service(names: list[str]) -> str:
    return _("What would you like to book? We offer %(names)s.") % {"names": moments.joined(names)}


def people() -> str:
    return _("For how many people?")


def day_and_time() -> str:
    return _("What day and time would suit you?")


def day(at: str) -> str:
    return _("Which day would you like, at %(time)s?") % {"time": at} if at else _("Which day would you like?")


def which_day(options: list[str]) -> str:
    return _("Which day do you mean: %(days)s?") % {"days": moments.joined(options, _("or"))}


def day_between(first: str, last: str) -> str:
    return _("Which day from %(first)s to %(last)s would suit you?") % {"first": first, "last": last}


def which_offer(times: list[str], day: str) -> str:
    """Times named before, named again."""
    told = {"times": moments.joined(times, _("or")), "day": day}
    if day:
        return _("Which time on %(day)s would you like: %(times)s?") % told
    return _("Which would you like: %(times)s?") % told


def which_time(options: list[str]) -> str:
    """Such as "7 am or 7 pm?": only asked when the business is open at both."""
    return _("%(times)s?") % {"times": moments.joined(options, _("or"))}


def time_of(when: str, times: list[str], more: int) -> str:
    """Which of a day's free times; ``more`` is how many are free beside those named."""
    told = {"day": when, "times": moments.joined(times)}
    if not more:
        return _("On %(day)s I have %(times)s. What time suits you?") % told
    return _("On %(day)s I have times such as %(times)s. What time suits you?") % told


def choose(moments_offered: list[str]) -> str:
    count = len(moments_offered)
    sentence = ngettext("The nearest I have is %(times)s.", "The nearest I have are %(times)s.", count)
    question = ngettext("Would that suit you?", "Would one of those suit you?", count)
    return sentence % {"times": moments.joined(moments_offered)} + " " + question


def nothing_near() -> str:
    return _("I have nothing free around then. Would another day work?")


def now(service: str) -> str:
    """What waited is turned to."""
    return _("Now %(service)s.") % {"service": called(service)}


def why_name() -> str:
    return _("The name is so that we know whose booking it is when you come; a first name will do.")


def why_contact() -> str:
    return _(
        "We only use it to send your confirmation and to reach you if something changes; one of the two is enough."
    )


def name() -> str:
    return _("What name shall I put it under?")


def contact() -> str:
    return _("And a phone number or e-mail, so we can reach you?")


def contact_only() -> str:
    return _("What phone number or e-mail can we reach you at?")


def reference_and_contact() -> str:
    return _("What is your booking reference, and the phone number or e-mail you booked with?")


def reference() -> str:
    return _("What is your booking reference?")


def booked_contact() -> str:
    return _("And the phone number or e-mail you booked with?")


def what_to_change() -> str:
    return _("Nothing is booked yet. What would you like to change: the day, the time, or something else?")


def again(question: str) -> str:
    """A question the customer has not answered, asked differently so that it does not sound like a broken record."""
    return _("Sorry, I didn't catch that. %(question)s") % {"question": question}


def how_to_help(offers: list[str]) -> str:
    return _("I can help with %(things)s, or get a person for you.") % {"things": moments.joined(offers)}


def not_understood() -> str:
    return _("I'm not sure I understood.")


def only_this(name: str) -> str:
    return _("That is beyond me: I'm only here for %(name)s.") % {"name": name}


def shall_i_book() -> str:
    return _("Shall I find you a time for that?")
