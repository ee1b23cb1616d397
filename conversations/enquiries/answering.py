"""What the platform's assistant answers to a message: a reply, and what it knows afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from conversations.enquiries.cards import card_of, shown_of
from conversations.enquiries.hearing import hear
from conversations.handovers import Handover, address_of
from conversations.wording import platform
from directory.live import ask, asked
from directory.queries import listings_for, published_names
from directory.search import found, with_live
from directory.wishes import Wish, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from directory.search import Result

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """``wish`` and ``shown`` are what the enquiry knows from now on."""

    text: str
    language: str
    wish: Wish
    shown: list[dict[str, Any]]
    cards: list[dict[str, Any]] = field(default_factory=list)
    quick_replies: list[str] = field(default_factory=list)


def answer(text: str, *, wish: Wish, shown: Sequence[dict[str, Any]], locale: str) -> Answer:
    """No transaction is open here: the businesses that suit are asked one by one."""
    now = timezone.now()
    heard = hear(text, wish, shown, locale=locale, now=now)
    with translation.override(heard.language):
        if heard.choice is not None:
            return _handed_over(shown[heard.choice], heard.wish, list(shown), heard.language, now)
        if not published_names()[0]:
            return Answer(platform.nobody_listed(), heard.language, heard.wish, [])
        if not heard.wish.is_known:
            return Answer(platform.what_wanted(), heard.language, heard.wish, list(shown))
        return _looked_up(heard.wish, list(shown), heard.language, now)


def _looked_up(wish: Wish, before: list[dict[str, Any]], language: str, now: datetime) -> Answer:
    suiting, is_elsewhere = _suiting(wish)
    results = asked(suiting, wish, now=now)[:SHOWN]
    if not results:
        return Answer(platform.nothing_found(wish), language, wish, before)
    cards = [card_of(result) for result in results]
    quick = [platform.quick(place) for place in range(len(results))]
    if any(result.price is not None for result in results):
        quick.append(platform.cheaper())
    text = platform.results(results, wish, is_elsewhere=is_elsewhere)
    return Answer(text, language, wish, [shown_of(one) for one in results], cards, quick)


def _suiting(wish: Wish) -> tuple[list[Result], bool]:
    """Who suits; with True where nobody did in the part of town that was named."""
    listings = listings_for(wish)
    suiting = found(listings, wish)
    if not suiting and wish.named and wish.offerings:  # asked about by name, of what was wished before
        return found(listings, replace(wish, offerings=(), category="")), False
    if suiting or not wish.areas:
        return suiting, False
    return found(listings, replace(wish, areas=())), True


def _handed_over(
    chosen: dict[str, Any], wish: Wish, shown: list[dict[str, Any]], language: str, now: datetime
) -> Answer:
    """The way into the business's own chat, with its time as it is now."""
    wanted = replace(wish, named=(chosen["schema"],), offerings=(key_of(chosen["offering"]),), areas=())
    suiting = found(listings_for(wanted), replace(wanted, ceiling=None))
    if not suiting:
        return Answer(platform.gone(), language, wish, [])
    live = ask(suiting[0], wanted, now=now)
    result = (live and with_live(suiting[0], live, replace(wanted, ceiling=None), now=now)) or suiting[0]
    handover = Handover(platform.first_message(result, wish), language)
    address = address_of(schema=result.listed.schema, slug=result.listed.slug, handover=handover)
    text = platform.over_to(result.listed.name, address)
    return Answer(text, language, wish, shown, [card_of(result, address=address)])
