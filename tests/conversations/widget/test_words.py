"""What the page offers to tap is understood in the language it is offered in."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import translation

from agents.understanding.engine import understand
from agents.understanding.talk.consent import consent
from agents.understanding.types import Context
from conversations.widget.words import conversation_words, starters
from conversations.wording import talk
from tenants.models import Category

LANGUAGES = [code for code, _label in settings.LANGUAGES]
SECOND = {"food": "ask_menu", "beauty": "ask_price", "automotive": "ask_price"}


def intent_of(text: str, language: str, category: str = "food") -> str:
    now = datetime(2026, 11, 26, 9, tzinfo=UTC)
    context = Context(now=now, timezone=ZoneInfo("Europe/Rome"), category=category, locale=language)
    return understand(text, context).intent.name


@pytest.mark.parametrize("category", Category.values)
@pytest.mark.parametrize("language", LANGUAGES)
def test_starters_are_understood(language: str, category: str) -> None:
    with translation.override(language):
        offered = [each["text"] for each in starters(category)]
    expected = ["book", SECOND.get(category, "ask_services"), "ask_hours"]
    assert [intent_of(text, language, category) for text in offered] == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_quick_replies_are_understood(language: str) -> None:
    with translation.override(language):
        assert intent_of(talk.quick_book(), language) == "book"
        assert intent_of(talk.quick_hours(), language) == "ask_hours"
        assert intent_of(talk.quick_person(), language) == "ask_human"
        assert intent_of(conversation_words("Bella")["ask_person"], language) == "ask_human"
        said = [consent(text, (language,)).kind for text in (talk.quick_yes(), talk.quick_no(), talk.quick_keep())]
    assert said == ["yes", "no", "no"]
