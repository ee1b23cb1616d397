"""Remembering on which of the listed sites the widget runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from conversations.models import WidgetSite
from tenants.deeds import done

if TYPE_CHECKING:
    from tenants.actors import Actor

WIDGET_FOUND = "widget.found"


def note_widget_on(*, origin: str, by: Actor) -> None:
    """The first time is kept; every other costs one look."""
    if WidgetSite.objects.filter(origin=origin).exists():
        return
    with transaction.atomic():
        site, is_new = WidgetSite.objects.get_or_create(origin=origin)
        if is_new:
            done(WIDGET_FOUND, about=f"widgetsite:{site.pk}", by=by)
