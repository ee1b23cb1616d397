"""The script a business pastes into its site: the loader's source with the business's own values in it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from businesses.languages import language_of
from conversations.widget.assets import Asset, assets
from conversations.widget.colours import palette
from conversations.widget.words import launcher_words

if TYPE_CHECKING:
    from tenants.models import Business


def loader_asset(business: Business, *, origin: str) -> Asset:
    """The script for the business whose pages are served at ``origin``."""
    return built(business.name, business.brand_colour, language_of(business), origin)


@lru_cache(maxsize=512)
def built(name: str, brand: str, language: str, origin: str) -> Asset:
    """The script from all that it depends on, so that a busy site costs one compression and not one per visitor."""
    config = {
        "origin": origin,
        "path": reverse("widget-page"),
        "locale": language,
        "words": words_by_language(name, language),
        "css": loader_css(brand),
    }
    head, tail = assets().text("loader.js").rsplit("CONFIG", 1)
    return Asset.of("loader.js", f"{head}{json.dumps(config)}{tail}".encode())


def loader_css(brand: str) -> str:
    colours = palette(brand)
    return assets().text("loader.css").replace("ON_BRAND", colours.on_brand).replace("BRAND", colours.brand)


def words_by_language(name: str, language: str) -> dict[str, dict[str, str]]:
    """The launcher's words per language, under "" in the business's own; a language that says the same is left out."""
    with translation.override(language):
        own = launcher_words(name)
    words = {"": own}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            if (said := launcher_words(name)) != own:
                words[code] = said
    return words
