"""What every business is asked anyway: the one place that knows where the built-in intents keep their sentences."""

from __future__ import annotations

from agents.understanding.intents.builtin_sentences import languages, sentences


def asked() -> list[tuple[str, str, str]]:
    """``(sentence, intent, language)`` of every built-in intent."""
    return [
        (sentence, intent, language)
        for language in languages()
        for intent, found in sentences(language).items()
        for sentence in found
    ]
