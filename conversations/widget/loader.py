"""The script a business pastes into its site: the loader's source with the business's own values in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from conversations.widget.assets import assets
from conversations.widget.colours import palette
from conversations.widget.languages import language_of
from conversations.widget.words import launcher_words

if TYPE_CHECKING:
    from tenants.models import Business


def loader_script(business: Business, *, origin: str) -> str:
    """The script for the business whose pages are served at ``origin``."""
    source = assets().text("loader.js")
    head, tail = source.rsplit("CONFIG", 1)
    return f"{head}{json.dumps(loader_config(business, origin=origin))}{tail}"


def loader_config(business: Business, *, origin: str) -> dict[str, object]:
    return {
        "origin": origin,
        "path": reverse("widget-page"),
        "locale": language_of(business),
        "words": words_by_language(business),
        "css": loader_css(business.brand_colour),
    }


def loader_css(brand: str) -> str:
    colours = palette(brand)
    return assets().text("loader.css").replace("ON_BRAND", colours.on_brand).replace("BRAND", colours.brand)


def words_by_language(business: Business) -> dict[str, dict[str, str]]:
    """The launcher's words per language, under "" in the business's own; a language that says the same is left out."""
    with translation.override(language_of(business)):
        own = launcher_words(business.name)
    words = {"": own}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            if (said := launcher_words(business.name)) != own:
                words[code] = said
    return words
