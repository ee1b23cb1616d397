"""Yes or no: whether a message takes or turns down what was offered just before, in the six languages."""

from __future__ import annotations

import re
from typing import Literal

from agents.understanding.phrases import alternatives
from agents.understanding.tokens import fold

Stance = Literal["yes", "no", "open"]

_OPENING = r"^\W*(?:(?:oh|ah|um|uh|well|hmm|hey|hi|sorry|actually)\W+)*"
_SURE = re.compile(rf"{_OPENING}(?:yes|y(?=\W*$)|yeah|yea|yep|yup|sure|si|oui|ja|sim)\b")
_FLAT = re.compile(
    rf"{_OPENING}(?:no|nope|nah|nein|non|nao|nothing|not (?:really|quite|yet|that|this|exactly|at|for|now|right))\b"
)
_NEGATION = r"(?:don't|do not|didn't|did not|won't|can't|doesn't|does not|isn't|is not|not)"
_TURNS_DOWN = re.compile(
    alternatives(rf"""
        {_NEGATION} (?:want|work|like|right|correct|what|suit|quite|think so|good|great|fine|ok|okay)
        that's wrong|wrong|change|instead|rather|different|another|something else|other|changed my mind|cancel
        lieber|plutot|mejor|anzi
    """).join((r"\b", r"\b"))
)
_AGREES = re.compile(
    alternatives(r"""
        yes|yeah|yea|yep|yup|ya|sure|ok|okay|okey|correct|right|exactly|perfect|absolutely|definitely|of course
        certainly|fine|works|go ahead|please do|great|good|awesome|wonderful|excellent|confirm(?:ed)?|accept|lovely
        (?:that|it)(?:'s| is| would be|'d be|'ll be| will be) (?:it|alright|nice)|that one|amazing
        sounds (?:nice|delicious)|i(?:'ll| will) take (?:it|that)|let's do (?:it|that)
        (?:book|reserve|try|do) (?:it|that)|that(?:'ll| will| does) (?:do|it)|i like (?:that|it|him|her|the sound)
        si|claro|vale|de acuerdo|perfecto|correcto|exacto|oui|d'accord|parfait|ca marche|ja|genau|passt|gerne
        einverstanden|stimmt|va bene|certo|perfetto|esatto|sim|esta bem|perfeito
    """).join((r"\b", r"\b"))
)
_ASKS = re.compile(r"^\W*(?:is|are|was|were|did|have|has|when|what|who|where|how|why)\b")
"""A question takes nothing: "is it confirmed?" confirms no more than "what is right?" does."""
_CALLS_OFF = re.compile(
    alternatives(r"""
        never ?mind|forget (?:it|that|about it)|drop it|leave it|(?:it )?(?:doesn't|does not) matter|scrap that
        start (?:over|again|afresh|from scratch)|not any ?more|no longer (?:need|want)
        vergiss es|schon gut|laisse(?:z)? tomber|dejalo|olvidalo|lascia (?:stare|perdere)|esquece|deixa para la
    """).join((r"\b", r"\b"))
)
_SAYING = {
    "\N{THUMBS UP SIGN}": "yes",
    "\N{OK HAND SIGN}": "yes",
    "\N{WHITE HEAVY CHECK MARK}": "yes",
    "\N{THUMBS DOWN SIGN}": "no",
}
_SIGNS = re.compile("|".join(_SAYING))
_NO_PROBLEM = re.compile(r"\bno(?:t a)? problem\b|\bno worries\b")


def calls_off(text: str) -> bool:
    """Whether what was being arranged is to be let go: "never mind", "start again"."""
    return _CALLS_OFF.search(fold(text)) is not None


def stance(text: str) -> Stance:
    """What stands first decides; failing that, turning down wins over agreeing ("great, but another time")."""
    folded = _NO_PROBLEM.sub("ok", fold(_SIGNS.sub(lambda sign: _SAYING[sign[0]], text)))
    if _SURE.search(folded):
        return "yes"
    if _FLAT.search(folded) or _TURNS_DOWN.search(folded):
        return "no"
    return "yes" if _AGREES.search(folded) and not _ASKS.search(folded) else "open"
