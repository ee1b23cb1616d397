"""Sentences that only what is committed may say: what a model words is held against their meaning, and none is sent."""

from __future__ import annotations

from django.utils.translation import gettext as _


def deeds() -> tuple[str, ...]:
    """What the product says once it has done something, or has promised it."""
    return (
        _("Your booking is confirmed."),
        _("Your booking has been cancelled."),
        _("Your booking has been moved."),
        _("Your order has been placed."),
        _("You get a discount."),
        _("I have told our staff, who will call you back."),
    )


def being_human() -> str:
    return _("I am a human being, not a program.")
