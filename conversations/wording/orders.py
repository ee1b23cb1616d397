"""What is asked and said while an order is arranged; of a quote or an order that is made, ``ordered`` speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.models import OrderWay
from businesses.wording import moments, money

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from businesses.desk import BusinessFacts, ZoneFacts


def what_would_you_like() -> str:
    return _("What would you like to order?")


def what_else() -> str:
    return _("What else would you like?")


def which_dish(said: str, names: list[str]) -> str:
    return _("Which one do you mean by “%(said)s”: %(names)s?") % {
        "said": said,
        "names": moments.joined(names, _("or")),
    }


def which_option(group: str, options: list[str], items: list[str]) -> str:
    told = {"group": group, "options": moments.joined(options, _("or")), "items": moments.joined(items)}
    return _("%(group)s for %(items)s: %(options)s?") % told


def way(value: str) -> str:
    """As an answer to how it should come, and as words that say it."""
    return {
        OrderWay.PICKUP.value: _("To take away"),
        OrderWay.DELIVERY.value: _("Delivery"),
        OrderWay.DINE_IN.value: _("At the table"),
    }[value]


def which_way(ways: list[str]) -> str:
    return _("How would you like it: %(ways)s?") % {"ways": moments.joined(lowered(ways), _("or"))}


def only_ways(ways: list[str]) -> str:
    return _("We only do this: %(ways)s. Shall it be that?") % {"ways": moments.joined(lowered(ways), _("or"))}


def lowered(words: list[str]) -> list[str]:
    return [f"{word[:1].lower()}{word[1:]}" for word in words]


def ways_taken(ways: list[str]) -> str:
    return _("You can order here: %(ways)s.") % {"ways": moments.joined(lowered(ways), _("or"))}


def zone(facts: ZoneFacts, business: BusinessFacts) -> str:
    """Where it is brought, for what fee, from what amount and how long it is on the way."""
    where = f"{facts.name} ({moments.joined(list(facts.postcodes))})" if facts.postcodes else facts.name
    told = {
        "where": where,
        "fee": money.amount(facts.fee, business.currency),
        "minimum": money.amount(facts.minimum, business.currency),
        "minutes": moments.duration(facts.minutes),
    }
    if facts.minimum:
        return _("We deliver to %(where)s for %(fee)s, from %(minimum)s, in about %(minutes)s on the way.") % told
    return _("We deliver to %(where)s for %(fee)s, in about %(minutes)s on the way.") % told


def takes_minutes(minutes: int) -> str:
    return _("An order takes about %(minutes)s to prepare.") % {"minutes": moments.duration(minutes)}


def where_to() -> str:
    return _("Where shall we bring it? Street, number, postcode and town, please.")


def where_else(others: list[str]) -> str:
    """Another address, or another way."""
    if not others:
        return _("Is there another address?")
    return _("Is there another address, or would you like it otherwise: %(ways)s?") % {
        "ways": moments.joined(lowered(others), _("or"))
    }


def which_table() -> str:
    return _("At which table do you sit?")


def not_on_the_menu(words: list[str]) -> str:
    told = {"words": moments.joined([f"“{word}”" for word in words])}
    return ngettext("%(words)s is not on our menu.", "%(words)s are not on our menu.", len(words)) % told


def sold_out(name: str) -> str:
    return _("%(item)s is sold out.") % {"item": name}


def left_out(said: str) -> str:
    return _("Then I leave “%(said)s” out.") % {"said": said}


def what_instead(*, is_empty: bool) -> str:
    return _("What would you like instead?") if is_empty else _("Would you like something else instead, or go on?")


def clock(value: datetime, business: BusinessFacts) -> str:
    return moments.clock(value, business.country)


def moment(value: datetime, business: BusinessFacts) -> str:
    return moments.moment(value, business.country)


def not_then(nearest: list[str]) -> str:
    if not nearest:
        return _("We take no orders in the next days. For when would you like it?")
    told = {"times": moments.joined(nearest, _("or"))}
    return _("We can't have it ready then; the nearest is %(times)s. When would you like it?") % told


def dish(quantity: int, name: str, made: list[str]) -> str:
    """Such as "2 x Margherita (Large, without Onions)"."""
    return f"{quantity} x {name} ({', '.join(made)})" if made else f"{quantity} x {name}"


def made_for(name: str, options: list[str], price: Decimal, business: BusinessFacts) -> str:
    """Such as "Margherita (Large): €12.50."."""
    told = {"dish": f"{name} ({', '.join(options)})", "amount": money.amount(price, business.currency)}
    return _("%(dish)s: %(amount)s") % told + "."


def so_far(dishes: list[str]) -> str:
    return _("I have so far: %(dishes)s.") % {"dishes": moments.joined(dishes)}


def with_the_kitchen(business: BusinessFacts) -> str:
    if business.phone:
        return _("It can't be changed here any more. Please call %(phone)s.") % {"phone": business.phone}
    return _("It can't be changed here any more. Please contact us directly.")


def changed_meanwhile() -> str:
    return _("Something has changed since I worked that out, so nothing is ordered yet.")


def sentence(detail: object) -> str:
    """The words of a refusal, ended as a sentence is."""
    told = str(detail)
    return told if told[-1:] in ".!?" else f"{told}."


def try_again() -> str:
    return _("Shall I try again?")


def dropped() -> str:
    return _("All right, I've dropped that. Nothing was ordered.")


def unchanged() -> str:
    return _("All right, I've changed nothing.")


def not_yet() -> str:
    return _("Nothing is ordered yet.")


def reference_and_contact() -> str:
    return _("What is the reference of your order, and the phone number or e-mail you ordered with?")


def ordered_contact() -> str:
    return _("Which phone number or e-mail did you order with?")


def not_matched() -> str:
    """The same whether the order does not exist or is somebody else's."""
    return _(
        "I can't match that reference and contact to an order. Please check both; the reference is in your"
        " confirmation."
    )


def holds(name: str, allergens: list[str]) -> str:
    return _("%(name)s: %(allergens)s") % {"name": name, "allergens": moments.joined(allergens)}


def allergens_unknown(name: str) -> str:
    return _("%(name)s: not recorded, please ask us") % {"name": name}


def in_it(told: list[str]) -> str:
    return _("Allergens as recorded: %(told)s.") % {"told": "; ".join(told)}


def holds_avoided(name: str, allergens: list[str]) -> str:
    return _("Careful: %(name)s has %(allergens)s in it, which you said you cannot have.") % {
        "name": name,
        "allergens": moments.joined(allergens),
    }
