"""Where a visit is to come: street, number, flat and town, kept as written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives, wordset
from agents.understanding.slots.answers import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

UNIT = alternatives(r"""
    apt|apartment|flat|unit|suite|code|ste|floor|room|building|bldg|buzzer|staircase|door|gate|fl
    piso|puerta|planta|dpto|depto|departamento|escalera|esc|bajo|atico|portal
    appartement|appt|etage|batiment|bat|escalier|porte|digicode|rez-de-chaussee|rdc
    wohnung|whg|stock|stockwerk|etage|hinterhaus|vorderhaus|aufgang|og|eg|tur
    interno|int|scala|piano|citofono|palazzina
    apartamento|apto|ap|andar|bloco|casa|fundos|lote
""")
_FLOOR = r"(?:floor|stock|stockwerk|og|etage|piso|planta|piano|andar|dg|izq\w*|dcha|esq\w*)"
_PART = (
    rf"(?:{UNIT}\b\.?(?:\s+(?:no|nr|number)\b\.?)?\s*[#:]?\s*\w{{0,6}}(?:[-/]\w{{1,4}})?"
    rf"|\d{{1,3}}(?:st|nd|rd|th|e|er|re|ere|eme|o|a|º|ª|°|\.)?\s*{_FLOOR}\b|(?:first|second|third|ground|top)\s+floor"
    r"|\d{1,2}[oaºª°],?\s*(?:[a-z]|izq\w*|dcha|dir\w*)\b|#\s*\w{1,5})(?:\s+(?:links|rechts|mitte|izquierda|derecha|left|right|gauche|droite|flat))?"
)
_TOWN = (
    r"(?:\d{4,5}(?:-\d{3,4})?(?P<town>(?:\s+(?:st\.\s)?[^\W\d_][\w'-]+){0,3})"
    r"|[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2}\b|[a-z]{2}\s+\d{5}\b)"
)
_MORE = re.compile(rf"\s*(?:,|\s)\s*(?:{_PART}|{_TOWN})")
_PLACE = re.compile(r",\s*(?:[^\W\d_][\w'’.-]*)(?:\s+[^\W\d_][\w'’.-]*){0,2}(?=\s*(?:[,.;!?\n]|$|[A-Z]{0,2}\d))")
_ENGLISH = (
    r"\b\d{1,5}[a-z]?\s+(?:[nsew]{1,2}\.?\s+)?(?:[\w'’.-]+\s+){1,3}?"
    r"(?P<kind>street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|court|ct|place|pl|square|sq|close|terrace|boulevard|blvd"
    r"|crescent|gardens|parkway|pkwy|highway|hwy|mews|grove|hill)\b\.?(?:\s+[nsew]{1,2}\b)?"
)
_SURE_KINDS = frozenset({"street", "road", "avenue", "lane", "boulevard", "crescent", "ave", "blvd", "rd"})
_NUMBER = r"(?:n[.o°º]{0,2}\s*)?\d{1,5}(?:\s?(?:bis|ter))?(?:\s?[a-z]\b)?"
_NAMED = r"(?:[^\W\d_][\w'’.-]*,?\s+){1,5}?"
_ROMANCE = (
    r"\b(?:via|viale|piazza|corso|vicolo|largo|strada|calle|c/|avenida|avda?\.?|av\.|plaza|paseo|pza\.?|camino|ronda|carrer"
    rf"|rua|r\.|travessa|praca|alameda|estrada)\s+{_NAMED}{_NUMBER}"
)
_FRENCH = (
    rf"\b{_NUMBER},?\s+(?:rue|avenue|av\.?|boulevard|bd\.?|bld|place|chemin|allee|impasse|quai|cours|route|passage|square)"
    r"\s+(?:[^\W\d_][\w'’.-]*\s*){1,5}?(?=\s*(?:[,.;!?\n]|$|\d|\bet\b|\bpour\b|\ba\b))"
)
_GERMAN = (
    r"\b(?:[^\W\d_][\w.-]*(?:stra(?:ss|ß)e|str\.|platz|allee|weg|gasse|ring|damm|ufer|chaussee|markt)"
    r"|[^\W\d_][\w.-]*\s+(?:stra(?:ss|ß)e|str\.|platz|allee|weg|ring|damm)|am \w+|an der \w+|auf der \w+|unter den \w+)"
    r"\s+\d{1,4}(?:\s?[a-z]\b)?"
)
_DIRECTED = r"\b\d{3,5}\s+(?P<direction>[nsew]{1,2})\.?\s+[^\W\d_][\w'’.-]+"
"""American streets that are called by their name alone: "1100 W Monroe"; the direction is written in capitals."""
_STREETS = [re.compile(pattern) for pattern in (_ENGLISH, _ROMANCE, _FRENCH, _GERMAN, _DIRECTED)]
_ANNOUNCED = alternatives(r"""
    (?:my |the |our |home )?address(?: is|'s|:)|(?:i|we) live (?:at|on)|(?:come|get|send \w+) to (?=\d)
    (?:la |mi |nuestra )?direccion(?: es|:)|vivo en|(?:l'|mon |notre )adresse(?: est|:|,? c'est)|j'habite(?: au| a)?
    (?:die |meine |unsere )?(?:adresse|anschrift)(?: ist| lautet|:)|ich wohne in der|wir wohnen in der
    (?:l'|il mio |il nostro )?indirizzo(?: e'?|:)|abito in|(?:o |a |o meu |a minha )?(?:endereco|morada)(?: e|:)
    moro na
""")
_CUE = re.compile(rf"\b{_ANNOUNCED}\s*:?\s*")
_CLAUSE = re.compile(
    r"[;!?\n]|(?<!\bst)(?<!\bave)(?<!\bav)(?<!\bapt)(?<!\brd)(?<!str)(?<!\d)\.(?:\s|$)|\s(?:and|but|because|so|y|pero|et|mais"
    r"|und|aber|e|ma|mas|que|if|please)\s|\s[-–]\s"
)
_MOMENTS = frozenset({"date", "time", "datetime"})
_CUTS = frozenset({"date", "datetime", "datetime_range", "date_range"})


def find(reading: Reading, taken: Iterable[Slot]) -> list[Slot]:
    """One address: the answer where it was asked for, else what words announce or a street with what belongs to it."""
    known = tuple(taken)
    if "address" in reading.context.requested and (_is_open(reading) or _has_number(reading)):
        span = answer(reading, known)
        if span and _may_be_place(reading, *span):
            return [_slot(reading, *span, 0.9)]
    spans = [span for cue in reading.matches(_CUE) if (span := _announced(reading, cue.end()))]
    return [_slot(reading, *span, 0.85) for span in (spans or _streets(reading))[:1]]


def _slot(reading: Reading, start: int, end: int, confidence: float) -> Slot:
    return reading.slot("address", start, end, reading.text[start:end], confidence)


def _may_be_place(reading: Reading, start: int, end: int) -> bool:
    """With a number or a capital, and no day or hour in it: "thanks, bye" and "a plumber too, at 2pm" are none."""
    said = reading.text[start:end]
    is_time = any(one.start < end and start < one.end for one in reading.expressions if one.kind in _MOMENTS)
    return not is_time and any(letter.isdigit() or letter.isupper() for letter in said)


def _is_open(reading: Reading) -> bool:
    """Whether nothing but the address was asked for: then whatever is said is one."""
    return set(reading.context.requested) == {"address"}


def _has_number(reading: Reading) -> bool:
    """Whether a number stands in it that is no date, time or length."""
    return any(
        letter.isdigit() and not any(one.start <= place < one.end for one in reading.expressions)
        for place, letter in enumerate(reading.text)
    )


def _announced(reading: Reading, start: int) -> tuple[int, int] | None:
    """From the announcing words to the end of what goes on as an address does."""
    clause = _CLAUSE.search(reading.folded, start)
    end = clause.start() if clause else len(reading.text)
    for mention in reading.expressions:
        if mention.kind in _CUTS and start + 1 < mention.start < end and reading.text[mention.start - 1] in " ,":
            end = mention.start
    first = reading.text.find(",", start, end)
    end = _continued(reading, first, end) if first > 0 else end
    end = start + len(re.sub(r"[\s,]+(?:(?:on|at|for|el|le|am|il|no|na|um|a)\s*)?$", "", reading.text[start:end]))
    said = reading.text[start:end]
    return (start, end) if any(letter.isdigit() for letter in said) or said.istitle() else None


def _continued(reading: Reading, start: int, last: int) -> int:
    """Past the flats, floors, codes and towns that follow a street."""
    end = start
    while end < last:
        match = _MORE.match(reading.folded, end, last) or _town(reading, end, last)
        if match is None:
            break
        end = _end_of_town(reading, match)
    return end


def _end_of_town(reading: Reading, match: re.Match[str]) -> int:
    """Past its first word, and those that go on with it: "Frankfurt am Main", and not "roma una margherita"."""
    start, last = match.span("town") if "town" in match.groupdict() else (-1, -1)
    if start == last:
        return match.end()
    named = [(found.start(), found.end()) for found in _WORD.finditer(reading.text, start, last)]
    end, is_open = named[0][1], False
    for place, (first, final) in enumerate(named):
        word = reading.folded[first:final].strip(".")
        if place and not (is_open or word in _JOINING or reading.text[first].isupper()):
            break
        is_open = word in _JOINING or (place == 0 and word in _OPENING)
        end = end if word in _JOINING else final
    return end


def _town(reading: Reading, start: int, last: int) -> re.Match[str] | None:
    """A town after a comma is written with a capital."""
    match = _PLACE.match(reading.text, start, last)
    is_name = match is not None and all(word[0].isupper() for word in match[0].strip(" ,").split()[:1])
    is_time = any(one.start < (match.end() if match else 0) and start < one.end for one in reading.expressions)
    return match if is_name and not is_time else None


def _streets(reading: Reading) -> list[tuple[int, int]]:
    found = [match for pattern in _STREETS for match in reading.matches(pattern) if _is_street(reading, match)]
    found.sort(key=lambda match: (match.start(), match.start() - match.end()))
    return [(match.start(), _continued(reading, match.end(), len(reading.text))) for match in found]


def _is_street(reading: Reading, match: re.Match[str]) -> bool:
    """Names of streets have capitals; in small letters only words that are hardly anything else make one."""
    if any(one.kind in _CUTS and one.start < match.end() and match.start() < one.end for one in reading.expressions):
        return False  # "am Montag 7. Dezember"
    words = re.findall(r"[^\W\d_][\w'’-]*", reading.text[slice(*match.span())])
    capitals = sum(word[0].isupper() for word in words)
    if match.groupdict().get("direction") is not None:
        return bool(capitals == len(words))
    kind = match.groupdict().get("kind")
    if kind is None:
        is_plain = not reading.language.startswith("en") and not _DOUBTFUL & {word.lower() for word in words}
        return capitals > 0 or is_plain or _POSTCODE.match(reading.text, match.end()) is not None
    return capitals * 2 >= len(words) or (kind in _SURE_KINDS and "minute" not in words)


_WORD = re.compile(r"[^\s,]+")
_JOINING = wordset("de del di da do dos am an der im sur sous en la le les")
_OPENING = wordset(
    "new san santa sankt st saint sainte los las el la le les bad sao port palma villa vila reggio neu alt"
)
"""Words inside the names of towns, and those that many begin with."""
_POSTCODE = re.compile(r"\s*,?\s*\d{5}\b")
_DOUBTFUL = frozenset({"corso", "cours", "passage", "place", "route", "largo", "quai", "paseo", "ronda", "square"})
"""Words of streets that mean other things as well."""


def numbered(reading: Reading) -> Iterator[tuple[int, int]]:
    """Flats, rooms, floors and extensions: their numbers are no hours and no people."""
    for match in reading.matches(_NUMBERED):
        yield match.span()


_NUMBERED = re.compile(
    rf"\b(?:{UNIT}|ext|extn|extension|zimmer|room|habitacion|chambre|stanza|quarto|durchwahl|poste|ramal|order|bestellung)\b\.?"
    rf"\s*(?:(?:is|es|est|ist|e|number|no|nr|n[o°º])\b\.?)?\s*[#:]?\s*\d{{1,5}}\s?[a-z]?\b(?!\s*(?:people|persons?|guests?|[ap]m))"
    rf"|\b\d{{1,3}}(?:st|nd|rd|th|e|er|eme|o|a|º|ª|°|\.)?\s*{_FLOOR}\b"
)
