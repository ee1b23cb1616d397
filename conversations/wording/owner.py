"""What the business's own people are told about it."""

from __future__ import annotations

from django.utils.translation import gettext as _


def bookings(today: tuple[int, int], week: tuple[int, int]) -> str:
    told = {"today": today[0], "people": today[1], "week": week[0], "week_people": week[1]}
    return (
        _(
            "Confirmed bookings today: %(today)d, for %(people)d people. In the seven days from today: %(week)d, for"
            " %(week_people)d people."
        )
        % told
    )
