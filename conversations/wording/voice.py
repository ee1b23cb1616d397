"""What is said to a caller who was not understood."""

from __future__ import annotations

from django.utils.translation import gettext as _


def did_i_hear(words: str) -> str:
    return _("I heard: %(words)s. Is that right?") % {"words": words}


def again() -> str:
    return _("I didn't catch that. Could you say it once more?")


def or_a_person() -> str:
    return _("Or say that you want a person, and I get one for you.")


def once_more(text: str) -> str:
    """What was broken into, from its beginning: a yes is to all of it."""
    first = _("Let me say it once more.")
    return f"{first} {text}"
