"""What can be made, each of rows or quoted passages: with no model, and the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from artifacts.recipes.charts import CHARTS
from artifacts.recipes.checklists import CHECKLISTS
from artifacts.recipes.news import MAILS, POSTS
from artifacts.recipes.tables import TABLES
from artifacts.recipes.texts import TEXTS
from artifacts.rules import may_see

if TYPE_CHECKING:
    from collections.abc import Collection

    from artifacts.kinds import Kind
    from artifacts.recipes.values import Recipe

RECIPES = {each.key: each for each in (*TEXTS, *MAILS, *POSTS, *TABLES, *CHARTS, *CHECKLISTS)}


def recipes_for(permissions: Collection[str], kind: Kind | None = None) -> tuple[Recipe, ...]:
    """Those of which one may see what they hold."""
    return tuple(each for each in RECIPES.values() if may_see(each.needs, permissions) and kind in {None, each.kind})
