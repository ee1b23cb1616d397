"""What customers read is translated, whole and up to date, in every language we speak."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from config import translations

if TYPE_CHECKING:
    from pathlib import Path


def test_every_language_of_the_product_but_english_is_translated() -> None:
    assert {"en", *translations.LANGUAGES} == {code for code, _label in settings.LANGUAGES}


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_translation_is_complete_and_compiled(language: str) -> None:
    faults = list(translations.faults(language))
    assert not faults, "\n".join([*faults, "Run: make translations"])


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_compiled_translation_is_what_the_product_says(language: str) -> None:
    with translation.override(language):
        assert gettext("Shall I book it?") != "Shall I book it?"


def test_faults_name_what_is_missing_changed_or_has_other_placeholders() -> None:
    catalog = Catalog(locale="de")
    catalog.add("Hello %(name)s", "Hallo %(nom)s")
    catalog.add("Goodbye", "")
    catalog.add("Yes", "Ja", flags=["fuzzy"])
    catalog.add(("%(n)d day", "%(n)d days"), ("%(n)d Tag", "Tage"))
    catalog.add("No", "Nein")
    told = [fault for message in catalog if message.id for fault in translations.faults_of(message)]
    assert told == [
        "other placeholders than the English: Hello %(name)s",
        "not translated: Goodbye",
        "to be looked at, for the English changed: Yes",
        "other placeholders than the English: %(n)d days",
    ]


@pytest.mark.parametrize("path", [path for path in translations.sources() if path.suffix == ".py"], ids=str)
def test_no_string_is_marked_where_it_is_not_found(path: Path) -> None:
    """Inside an f-string the extractor sees nothing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [
        call
        for joined in ast.walk(tree)
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in translations.KEYWORDS
    ]
    assert not inside, f"line {inside[0].lineno}" if inside else ""
