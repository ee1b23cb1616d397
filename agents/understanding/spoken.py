"""Which language a customer is surely speaking: what a reply may be given in.

``language.detect`` makes the best of every message. Here a message counts only when it leaves little doubt: a dish, a
name or a "ciao" does not make an English guest Italian.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding import language
from agents.understanding.phrases import wordset
from agents.understanding.talk.phrasebook import languages, small_words
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# Said first and alone, they open the conversation in their language.
_OPENINGS = (
    ("es", re.compile(r"hola|buenas|buenos dias|buenas (?:tardes|noches)")),
    ("fr", re.compile(r"bonjour|bonsoir|salut")),
    ("de", re.compile(r"hallo|guten (?:tag|morgen|abend)|gruss gott|servus|moin|gruezi")),
    ("it", re.compile(r"ciao|salve|buongiorno|buon giorno|buonasera|buona sera")),
    ("pt", re.compile(r"ola|oi|bom dia|boa tarde|boa noite")),
    ("en", re.compile(r"hello|good (?:morning|afternoon|evening)")),
)
_NAMES = {
    "en": "english|ingles|anglais|englisch|inglese",
    "es": "spanish|espanol|castellano|espagnol|spanisch|spagnolo|espanhol",
    "fr": "french|frances|francais|franzosisch|francese",
    "de": "german|aleman|allemand|deutsch|tedesco|alemao",
    "it": "italian|italiano|italien|italienisch",
    "pt": "portuguese|portugues|portugais|portugiesisch|portoghese",
}
_ASKS = re.compile(
    r"\b(?:in|auf|en|em|speak(?:ing)?|hab\w+|parl\w+|sprech\w+|sprichst|fal\w+)\W+(?:\w+\W+)?"
    rf"(?P<name>{'|'.join(_NAMES.values())})\b"
)
_COURTESY = wordset("please bitte por favor s'il vous te plait per piacere thanks i'd prefer")
LONGEST_WISH = 8


def named(text: str) -> str | None:
    """The language a message asks for: "English, please", "¿hablan español?", "auf Deutsch bitte"."""
    folded = fold(text)
    words = re.findall(r"[^\W\d_]+", folded)
    if not 0 < len(words) <= LONGEST_WISH:
        return None
    asked = {match["name"] for match in _ASKS.finditer(folded)}
    rest = [word for word in words if word not in _COURTESY]
    names = asked or ({rest[0]} if len(rest) == 1 else set())
    return next((code for code, known in _NAMES.items() if names & set(known.split("|"))), None)


def surely(text: str, *, without: Iterable[str] = (), is_opening: bool = False) -> str | None:
    """The language of the message where it leaves little doubt, else None.

    ``without`` are words that say nothing of it, such as the names of dishes. The first message of a conversation is
    given the benefit of the doubt: nobody has been spoken with yet.
    """
    said = [word for word in text.split() if fold(word).strip(".,;:!?¿¡\"'()") not in set(without)]
    clean = " ".join(said)
    if is_opening and (greeted := _greeting(fold(text))):
        return greeted
    script, chances = language.chances(clean)
    if script:
        return script
    if not chances:
        return None
    code, chance = next(iter(chances.items()))
    return code if chance >= _needed(code, clean, is_opening=is_opening) else None


def _greeting(folded: str) -> str | None:
    words = re.sub(r"[^\w\s]", " ", folded).split()
    return next((code for code, said in _OPENINGS if said.fullmatch(" ".join(words))), None)


def _needed(code: str, text: str, *, is_opening: bool) -> float:
    """How likely a language must be to count; over 1 says never."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)]
    if code not in languages():
        return 0.9 if len(words) >= 3 else 1.1
    small = sum(word in small_words(code) for word in words)
    if is_opening:
        return 0.7 if small else 0.85
    if len(words) < 2:
        return 1.1
    return {0: 1.1, 1: 0.85}.get(small, 0.75)
