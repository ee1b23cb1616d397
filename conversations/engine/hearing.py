"""From a message to what understanding reads in it, given what the conversation is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from agents.desk import TAUGHT, context_of
from agents.understanding.engine import understand
from agents.understanding.orders import Basket
from agents.understanding.types import Anchor
from businesses.references import find_reference
from conversations.engine.order_hearing import hear_order
from conversations.engine.owner_hearing import hear_changes

if TYPE_CHECKING:
    from agents.understanding.orders import Update
    from agents.understanding.types import Understanding
    from businesses.references import FoundReference
    from conversations.engine.owner_hearing import Heard
    from conversations.engine.turn import TurnContext


@dataclass(frozen=True, slots=True)
class HeardMessage:
    """A message and what was understood of it; a booking's reference in it is kept apart, for to understanding it is
    noise. Offsets are into ``text``, in which the reference is blanked. ``order`` is what the message makes of the
    basket; None where no orders are taken. ``altered`` is what of the business it would change.
    """

    text: str
    reference: FoundReference | None
    understanding: Understanding
    order: Update | None = None
    altered: tuple[Heard, ...] = ()


def hear(
    text: str,
    requested: tuple[str, ...],
    anchor: Anchor | None,
    context: TurnContext,
    basket: Basket = Basket(),
    about: tuple[int, ...] = (),
) -> HeardMessage:
    """``basket`` is what is ordered so far, ``about`` the dishes spoken of last."""
    reference = find_reference(text)
    rest = reference.blanked(text) if reference else text
    given = context_of(
        context.desk, now=context.now, flow=context.flow, locale=context.locale, requested=requested, anchor=anchor
    )
    taught = TAUGHT.of(context.desk).model
    understood = understand(rest, given, taught=taught)
    if anchor is None and reference and (told := of_the_one_named(understood)):
        understood = understand(rest, replace(given, anchor=told), taught=taught)
    if context.flow == "dashboard":
        return HeardMessage(rest, reference, understood, altered=hear_changes(understood, rest, given))
    if not context.desk.ordering.ways:
        return HeardMessage(rest, reference, understood)
    understood, update = hear_order(understood, rest, requested, context, basket, about)
    return HeardMessage(rest, reference, understood, update)


def of_the_one_named(understood: Understanding) -> Anchor | None:
    """The day of a booking told with its reference, where another is said after it: "mine is on 15 December (N4H-2DJ),
    would Thursday do?" is the Thursday of that week.
    """
    days = [slot for slot in understood.slots if slot.name == "date" and slot.role != "rejected"]
    if len(days) < 2 or not isinstance(days[0].value, str):
        return None
    return Anchor(date.fromisoformat(days[0].value))
