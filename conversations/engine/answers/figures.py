"""How the business is doing, for its own people, who come in by the dashboard flow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan
from businesses.exchange.errors import TableNotAllowed
from conversations.wording import figures as wording
from conversations.wording import owner, talk

if TYPE_CHECKING:
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene

LONGEST = timedelta(days=365)


def figures(question: Ask, scene: Scene) -> str:
    """Of the days asked about, what has happened and what has changed; without one, today and the week ahead."""
    if scene.context.flow != "dashboard":
        return talk.not_for_customers()
    today = scene.context.today
    first, last = days_asked(scene) or (today, today)
    if first >= today:
        return coming(scene)
    try:
        found = scene.context.repository.management.dashboard(first, min(last, today))
    except TableNotAllowed:
        return owner.not_allowed_to_see()
    return wording.told(found, scene.business)


def coming(scene: Scene) -> str:
    today, between = scene.context.today, scene.context.repository.bookings_between
    return owner.bookings(between(today, today), between(today, today + timedelta(days=6)))


def days_asked(scene: Scene) -> tuple[date, date] | None:
    """A week that still runs is told as far as it has come; a single day, or a span of days."""
    found = resolve(
        scene.heard.text, now=scene.context.now, timezone=scene.business.zone, language=scene.context.locale
    )
    for each in found:
        for value in (each.value, *each.alternatives):
            if isinstance(value, DateSpan) and value.start:
                return max(value.start, scene.context.today - LONGEST), value.end or scene.context.today
            if type(value) is date and value <= scene.context.today:
                return value, value
    return None


ANSWERS = {"figures": figures}
ROWS = {"figures": ("businesses.Booking",)}
