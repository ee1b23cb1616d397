"""Figures as the assistant's pages show them."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def percent(share: float) -> str:
    return f"{round(100 * share)} %"
