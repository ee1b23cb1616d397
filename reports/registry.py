"""The reports there are: this app's own, and those that apps above add in their AppConfig."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.periods import Days
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from django.utils.functional import _StrOrPromise

    from businesses.dashboard.queries import Dashboard
    from reports.contents import Content

ANY_DAYS = tuple(Days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """``permissions`` are what one needs to see what it holds; ``days`` those it can be of, the usual ones first.

    ``compose`` is given the dashboard of the period, so that no figure is reckoned a second way.
    """

    key: str
    title: _StrOrPromise
    about: _StrOrPromise
    compose: Callable[[Dashboard], Content]
    permissions: frozenset[Permission] = frozenset({Permission.FIGURES_VIEW})
    days: tuple[Days, ...] = ANY_DAYS
    position: int
    """Among the others, where they are listed."""

    def is_for(self, permissions: Container[str]) -> bool:
        return all(each in permissions for each in self.permissions)


_templates: dict[str, Template] = {}


def offer(*templates: Template) -> None:
    """Have these reports made: called from an app's ``ready``."""
    _templates.update({each.key: each for each in templates})


def templates_for(permissions: Container[str]) -> tuple[Template, ...]:
    """Those that somebody with these permissions may see, in order."""
    every = sorted(_templates.values(), key=lambda each: each.position)
    return tuple(each for each in every if each.is_for(permissions))


def template_called(key: str) -> Template:
    """Raises ``KeyError`` for a key no app has offered."""
    return _templates[key]
