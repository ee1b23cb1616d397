from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FEWEST, MOST = 5, 100
LONGEST = 300


def validate_examples(value: object) -> None:
    """5 to 100 different sentences of at most 300 characters."""
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise ValidationError(_("Write one example a line."))
    if len({each.strip().lower() for each in value}) < FEWEST:
        raise ValidationError(_("Give at least %(fewest)d different examples."), params={"fewest": FEWEST})
    if len(value) > MOST:
        raise ValidationError(_("Give at most %(most)d examples."), params={"most": MOST})
    if any(len(each) > LONGEST for each in value):
        raise ValidationError(_("An example has at most %(longest)d characters."), params={"longest": LONGEST})
