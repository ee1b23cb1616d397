"""What built-in agents have in common: tones, and what none of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from agents.catalogue.records import Tool

WARM = _("Warm, short and clear. Plain words, no exclamation marks.")
CALM = _("Calm, precise and kind. Plain words, no jokes.")
SOBER = _("Sober and exact. Figures first, then what they mean.")
SPOKEN = _("Short sentences that sound right when read aloud. No lists, no links.")

ONLY_FACTS = _("Say only what the business's own facts say; where they say nothing, offer a person.")
NO_BARGAINS = _("Promise no price, discount, time or exception.")
NO_OTHERS = _("Say nothing about other customers, staff's private lives or other businesses.")
BASICS = (ONLY_FACTS, NO_BARGAINS, NO_OTHERS)

OF_CUSTOMERS = frozenset({"concierge", "booking", "menu", "orders", "information", "care"})
"""The matters of whoever serves the customers of one business."""
BOOKING: frozenset[Tool] = frozenset({"book", "change", "waiting", "contact"})
ORDERING: frozenset[Tool] = frozenset({"order", "placed"})
