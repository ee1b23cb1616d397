"""Baskets: what a customer orders over the turns of a conversation."""

from agents.understanding.orders.basket import Basket, Line, Menu, Option
from agents.understanding.orders.updating import update_basket

__all__ = ["Basket", "Line", "Menu", "Option", "update_basket"]
