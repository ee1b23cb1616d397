"""Who may see what was made, and what one may be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.models import Audience
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from artifacts.sources import Source


def needed_for(recipe: Iterable[Permission], sources: Iterable[Source]) -> list[str]:
    """The permissions without which one may not see what was made of these: what an owner alone is told needs what
    makes an owner (``knowledge.rules``).
    """
    owners = any(each.audience >= Audience.OWNER for each in sources)
    return sorted({*map(str, recipe), *([str(Permission.SETTINGS_CHANGE)] if owners else [])})


def may_see(needs: Iterable[str], permissions: Collection[str]) -> bool:
    return all(each in permissions for each in needs)
