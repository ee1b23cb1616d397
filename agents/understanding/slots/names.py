"""Who the booking is for, where the tagger has no say: other languages and bare answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives, wordset
from agents.understanding.slots import contacts
from agents.understanding.tagger.words import is_first_name
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_CUES = alternatives(r"""
    my name is|my name's|the name is|the name's|under the name(?: of)?|in the name of|name's|i am called|it's under
    under|me llamo|mi nombre es|a nombre de|soy|je m'appelle|mon nom est|au nom de|je suis|ich heisse|mein name ist
    auf den namen|auf|mi chiamo|il mio nome e|a nome(?: di)?|sono|meu nome e|chamo-me|me chamo|em nome de|sou(?: o| a)?
""")
_CUE = re.compile(rf"\b{_CUES}\s+")
_SURE_CUE = re.compile(
    r"\b(?:my name is|my name's|the name is|the name's|under(?: the name(?: of)?)?|in the name of)\s+"
)
_WORD = r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*"
_PARTICLE = r"(?:de la|de|del|da|dos|van|von|der|di|du|le|la|mc|o'|bin|al|el|st\.?)"
_NAME = re.compile(rf"(?P<first>{_WORD})(?:\s+(?P<last>(?:{_PARTICLE}\s+)*{_WORD}(?:\s+{_WORD})?))?", re.IGNORECASE)
_INTRODUCTION = re.compile(rf"(?:[\w']+\s+)?{_CUES}\s+{_NAME.pattern}", re.IGNORECASE)
_NOT_NAMES = wordset(
    """
    yes no ok okay sure thanks thank please hello hi hey si oui ja nein non sim nao gracias merci danke grazie
    obrigado the a an for at on in it is and un una el le der die das interested looking going a happy sorry
    fine good not here table tomorrow today tonight montag dienstag mittwoch donnerstag freitag samstag sonntag morgen
    heute ein eine einen mensch menschen mitarbeiter person persona personne pessoa humano humain umano operatore
    operador agente agent bei bitte mit con por favor avec chez com with merci
    lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche
    """
)


def is_no_name(message: str) -> bool:
    """Whether it is a word people answer with instead of a name: "yes", "ja"."""
    return message.strip(" .!,").lower() in _NOT_NAMES


def is_introduction(text: str) -> bool:
    """Whether a message only says who is speaking: "Mein Name ist Anna Müller", "c'est au nom de Lefèvre"."""
    return bool(_INTRODUCTION.fullmatch(fold(text).strip(" .!,")))


def find(reading: Reading) -> list[Slot]:
    """A name after words that introduce one, or the whole of a short answer to a question for it."""
    return _after(reading, _CUE) or _bare(reading)


def introduced(reading: Reading) -> list[Slot]:
    """A name after words that introduce nothing else."""
    return _after(reading, _SURE_CUE)


def _after(reading: Reading, cues: re.Pattern[str]) -> list[Slot]:
    for cue in reading.matches(cues):
        match = _NAME.match(reading.text, cue.end())
        if match and _looks_like_name(match["first"]):
            return split(reading, match.start(), _end(match), 0.8)
    return []


def _looks_like_name(word: str) -> bool:
    return word.lower() not in _NOT_NAMES and (word[0].isupper() or is_first_name(word.lower()))


def _end(match: re.Match[str]) -> int:
    """A surname follows only in capitals: "me llamo Ana quiero ..." ends at Ana."""
    last = match["last"]
    if not last:
        return match.end()
    end = match.end("first")
    for word in re.finditer(_WORD, last):
        if word[0][0].isupper():
            end = match.start("last") + word.end()
        elif not re.fullmatch(_PARTICLE, word[0], re.IGNORECASE):
            break
    return end


def _bare(reading: Reading) -> list[Slot]:
    if not {"first_name", "last_name"} & set(reading.requested) or _answers_else(reading):
        return []
    match = _NAME.fullmatch(_without_contacts(reading).strip(" .!,;\n"))
    if not match or any(word.lower() in _NOT_NAMES for word in match[0].split()):
        return []
    start = reading.text.index(match[0])
    return split(reading, start, start + len(match[0]), 0.7)


def _answers_else(reading: Reading) -> bool:
    """Asked for several details at once, "drei Personen" and "lunedì" are those and no names."""
    asked = set(reading.requested)
    return bool(("people" in asked and reading.numbers) or ("date" in asked and reading.expressions))


def _without_contacts(reading: Reading) -> str:
    """What is said beside a phone number or e-mail address: "Ana García, ana@example.com"."""
    text = reading.text
    for contact in contacts.find(reading):
        text = text[: contact.start] + " " * (contact.end - contact.start) + text[contact.end :]
    return text


def split(reading: Reading, start: int, end: int, confidence: float) -> list[Slot]:
    """First and last name; a lone word is a first name unless only the last was asked for."""
    text = reading.text[start:end]
    cut = text.find(" ")
    if cut < 0:
        kind = "last_name" if reading.requested == ("last_name",) else "first_name"
        return [reading.slot(kind, start, end, text, confidence)]
    last = start + cut + 1
    return [
        reading.slot("first_name", start, start + cut, text[:cut], confidence),
        reading.slot("last_name", last, end, reading.text[last:end].strip(), confidence),
    ]
