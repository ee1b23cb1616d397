"""Baskets: what a customer orders over the turns of a conversation."""

from agents.understanding.orders.basket import Basket, Choice, Line, joined
from agents.understanding.orders.changing import Unclear
from agents.understanding.orders.menu import Group, Item, Menu, Option
from agents.understanding.orders.updating import Update, update_basket

__all__ = [
    "Basket",
    "Choice",
    "Group",
    "Item",
    "Line",
    "Menu",
    "Option",
    "Unclear",
    "Update",
    "joined",
    "update_basket",
]
