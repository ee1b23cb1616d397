from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.businesses.ordering import menus

if TYPE_CHECKING:
    from businesses.models import MenuItem
    from tenants.models import Business


@pytest.fixture
def kitchen(restaurant: Business) -> Business:
    """Open from twelve to three and from six to eleven, twenty minutes for an order, all three ways."""
    menus.set_order_policy()
    return restaurant


@pytest.fixture
def pizza(kitchen: Business) -> MenuItem:
    """In two sizes of which small is usual, with toppings at two euro, at most three of them."""
    size = menus.add_group("Size", {"Small": "0", "Large": "3.50"}, default="Small", least=1, most=1)
    toppings = menus.add_group("Toppings", {"Ham": "2.00", "Mushrooms": "2.00", "Olives": "1.25"}, most=3)
    return menus.add_item("Margherita", "9.00", size, toppings)


@pytest.fixture
def cola(kitchen: Business) -> MenuItem:
    return menus.add_item("Cola", "3.20")
