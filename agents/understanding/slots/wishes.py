"""Where people want to sit, what they celebrate, and what they mean to spend."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_PLACES = {
    "window": r"""
        (?:by|near|next to|at|with) (?:the |a )?windows?(?: view)?|window (?:seat|table)s?
        (?:junto|cerca) (?:a|de) (?:la )?ventana|pres de la fenetre|am fenster
        (?:vicino|accanto) alla finestra|perto da janela
    """,
    "outside": r"""
        outside|outdoors?|al fresco|(?:on|in) the (?:terrace|patio|garden|deck|courtyard|balcony)
        (?:terrace|patio|garden) (?:table|seat)s?|afuera|fuera|terraza|en terrasse|dehors|exterieur
        drau(?:ss|ß)en|auf der terrasse|au(?:ss|ß)en|all'aperto|fuori|esterno|la fora|esplanada
    """,
    "inside": r"inside|indoors?|dentro(?! d[eo])|adentro|a l'interieur|drinnen|innen|all'interno",
    "quiet": r"""
        quiet(?:er)? (?:table|corner|spot|place|area|room)|somewhere quiet(?:er)?|tranquil[oa]|calme|ruhig(?:er|en)?
    """,
    "booth": r"booths?",
    "bar": r"(?:at|by) the (?:bar|counter)|bar (?:seat|stool)s?",
    "private_room": r"private (?:room|dining room|area|space)",
    "corner": r"(?:in the |a )?corner (?:table|seat)|in (?:the|a) corner",
    "accessible": r"""
        wheelchair(?: accessible| access)?|step[- ]free|disabled access|accessible (?:table|entrance)
        rollstuhl\w*|silla de ruedas|fauteuil roulant|sedia a rotelle|cadeira de rodas
    """,
    "high_chair": r"high[- ]?chairs?|booster seats?|trona|chaise haute|hochstuhl|seggiolone|cadeirinha",
    "at_home": r"""
        at (?:my|our) (?:house|home|place|office)|(?:come|visit) to (?:my|our) (?:house|home|place|office)|home visit
    """,
}
_WHEREABOUTS = frozenset({"outside", "inside"})
_BEING = re.compile(
    r"\b(?:"
    + alternatives("""
        stand(?:ing)?|stood|wait(?:ing|ed)?|park(?:ed|ing)?|stuck|arrived|i'?m|we'?re|he'?s|she'?s|they'?re|am|is|are|was|were
        locked|left|here|it'?s
        estoy|estamos|esta|estan|espero|esperando|esperamos|parado|suis|sommes|est|sont|attends?|attendons|stehe|stehen|steht
        warte|warten|wartet|bin|sind|ist|sono|siamo|e'?|aspetto|aspettiamo|aspetta|estou|esperando
    """)
    + r")\s+(?:right|just|already|still|now|ya|aqui|la|ici|deja|schon|hier|gerade|gia|qui|ja|here|sat|all)?\s*$"
)
_SITTING = re.compile(
    r"\b(?:sit|sat|sitting|seat\w*|table|tables|eat|dine|mesa\w*|tisch\w*|tavol\w+|sentar\w*|sitzen|essen)\b"
)
_OCCASIONS = {
    "birthday": r"b(?:irth|'?)days?|bday|cumpleanos|geburtstag|compleanno|anniversaire(?! de mariage)",
    "anniversary": r"anniversar(?:y|ies)|anniversaire de mariage|hochzeitstag|anniversario|aniversario",
    "date": r"date night|romantic (?:dinner|evening|meal|night)|first date",
    "engagement": r"engagement|getting engaged|propos(?:e|al|ing)",
    "wedding": r"weddings?|bridal|rehearsal dinner|boda|hochzeit|matrimonio|casamento",
    "graduation": r"graduation",
    "business": r"(?:business|client) (?:lunch|dinner|meal|meeting)|work (?:lunch|dinner|do|party)",
    "hen_or_stag": r"(?:hen|stag|bachelor|bachelorette) (?:do|party|night|weekend)",
    "baby_shower": r"baby shower",
    "holiday_party": r"(?:christmas|new year'?s?|holiday|halloween) (?:party|do|dinner|lunch|meal)",
    "funeral": r"funeral|memorial service",
}
_PLACE = {value: re.compile(rf"\b{alternatives(words)}\b") for value, words in _PLACES.items()}
_OCCASION = {value: re.compile(rf"\b{alternatives(words)}\b") for value, words in _OCCASIONS.items()}
_CURRENCIES = {
    "$": "USD", "dollar": "USD", "dollars": "USD", "usd": "USD", "bucks": "USD", "€": "EUR", "euro": "EUR",
    "euros": "EUR", "eur": "EUR", "£": "GBP", "pound": "GBP", "pounds": "GBP", "gbp": "GBP", "quid": "GBP",
    "chf": "CHF", "francs": "CHF",
}  # fmt: skip
_UNIT = "|".join(re.escape(word) for word in sorted(_CURRENCIES, key=len, reverse=True))
_NUMBER = r"\d{1,6}(?:[.,]\d{2})?"
_AMOUNT = rf"(?:(?P<before>[$€£])\s?(?P<a>{_NUMBER})|(?P<b>{_NUMBER})\s?(?P<after>{_UNIT})(?![a-z]))"
_CEILING = alternatives(r"""
    under|below|less than|no more than|not more than|at most|up to|max(?:imum)?(?: of)?|within|budget(?: is| of)?
    menos de|hasta|moins de|unter|hochstens|bis zu|meno di|massimo|ate
""")
_FLOOR = r"(?:over|above|more than|at least|from)"
_BUDGET = re.compile(
    rf"(?:\b(?P<ceiling>{_CEILING})\s+|\b(?P<floor>{_FLOOR})\s+|\b(?:around|about|roughly)\s+)?{_AMOUNT}"
)


def find(reading: Reading) -> list[Slot]:
    """Slots ``place``, ``occasion`` and ``budget`` (``{"max" or "min": amount, "currency": code}``)."""
    found = []
    for name, patterns in (("place", _PLACE), ("occasion", _OCCASION)):
        for value, pattern in patterns.items():
            found += [reading.slot(name, *match.span(), value) for match in reading.matches(pattern)]
    found = [slot for slot in found if not (slot.value in _WHEREABOUTS and _tells_where(reading, slot))]
    return found + [_budget(reading, match) for match in reading.matches(_BUDGET)]


def _tells_where(reading: Reading, slot: Slot) -> bool:
    """Whether somebody is, or waits, outside now: that is no wish to sit there."""
    before = re.split(r"[.!?;,]", reading.folded[: slot.start])[-1]
    return _BEING.search(before) is not None and _SITTING.search(before + reading.folded[slot.end :]) is None


def _budget(reading: Reading, match: re.Match[str]) -> Slot:
    amount = Decimal((match["a"] or match["b"]).replace(",", "."))
    currency = _CURRENCIES[match["before"] or match["after"]]
    bound = "min" if match["floor"] else "max"
    return reading.slot("budget", *match.span(), {bound: f"{amount:.2f}", "currency": currency})
