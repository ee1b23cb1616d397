"""Greeting, thanks and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from businesses.desk import BusinessFacts


def opening(name: str, greeting: str = "") -> str:
    """The first message: it says that an AI is speaking (EU AI Act, Regulation (EU) 2024/1689, article 50)."""
    return f"{greeting or usual_greeting(name)} " + _(
        "I'm the AI assistant here: I can book, change or look things up, and get a person for you."
    )


def usual_greeting(name: str) -> str:
    """Of a business that has none of its own."""
    return _("Hello, and welcome to %(name)s!") % {"name": name}


def seated(table: str) -> str:
    """Said to who scanned the code of a table."""
    return _("You are at %(table)s: what you order comes there.") % {"table": table}


def hello(business: BusinessFacts) -> str:
    return _("Hello! What can I do for you at %(name)s?") % {"name": business.name}


def identity(business: BusinessFacts) -> str:
    return _("I'm the AI assistant of %(name)s, not a person. A person can take over whenever you like.") % {
        "name": business.name
    }


def thanks_for_telling() -> str:
    return _("Thank you for telling us.")


def welcome() -> str:
    return _("You're welcome!")


def language_names() -> list[str]:
    """The languages we speak, each as its speakers write it."""
    return [str(get_language_info(code)["name_local"]).capitalize() for code, _label in settings.LANGUAGES]


def languages_spoken() -> str:
    """In short words, for whoever reads them knows little of this language."""
    return _("I speak %(languages)s. Please write in one of these languages, or ask for a person.") % {
        "languages": ", ".join(language_names())
    }


def goodbye() -> str:
    return _("Goodbye, and have a good day!")


def anything_else() -> str:
    return _("Is there anything else I can do for you?")


def all_right() -> str:
    return _("All right.")


def take_your_time() -> str:
    return _("Take your time, nothing is done yet.")


def no_orders(business: BusinessFacts) -> str:
    sentence = _("I can't take orders in this chat yet.")
    return (
        f"{sentence} " + _("You can order by phone: %(phone)s.") % {"phone": business.phone}
        if business.phone
        else sentence
    )


def rules_stay() -> str:
    return _("Prices, bookings and rules come from our own records, and I can't change them in this chat.")


def not_for_customers() -> str:
    return _("That is something only our own staff can do.")


def only_here(business: BusinessFacts) -> str:
    return _("I only know %(name)s, so I can't compare with others.") % {"name": business.name}


def quick_book() -> str:
    return _("Make a booking")


def quick_order() -> str:
    return _("Order something")


def quick_hours() -> str:
    return _("Opening hours")


def quick_person() -> str:
    return _("Talk to a person")


def quick_yes() -> str:
    return _("Yes, please")


def quick_no() -> str:
    return _("No, change something")


def quick_keep() -> str:
    return _("No, keep it")


def things_i_do() -> list[str]:
    return [_("bookings"), _("opening hours"), _("prices and what we offer")]


def stay_calm() -> str:
    """To who swears or insults: no reproach, and no argument."""
    return _("I'd like to help you. Please let us both stay polite.")


def ended_for_tone() -> str:
    return _("I'm ending this conversation here. You are welcome to begin a new one when you like.")
