"""What the platform's own assistant says: names, published prices and free times, never a judgement on a business."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.naming import called
from businesses.wording import moments, money
from directory.search import people_of
from directory.wishes import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from directory.search import Result
    from directory.wishes import Wish


def opening() -> str:
    return _(
        "Hello! I'm the AI assistant of this platform. Tell me what you are looking for, where, when and for how much, "
        "and I show you who has it free."
    )


def what_wanted() -> str:
    return _("What are you looking for? For example a haircut, a table for two or a dentist. And when?")


def nobody_listed() -> str:
    return _("I'm the AI assistant of this platform. No business is listed here yet.")


def nothing_found(wish: Wish) -> str:
    if wish.ceiling is None:
        return _("Nobody listed here offers that. What else could it be?")
    limit = money.amount(wish.ceiling, wish.currency)
    if wish.is_below:
        return _("Nobody listed here offers that for less than %(limit)s. Shall I look for something else?") % {
            "limit": limit
        }
    return _("Nobody listed here offers that for up to %(limit)s. What would you spend at most?") % {"limit": limit}


def elsewhere() -> str:
    return _("Nobody with that is listed in that part of town, so I looked everywhere.")


def gone() -> str:
    return _("This business is not listed any more. Shall I look for another?")


def over_to(name: str, address: str) -> str:
    return _("Here you go on with %(name)s; what you told me goes along (the link opens once, within 15 minutes):") % {
        "name": name
    } + (f"\n{address}")


def rule() -> str:
    """The score in a sentence (``directory.search.WEIGHTS``)."""
    return _(
        "Ranked by how well it fits, how soon it is free, the price against your limit, and the part of town; "
        "no ratings are kept, and no place is paid for."
    )


def results(found: Sequence[Result], wish: Wish, *, is_elsewhere: bool) -> str:
    lines = [f"{place}. {line(result, wish)}" for place, result in enumerate(found, 1)]
    lead = [elsewhere()] if is_elsewhere else []
    return "\n".join([*lead, *lines, *compared(found, wish), rule()])


def line(result: Result, wish: Wish) -> str:
    told = [f"{called(result.offered.name)} {price(result, wish)}", *when(result, wish)]
    where = f" ({result.listed.area})" if result.listed.area else ""
    return f"{result.listed.name}{where}: {', '.join(told)}"


def price(result: Result, wish: Wish) -> str:
    if result.price is None:
        return _("without a published price")
    if not result.price:
        return _("free of charge")
    amount = money.amount(result.price, result.listed.currency)
    if wish.ceiling is not None and result.listed.currency != wish.currency:
        return _("%(price)s (other money than your limit, so not compared)") % {"price": amount}
    return amount


def when(result: Result, wish: Wish) -> list[str]:
    """The first free time with whose clock is meant, as of when; nothing for what needs no time."""
    if result.live is None:
        return []
    as_of = _("as of %(time)s") % {"time": clock(result.live.as_of, result)}
    if result.offered.kind != "service":
        return [as_of]
    zone = ZoneInfo(result.listed.zone)
    if result.live.start is None:
        return [_("nothing free then") if wish.day else _("nothing free in the next days"), as_of]
    moment = moments.moment(result.live.start.astimezone(zone), result.listed.country)
    told = {"moment": moment, "zone": moments.zone(zone)}
    return [*party(result, wish), _("free %(moment)s (%(zone)s)") % told, as_of]


def party(result: Result, wish: Wish) -> list[str]:
    if not result.offered.needs_party:
        return []
    people = people_of(wish, needs_party=True)
    return [ngettext("for %(count)d person", "for %(count)d people", people) % {"count": people}]


def clock(value: datetime, result: Result) -> str:
    return moments.clock(value.astimezone(ZoneInfo(result.listed.zone)), result.listed.country)


def compared(found: Sequence[Result], wish: Wish) -> list[str]:
    """Of businesses asked about by name, whose published price is lower: figures, nothing else."""
    if len(wish.named) < 2 or len(found) < 2:
        return []
    priced = [one for one in found if one.price is not None]
    kinds = {(key_of(one.offered.name), one.listed.currency) for one in priced}
    if len(priced) < len(found) or len(kinds) > 1:
        return [_("Their published prices cannot be compared.")]
    ordered = sorted(priced, key=lambda one: one.price or 0)
    if ordered[0].price == ordered[1].price:
        return [_("The published prices are the same.")]
    return [_("The lower published price is that of %(name)s.") % {"name": ordered[0].listed.name}]


def quick(place: int) -> str:
    return [_("The first one"), _("The second one"), _("The third one")][place]


def cheaper() -> str:
    return _("Something cheaper")


def first_message(result: Result, wish: Wish) -> str:
    """What is said to the business chosen: what is wished, so that nobody has to say it twice."""
    people = f" {party(result, wish)[0]}" if result.offered.needs_party else ""
    told = {"wanted": f"{called(result.offered.name)}{people}"}
    if result.offered.kind != "service":
        return _("I'd like to order %(wanted)s, please.") % told
    if result.live is None or result.live.start is None:
        return _("I'd like to book %(wanted)s, please.") % told
    start = result.live.start.astimezone(ZoneInfo(result.listed.zone))
    told["moment"] = moments.moment(start, result.listed.country)
    return _("I'd like to book %(wanted)s, %(moment)s, please.") % told
