"""What no password may be made of: words that whoever guesses one here tries first."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tenants.context import PUBLIC, current_business, schema_or_public

if TYPE_CHECKING:
    from tenants.models import User

PRODUCT = ("xseven", "seven")
SHORTEST = 4
"""Letters of a word that is looked for: shorter ones are in many passwords by chance."""
LEFT_OVER = 8
"""Letters that must remain without such words: a long sentence may name the shop."""


class HouseWordsValidator:
    """Refuses a password that is little more than a name of the product or of the business."""

    def validate(self, password: str, user: User | None = None) -> None:
        rest = plain(password)
        for word in sorted(house_words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != plain(password) and len(rest) < LEFT_OVER:
            raise ValidationError(_("The name of the business or of X-Seven is easily guessed."), code="house_word")

    def get_help_text(self) -> str:
        return _("It is not the name of the business or of X-Seven, with a few signs more.")


def house_words() -> set[str]:
    """Of the host's business: its name, and the words of it, as they are typed in any way."""
    found = set(PRODUCT)
    if schema_or_public() != PUBLIC:
        business = current_business()
        found |= {plain(text) for text in (business.name, business.slug, *re.split(r"[\W_]+", business.name))}
    return {word for word in found if len(word) >= SHORTEST}


def plain(text: str) -> str:
    """Small letters and digits, without accents: what is left of a password when its signs go."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parted if char.isalnum())
