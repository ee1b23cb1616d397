"""The wishes of a message as a whole: which commands are one wish told in pieces, and whose a reference is."""

from __future__ import annotations

from dataclasses import replace

from conversations.engine import commands as c
from conversations.engine.opening import opens

ASKED = "check_booking"
"""Who tells which booking it is and what is to become of it wishes for the latter."""
WISHED = frozenset({"service", "people", "date", "time"})
"""Details of which one wish has one value each."""


def with_one_wish_each(found: tuple[c.Command, ...]) -> tuple[c.Command, ...]:
    """A clause that wishes for nothing of its own says more of the wish before it: "a check-up Monday, at eleven"."""
    kept: list[c.Command] = []
    for command in found:
        place = next((i for i in reversed(range(len(kept))) if isinstance(kept[i], c.Open)), None)
        before = kept[place] if place is not None else None
        if place is None or not isinstance(command, c.Open) or not isinstance(before, c.Open):
            kept.append(command)
        elif is_more_of(before, command):
            intent = command.intent if before.intent == ASKED else before.intent
            kept[place] = replace(before, intent=intent, details=(*before.details, *command.details))
        else:
            kept.append(command)
    return tuple(kept)


def without_overtaken(found: tuple[c.Command, ...]) -> tuple[c.Command, ...]:
    """Of what is said of one detail twice the last counts: "no, Tuesday is a birthday. Wednesday at the same hour"."""
    kept: list[c.Command] = []
    for place, command in enumerate(found):
        further = {d.name for each in found[place + 1 :] if isinstance(each, c.Open) for d in each.details}
        if not isinstance(command, c.Give) or (
            command.detail.name not in WISHED & further and not is_vaguer(command.detail, found)
        ):
            kept.append(command)
    return tuple(kept)


def is_vaguer(detail: c.Detail, found: tuple[c.Command, ...]) -> bool:
    """Whether it is a stretch of days or hours beside a day or hour that is wished for: "I'm short this month"."""
    wished = [d for each in found if isinstance(each, c.Open) for d in each.details if d.name == detail.name]
    return isinstance(detail.value, dict) and any(isinstance(each.value, str) for each in wished)


def is_more_of(first: c.Open, then: c.Open) -> bool:
    """Whether a wish repeats no detail of the one before with another value, or only says how that is to change."""
    if {opens(first.intent), opens(then.intent)} - {"book", "change"}:
        return False
    if first.intent == ASKED and opens(then.intent) == "change":
        return True
    said = {detail.name: detail.value for detail in first.details}
    is_other = any(
        d.name in WISHED and said.get(d.name, d.value) != d.value and not d.is_correction for d in then.details
    )
    is_own = opens(first.intent) != opens(then.intent) and any(d.name == "service" for d in then.details)
    return not is_other and not is_own


def with_reference(found: tuple[c.Command, ...], named: c.Detail) -> tuple[c.Command, ...]:
    """A booking's reference belongs to the first deed about a booking; alone it asks for it."""
    for place, command in enumerate(found):
        if isinstance(command, c.Open) and opens(command.intent) == "change":
            return (*found[:place], replace(command, details=(named, *command.details)), *found[place + 1 :])
        if isinstance(command, c.Open) and opens(command.intent) == "book" and named.value:
            moved = replace(command, intent="reschedule", details=(named, *command.details))
            return (*found[:place], moved, *found[place + 1 :])
    return (*found, c.Give(named))
