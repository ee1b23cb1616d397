"""A message in, everything understood from it out: no model call, no network, milliseconds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding import language
from agents.understanding.danger import danger, read_ahead
from agents.understanding.intents.detecting import detect_all
from agents.understanding.safety import assess, score
from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import LENGTH, Reading
from agents.understanding.talk.consent import consent
from agents.understanding.talk.cues import cues
from agents.understanding.text import as_given, normalise
from agents.understanding.types import Understanding
from languages import codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.intents import IntentModel
    from agents.understanding.text import Normalised
    from agents.understanding.types import Context, Intent, Slot

NAMES = frozenset({"name", "first_name", "last_name", "customer_name"})
NAME_WORDS, GUESS_WORDS, SHORT_WORDS = 4, 2, 6


def understand(text: str, context: Context, *, taught: IntentModel | None = None) -> Understanding:
    """Language, intents, slots and safety of one message; slot offsets are into ``text`` as received.

    ``taught`` is the tenant's own intent model.  Time is bounded whatever the text: at most 10,000 characters are
    normalised and judged for safety, the first 1,500 are searched for slots.
    """
    return understand_all([text], context, taught=taught)[0]


def understand_all(texts: Sequence[str], context: Context, *, taught: IntentModel | None = None) -> list[Understanding]:
    """``understand`` for several messages of one business: the encoder shares them out among its threads."""
    clean = [normalise(text) for text in texts]
    intents = detect_all(
        [one.text for one in clean], category=context.category, flow=context.flow, locale=context.locale, taught=taught
    )
    if len(texts) > 1:  # all at once; judging each below finds its vectors in the encoder's cache
        score(texts)
        read_ahead([one.text for one in clean])
    return [_understood(*of_one, context) for of_one in zip(texts, clean, intents, strict=True)]


def _understood(text: str, clean: Normalised, intents: tuple[Intent, ...], context: Context) -> Understanding:
    spoken = _language_of(clean.text, context)
    reading = _reading(_encodable(clean.text[:LENGTH]), spoken, context)
    heard = (reading.language, spoken, _locale(context))
    return Understanding(
        text=text,
        language=reading.language if spoken in codes() else spoken,
        intents=tuple(_placed(intent, clean) for intent in intents),
        slots=tuple(_received(slot, clean, text) for slot in find_slots(reading)),
        safety=assess(text),
        consent=consent(clean.text, heard),
        cues=cues(clean.text, heard),
        danger=danger(clean.text, heard),
    )


def _reading(text: str, spoken: str, context: Context) -> Reading:
    """The message in its language; a few words that say more of a day or an hour in the conversation's are in that."""
    own = Reading(text, _locale(context), context)
    if spoken not in codes() or spoken == own.language:
        return own
    other = Reading(text, spoken, context)
    is_short = len(text.split()) <= SHORT_WORDS and own.language in codes()
    return own if is_short and _told(own) > _told(other) else other


def _told(reading: Reading) -> int:
    """How many letters say when or how many."""
    return sum(mention.end - mention.start for mention in reading.expressions)


def _language_of(text: str, context: Context) -> str:
    """The message's language; a name that was asked for says nothing about it, nor does a plain word or two."""
    locale = _locale(context)
    is_name = bool(NAMES & set(context.requested)) and len(text.split()) <= NAME_WORDS
    spoken = locale if is_name else language.detect(text, locale)
    is_guess = spoken not in codes() and text.isascii() and len(text.split()) <= GUESS_WORDS
    return locale if is_guess else spoken


def _locale(context: Context) -> str:
    return context.locale[:2].lower() or "en"


def _encodable(text: str) -> str:
    """Lone surrogates, which JSON can carry and UTF-8 cannot, become question marks; the length stays."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _placed(intent: Intent, clean: Normalised) -> Intent:
    """The intent with its clause's place in the text as it came in."""
    start, end = clean.span(intent.start, intent.end)
    return replace(intent, start=start, end=end)


def _received(slot: Slot, clean: Normalised, text: str) -> Slot:
    """The slot placed in the text as it came in; one whose value is its text has it as it was written."""
    start, end = clean.span(slot.start, slot.end)
    value = as_given(text[start:end]) if slot.value == slot.text else slot.value
    return replace(slot, start=start, end=end, text=text[start:end], value=value)
