"""Other names of a thing: a list in the database, lines in a form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.lines import LinesField

MOST, LONGEST = 30, 80


def validate_names(names: Any) -> None:
    if len(names) > MOST or any(len(str(name)) > LONGEST for name in names):
        told = _("At most %(most)d names of up to %(longest)d characters each.")
        raise ValidationError(told, params={"most": MOST, "longest": LONGEST})


class NamesField(models.JSONField):
    """A list of names; none is ``[]``, never ``null``."""

    default_validators = [validate_names]

    def formfield(self, **kwargs: Any) -> Any:
        """No JSON for an owner to write, whatever box the admin has for that."""
        return LinesField(label=self.verbose_name, required=not self.blank, help_text=self.help_text)
