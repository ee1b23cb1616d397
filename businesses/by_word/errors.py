"""Why what a member wishes cannot be done as said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tenants.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.exchange.planning import Problem


class ChangeRefused(AppError):
    status = 409
    code = "change"
    title = _("That change is not possible")


class HoursNotSaid(ChangeRefused):
    """Of a day that is closed, or of which nothing would be left, opening and closing must be said."""

    code = "hours-not-said"
    title = _("Say from when to when")


class RowsNotValid(ChangeRefused):
    """``problems`` say what is wrong, by column."""

    status = 422
    code = "rows-not-valid"
    title = _("That cannot be so")

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(dict.fromkeys(each.told for each in self.problems[:3])))


class ShownNoMore(ChangeRefused):
    """Something was changed between the showing and the yes."""

    code = "shown-no-more"
    title = _("Something was changed meanwhile")
