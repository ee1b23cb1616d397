"""What the widget's scripts say, translated here and handed over as data."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tenants.models import Category


@lru_cache(maxsize=256)
def words_by_language(name: str) -> dict[str, dict[str, str]]:
    """The page's sentences in every language: a conversation may change to another while it is open."""
    words = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            words[code] = {**conversation_words(name), **page_words()}
    return words


def conversation_words(name: str) -> dict[str, str]:
    """Sentences of the conversation in the active language; ``%(x)s`` is filled in by the script."""
    return {
        "you": _("You"),
        "assistant": _("%(business)s assistant (AI)") % {"business": name},
        "staff": _("Team member"),
        "notice": _("Notice"),
        "typing": _("%(name)s is typing"),
        "sending": _("Sending…"),
        "failed": _("Not sent."),
        "retry": _("Try again"),
        "offline": _("No connection. Your messages will be sent when it is back."),
        "with_ai": _("AI assistant · answers at once"),
        "with_staff": _("%(name)s is here"),
        "waiting": _("The team has been asked to join"),
        "disclosure": _("You are chatting with an AI assistant."),
        "ask_person": _("I would like to talk to a person"),
        "ended": _("This conversation has ended."),
        "too_long": _("%(over)s characters too long"),
        "left": _("%(left)s characters left"),
        "suggestions": _("Suggested answers"),
        "sources": _("Sources"),
        **rating_words(),
        **booking_words(),
        **order_words(),
    }


def rating_words() -> dict[str, str]:
    return {
        "rate": _("How was this conversation?"),
        "rate_stars": _("%(stars)s of 5 stars"),
        "rate_word": _("A word about it, if you like"),
        "rate_send": _("Send the rating"),
        "rate_thanks": _("Thank you."),
        "rate_change": _("Change it"),
    }


def page_words() -> dict[str, str]:
    """What is written on the page around the conversation; the script writes it anew in another language."""
    return {
        "more": _("More"),
        "close": _("Close the chat"),
        "restart": _("Start again"),
        "end": _("End the conversation"),
        "form": _("Use the booking form"),
        "conversation": _("Conversation"),
        "your_message": _("Your message"),
        "write": _("Write a message…"),
        "send": _("Send"),
        "again": _("Start a new one"),
        "person": _("Talk to a person"),
        "privacy": _("Privacy notice"),
    }


def booking_words() -> dict[str, str]:
    return {
        "booking": _("Booking"),
        "reference": _("Reference"),
        "when": _("When"),
        "clock": _("Time zone"),
        "what": _("What"),
        "people": _("People"),
        "with": _("With"),
        "where": _("Where"),
        "add_to_calendar": _("Add to calendar"),
        "manage": _("Change or cancel"),
        "pay_deposit": _("Pay the deposit"),
        "status_held": _("Held for you, not confirmed yet"),
        "status_owed": _("Held for you until the deposit is paid"),
        "status_confirmed": _("Confirmed"),
        "status_arrived": _("You are with us"),
        "status_cancelled": _("Cancelled"),
        "status_expired": _("No longer held"),
        "status_completed": _("Completed"),
        "status_no_show": _("Missed"),
    }


def order_words() -> dict[str, str]:
    return {
        "order": _("Order"),
        "total": _("Total"),
        "see_order": _("See or cancel it"),
        "pay_order": _("Pay %(amount)s"),
        "order_unpaid": _("Kept for you until it is paid"),
        "order_lapsed": _("Not paid in time"),
        "order_placed": _("Waiting to be accepted"),
        "order_accepted": _("Accepted"),
        "order_preparing": _("Being prepared"),
        "order_ready": _("Ready"),
        "order_completed": _("Handed over"),
        "order_rejected": _("Turned down"),
        "order_cancelled": _("Cancelled"),
    }


def launcher_words(name: str) -> dict[str, str]:
    """The few sentences the loader shows on a foreign page."""
    return {
        "title": _("Chat with %(business)s") % {"business": name},
        "open": _("Chat with us"),
        "close": _("Close the chat"),
        "unread_one": _("1 unread message"),
        "unread_many": _("%d unread messages"),
    }


def starters(category: str) -> list[dict[str, str]]:
    """First things to ask, for whoever does not know how to begin."""
    first = {
        Category.FOOD: [
            (_("Book a table"), _("I would like to book a table")),
            (_("See the menu"), _("What is on the menu?")),
        ],
        Category.BEAUTY: [
            (_("Book an appointment"), _("I would like to book an appointment")),
            (_("Prices"), _("What do you charge?")),
        ],
        Category.AUTOMOTIVE: [
            (_("Book a service"), _("I would like to book a car service")),
            (_("Prices"), _("What do you charge?")),
        ],
        Category.HEALTH: [
            (_("Book a visit"), _("I would like to book an appointment")),
            (_("Services"), _("What services do you offer?")),
        ],
        Category.LOCAL_SERVICES: [
            (_("Book a visit"), _("I would like to book a visit")),
            (_("Services"), _("What services do you offer?")),
        ],
    }[Category(category)]
    replies = [*first, (_("Opening hours"), _("When are you open?"))]
    return [{"label": label, "text": text} for label, text in replies]


def seated_starters(category: str) -> list[dict[str, str]]:
    """For who has scanned the code of a table: they have one already."""
    order = {"label": _("Order something"), "text": _("I would like to order something")}
    return [order, *starters(category)[1:]]
