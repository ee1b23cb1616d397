"""Which built-in intents a conversation can have: by the business's category and the flow it runs in."""

from __future__ import annotations

from functools import cache

OUT_OF_SCOPE = "out_of_scope"
SMALL_TALK = ("greet", "thank", "bye")
GRAVE = ("emergency", "ask_human")
ANSWERS = ("affirm", "deny")
EVERYWHERE = (
    "book", "ask_availability", "reschedule", "cancel", "check_booking", "join_waitlist", "order", "change_order",
    "order_status", "ask_hours", "ask_price", "ask_menu", "ask_services", "ask_allergen", "ask_location", "ask_parking",
    "ask_payment", "ask_contact", "ask_fact", "compare", "complain", "ask_human", *SMALL_TALK, *ANSWERS, OUT_OF_SCOPE,
)  # fmt: skip
BY_CATEGORY = {
    "health": ("emergency", "ask_insurance"),
    "automotive": ("ask_repair_status",),
    "local_services": ("ask_repair_status",),
}
OWNER = (
    "owner_change_hours", "owner_change_price", "owner_change_menu", "owner_change_staff", "owner_ask_figures",
)  # fmt: skip
INSTEAD = {
    "ask_repair_status": "check_booking",
    "ask_insurance": "ask_payment",
    "emergency": "ask_human",
    "owner_change_hours": "ask_hours",
    "owner_change_price": "ask_price",
    "owner_change_menu": "ask_menu",
}
"""What a sentence means where its own intent is not offered; owner's other commands are then out of scope."""


@cache
def offered(category: str, flow: str) -> frozenset[str]:
    """A flow over many businesses has every category's intents; only the dashboard takes an owner's commands."""
    if flow == "global" or not category:
        extra = tuple(intent for intents in BY_CATEGORY.values() for intent in intents)
    else:
        extra = BY_CATEGORY.get(category, ())
    return frozenset((*EVERYWHERE, *extra, *(OWNER if flow == "dashboard" else ())))
