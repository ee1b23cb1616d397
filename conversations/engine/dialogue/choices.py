"""Which of the times just named the customer means."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.state import Reading, Task
    from conversations.repository.facts import Offer


def pick(task: Task, reading: Reading) -> list[str]:
    """Take the offer the message points at: by its place, by its time, or by a plain yes when there is only one.

    The names of the details this sets; they then count as said.
    """
    offer = pointed_at(task, reading)
    if offer is None:
        return []
    start = datetime.fromisoformat(offer["start"])
    form = task["form"]
    form["date"], form["time"] = start.date().isoformat(), f"{start:%H:%M}"
    form.pop("times", None)
    form.pop("dates", None)
    task["chosen"], task["offers"] = offer, []
    return ["date", "time"]


def pointed_at(task: Task, reading: Reading) -> Offer | None:
    offers, slots = task["offers"], reading["slots"]
    if not offers:
        return None
    if "choice" in slots and (offer := _meant(slots["choice"]["value"], offers)):
        return offer
    if "time" in slots:
        days = {slots["date"]["value"]} if "date" in slots else set()
        times = {slots["time"]["value"], *slots["time"]["alternatives"]}
        matches = [offer for offer in offers if offer["start"][11:16] in times and _is_on(offer, days)]
        return matches[0] if len(matches) == 1 else None
    if len(offers) == 1 and reading["stance"] == "yes" and "date" not in slots:
        return offers[0]
    return None


def _is_on(offer: Offer, days: set[object]) -> bool:
    return not days or offer["start"][:10] in days


def _meant(value: object, offers: list[Offer]) -> Offer | None:
    """The offer for "the second one" (places count from 1, -1 is the last), "the later one" or "any of them".

    Offers are named in the order of time.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return offers[value - 1 if value > 0 else value] if -1 <= value <= len(offers) and value else None
    if value in {"any", "earlier"} or (value == "that" and len(offers) == 1):
        return offers[0]
    return offers[-1] if value == "later" else None
