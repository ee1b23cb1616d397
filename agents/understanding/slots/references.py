"""What points at something said before: "the second one", "the later one", "same as last time"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Json, Slot

_PLACES = {
    1: "first 1st one primer primera primero premier premiere erste ersten erster prima primo primeira primeiro",
    2: "second 2nd two segunda segundo deuxieme zweite zweiten zweiter seconda secondo",
    3: "third 3rd three tercera tercero troisieme dritte dritten dritter terza terzo terceira terceiro",
    4: "fourth 4th four cuarta cuarto quatrieme vierte vierten quarta quarto",
    5: "fifth 5th",
    -1: "last ultima ultimo derniere dernier letzte letzten letzter",
}
_PLACE_OF = {word: place for place, words in _PLACES.items() for word in words.split()}
_CARDINALS = frozenset({"one", "two", "three", "four"})
"""Places that are hours as well: "two" after times on offer is two o'clock."""
_ANY_PLACE = "|".join(sorted(_PLACE_OF, key=len, reverse=True))
_ARTICLE = r"(?:the|la|el|le|il|l'|die|den|das|der|a|o)"
_THING = r"(?:one|option|slot|choice|suggestion|opcion|opzione|opcao|termin)"
_OFFERED = (
    r"\s*(?:$|[.!,]|(?:please|then|works?|would|is|looks|sounds|suits|slot|you|if|for me|if possible|if that)\b"
    r"(?! (?:i|we|my|our|it|that)\b))"
)
"""What follows when "the second time" is one of those offered, and not how often something happened."""
_ORDINAL = re.compile(
    rf"\b(?<!\bfor ){_ARTICLE} (?P<a>{_ANY_PLACE}) (?:{_THING}|time(?={_OFFERED}))\b"
    r"(?!\s+(?:o'?clock|fifteen|twenty|thirty|forty|fifty))"
    r"|\b(?:option|number|choice|slot|opcion|numero|opzione|opcao) (?P<b>\d|one|two|three|four)\b"
    rf"|^\s*(?:(?:ok|okay|yes|then)[\s,]+)?{_ARTICLE}?\s*"
    rf"(?P<c>{_ANY_PLACE})(?: (?:(?P<thing>{_THING}|time)|bitte|please|por favor))?\s*[.!]?\s*$"
)
_RELATIVES = {
    "later": """
        the (?:later|latest) (?:one|option|slot|time)|later one|mas tarde|plus tard|spater(?:e|en)?|piu tardi
    """,
    "earlier": """
        the (?:earlier|earliest|soonest) (?:one|option|slot|time)|earlier one|as (?:soon|early) as possible|asap
        (?:the )?(?:earliest|soonest|(?:next|first) (?:possible|available|free)(?: (?:one|slot|appointment|table))?)
        earliest possible|first thing|right away|straight away|so bald wie moglich|le plus tot possible|lo antes posible
        cuanto antes|(?:el |la )?primer[oa]? (?:(?:dia|hueco|hora|cita) )?(?:disponible|libre|que (?:haya|tengais))
        des que possible|au plus tot|(?:le )?premier (?:(?:jour|creneau|rendez-vous) )?(?:disponible|libre)
        sobald wie moglich|so fruh wie moglich|schnellstmoglich
        (?:erste|nachste|fruheste)[nrs]? (?:freie|mogliche)[nrs]?(?: (?:tag|termin))?
        il prima possibile|appena possibile
        (?:il |la )?prim[oa] (?:(?:giorno|posto|orario|appuntamento) )?(?:disponibile|libero|utile)
        assim que possivel|o quanto antes|o que vier primeiro
        (?:o |a )?primeir[oa] (?:(?:dia|horario|vaga) )?(?:disponivel|livre)
    """,
    "cheaper": "the (?:cheap(?:er|est)|least expensive) (?:one|option)",
    "other": "the other (?:one|option|slot|time)",
    "any": """
        any(?:thing)? (?:of them|one|works|is fine|time (?:works|is fine))|either(?: one)?(?: is fine| works)?|whichever
        ^any$|you (?:choose|decide|pick)
        cualquiera|n'importe lequel|egal|qualsiasi|qualquer um
    """,
    "that": "th(?:at|is) (?:one|works|sounds good|is (?:fine|good|perfect))",
}
_REFERENCES = {
    "last_time": """
        (?:the )?same (?:as|thing as|order as) (?:last time|before|usual|always)|like last time
        what i had (?:last time|before)|my last (?:order|booking)|(?:re)?order again
        lo mismo (?:de siempre|que la ultima vez)|comme (?:la derniere fois|d'habitude)|wie (?:letztes mal|immer)
        come l'ultima volta|come al solito|o mesmo de sempre
    """,
    "usual": "(?:my|the) usual",
}
_RELATIVE = {value: re.compile(rf"\b{alternatives(words)}\b") for value, words in _RELATIVES.items()}
_REFERENCE = {value: re.compile(rf"\b{alternatives(words)}\b") for value, words in _REFERENCES.items()}
_NUMERIC = frozenset({"people", "date", "time", "quantity", "duration"})


def find(reading: Reading) -> list[Slot]:
    """Slots ``choice`` (a place in what was offered, 1 first, -1 last, or how it compares) and ``reference``."""
    found = _ordinals(reading)
    for name, patterns in (("choice", _RELATIVE), ("reference", _REFERENCE)):
        for value, pattern in patterns.items():
            found += [reading.slot(name, *match.span(), value, 0.85) for match in reading.matches(pattern)]
    return found


def _ordinals(reading: Reading) -> list[Slot]:
    """After "how many?" a bare "two" counts, after "which day?" a bare "the first" is a date: neither is a choice.

    Among things just offered it is one.
    """
    is_number = bool(_NUMERIC & set(reading.requested))
    is_offered = "choice" in reading.requested
    found = []
    for match in reading.matches(_ORDINAL):
        said = match["a"] or match["b"] or match["c"]
        is_open = match["c"] and is_number and not match["thing"]
        if not is_open or (is_offered and said not in _CARDINALS):
            value: Json = int(said) if said.isdigit() else _PLACE_OF[said]
            found.append(reading.slot("choice", *match.span(), value))
    return found
