"""The number a business has given to a row itself: what files find it by, whatever its name has become."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.trash import IN_USE


class CodeField(models.CharField):  # type: ignore[type-arg]  # generic only in its stubs
    """Empty where the business numbers nothing."""

    def __init__(self, *_args: Any, **kwargs: Any) -> None:
        own = {
            "verbose_name": _("your number"),
            "max_length": 40,
            "blank": True,
            "default": "",
            "db_default": "",
            "help_text": _("A number or code of your own, by which imported files find this row whatever its name."),
        }
        super().__init__(**{**own, **kwargs})


def one_code(name: str) -> models.UniqueConstraint:
    """No two rows have the same, apart from those in the trash; any number have none."""
    told = _("Another one has this number already.")
    return models.UniqueConstraint(
        fields=["code"], condition=~models.Q(code="") & IN_USE, name=name, violation_error_message=told
    )
