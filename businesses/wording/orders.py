"""How a dish is made, as people say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping


def choice(chosen: Mapping[str, Any]) -> str:
    """A choice as an order's line keeps it."""
    return option(str(chosen["option"]), str(chosen["amount"]), is_left_out=bool(chosen["is_left_out"]))


def option(name: str, amount: str = "", *, is_left_out: bool = False) -> str:
    """Such as "double Mozzarella" or "without Basil"."""
    if is_left_out:
        return _("without %(option)s") % {"option": name}
    if amount.isdecimal():
        return f"{amount} \N{MULTIPLICATION SIGN} {name}"
    forms = {
        "extra": _("extra %(option)s"),
        "double": _("double %(option)s"),
        "triple": _("triple %(option)s"),
        "light": _("little %(option)s"),
        "half": _("half %(option)s"),
    }
    return forms.get(amount, "%(option)s") % {"option": name}
