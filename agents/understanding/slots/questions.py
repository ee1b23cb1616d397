"""Hours that belong to a question about something else: in "is parking free after 20:00?" nobody books."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives, wordset
from agents.understanding.slots.terms import lexicon
from agents.understanding.talk.phrasebook import sections
from languages import known, pattern

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_PLAINLY_ASKS = wordset("is are does do there hay gibt")
"""Words that begin a question with no mark at its end."""
_BREAK = re.compile(r"[.!;:\n](?!\d)|(?P<mark>\?)|,\s+(?:and|but|so|y|pero|et|mais|und|aber|e|ma|mas)\b")
_BOOKS = wordset("""
    reservation reservations booking bookings opening openings cancel way party i we me us i'd i'll we'd can could may
    book booked table tables appointment appointments slot slots space spot availability available anything anybody
    someone somebody something fit squeeze come seat open opens close closes closing closed hours time times works
    work suit suits suitable possible ok okay doable make move change reschedule puedo podemos podria podriamos puede
    me nos mesa cita reserva hueco sitio disponible disponibilidad libre libres algo abierto abierta abiertos abren
    cierran cerrado reservar posible bien vale je j'ai nous peut peux pourrait table rendez-vous rdv creneau place
    places dispo disponible disponibilite libre libres ouvert ouverts ouvrez fermez ferme fermeture reserver possible
    ich wir mir uns kann konnen konnte konnten tisch termin platz platze frei freie freien verfugbar etwas offen
    geoffnet offnet schliesst schließt geschlossen reservieren buchen moglich passt geht posso possiamo potrei
    potremmo mi ci tavolo appuntamento posto posti libero liberi libera disponibile disponibilita qualcosa aperti
    aperto aperta chiudete aprite chiuso prenotare possibile bene posso podemos poderia mesa horario vaga vagas
    disponivel disponibilidade livre livres abertos aberto fecham abrem marcar reservar possivel consulta
""")
_PLAIN = alternatives("""
    guys|folks|there|still|also|then|free|good|fine|about|with|your|for|you|they|the|and|any|some|this|that|very|too
    really|all|day|only|just|not|sie|ihr|das|noch|auch|und|usted|ustedes|vous|voi|voce|voces|les|una|uma|une|ein|eine
""")
_THING = re.compile(rf"(?!(?:{_PLAIN})\b)[^\W\d_]{{3,}}")
_FREE = re.compile(r"\b(?:free|gratis|libero)\s+(?:at|on|alle|a las)?\s*$")


def asks_else(reading: Reading, slot: Slot) -> bool:
    """Whether the clause a time stands in asks about something that is not booked."""
    start, end, is_marked = _clause(reading, slot)
    before = _starts(known(reading.language)).match(reading.folded, start, end)
    if before is None or not (is_marked or before[0].split()[0] in _PLAINLY_ASKS):
        return False
    rest = reading.folded[before.end() : slot.start] + " " + reading.folded[slot.end : end]
    if (_BOOKS | _moves(known(reading.language))) & set(
        re.findall(r"[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+)*", reading.folded[start : slot.start] + " " + rest)
    ):
        return False
    if _FREE.search(reading.folded[start : slot.start]) and isinstance(slot.value, str):
        return False
    return _THING.search(_without_times(reading, before.end(), end)) is not None and not _is_offered(
        reading, start, end
    )


@cache
def _moves(code: str) -> frozenset[str]:
    """The first words of what asks for a booking to be moved."""
    return frozenset(phrase[0] for phrase in sections(code)["move"])


@cache
def _starts(code: str) -> re.Pattern[str]:
    lead = r"[\s,¿¡]*(?:(?:and|but|also|so|ok|okay|wait|sorry|y|et|und|e|por cierto|au fait)[\s,]+)*"
    return re.compile(rf"{lead}{pattern('details', 'asking', code)}\b")


def _clause(reading: Reading, slot: Slot) -> tuple[int, int, bool]:
    start = 0
    for match in _BREAK.finditer(reading.folded):
        if match.start() >= slot.end:
            return start, match.start(), bool(match["mark"])
        if match.end() <= slot.start:
            start = match.end()
    return start, len(reading.folded), False


def _without_times(reading: Reading, start: int, end: int) -> str:
    text = reading.folded[:end]
    for mention in reading.expressions:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text[start:end]


def _is_offered(reading: Reading, start: int, end: int) -> bool:
    """What the business sells, and who works there, can be asked for at an hour."""
    return bool(lexicon(reading.context.vocabulary).find(reading.text[start:end], reading.language))
