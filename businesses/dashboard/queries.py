"""All figures of a period: a constant number of queries, however many bookings, orders and conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from businesses.dashboard.bookings import best_services, booking_figures, read_booked
from businesses.dashboard.occupancy import occupancy_figure, read_occupancy
from businesses.dashboard.orders import best_items, order_figures
from businesses.dashboard.periods import comparison_of
from businesses.dashboard.registry import sources

if TYPE_CHECKING:
    from businesses.dashboard.figures import Figure, Sellers
    from businesses.dashboard.occupancy import Occupancy
    from businesses.dashboard.periods import Comparison, Period


@dataclass(frozen=True, slots=True)
class Dashboard:
    comparison: Comparison
    figures: tuple[Figure, ...]
    occupancy: Occupancy
    sellers: tuple[Sellers, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in either period."""
        return not any(figure.value or figure.before for figure in self.figures)


def dashboard_of(period: Period, before: Period) -> Dashboard:
    comparison = comparison_of(period, before)
    booked, occupancy = read_booked(comparison), read_occupancy(comparison)
    added = [figure for source in sources() for figure in source(comparison)]
    figures = (
        *booking_figures(booked, comparison),
        occupancy_figure(occupancy),
        *order_figures(comparison),
        *added,
    )
    sellers = (best_services(booked, comparison), best_items(comparison))
    return Dashboard(comparison, figures, occupancy, tuple(each for each in sellers if each.sellers))
