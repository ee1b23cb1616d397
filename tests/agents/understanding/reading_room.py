"""A business that exists only on paper, and short ways to have a message read for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import Reading
from agents.understanding.types import Anchor, Context, Term, Vocabulary

if TYPE_CHECKING:
    from agents.understanding.types import Json, Slot

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=ZONE)  # a Saturday
VOCABULARY = Vocabulary(
    services=(Term("s1", "Haircut", ("trim",)), Term("s2", "Cut and Colour"), Term("s3", "Beard Trim")),
    staff=(Term("p1", "Ana Gomez"), Term("p2", "Lukas Weber")),
    items=(
        Term("i1", "Pizza Margherita"),
        Term("i2", "Pizza Diavola"),
        Term("i3", "Caffè Latte"),
        Term("i4", "Tiramisù"),
        Term("i5", "Garlic Bread", ("bread with garlic",)),
    ),
    modifiers=(Term("m1", "Onions"), Term("m2", "Mushrooms"), Term("m3", "Olives")),
    resources=(Term("r1", "Chef's Table"),),
)


def context(
    *requested: str,
    category: str = "food",
    locale: str = "en-GB",
    anchor: Anchor | None = None,
    vocabulary: Vocabulary = VOCABULARY,
) -> Context:
    return Context(
        now=NOW, timezone=ZONE, category=category, locale=locale, requested=requested, vocabulary=vocabulary,
        anchor=anchor,
    )  # fmt: skip


def slots(
    text: str,
    *requested: str,
    language: str = "en",
    category: str = "food",
    anchor: Anchor | None = None,
    vocabulary: Vocabulary = VOCABULARY,
) -> list[Slot]:
    given = context(*requested, category=category, anchor=anchor, vocabulary=vocabulary)
    return list(find_slots(Reading(text, language, given)))


def values(
    text: str, *requested: str, language: str = "en", category: str = "food", anchor: Anchor | None = None
) -> dict[str, Json]:
    """The last value of each slot that was not turned down."""
    found = slots(text, *requested, language=language, category=category, anchor=anchor)
    return {slot.name: slot.value for slot in found if slot.role != "rejected"}
