"""Answers to open questions kept as given: an address, a car; less their framing and what is asked beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives, wordset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_FRAME = re.compile(
    r"[\s,]*(?:"
    + alternatives(r"""
        (?:yes|yeah|yep|sure|ok|okay|of course|hi|hello|sorry|oh|um+|uh+|well|so|please)(?=[\s,!.])[!.]?
        (?:si|claro|vale|hola|oui|bonjour|d'accord|ja|klar|gerne?|hallo|certo|ciao|sim|ola|no|nein|non)(?=[\s,!.])[!.]?
        (?:(?:my|the|our|full|home) )*address(?:'s| is|:)?|(?:it|that|this)(?:'s| is| would be)(?: a| at)?|its(?: a)?
        (?:i|we)(?:'m| am|'re| are| live)(?: at| on| in)?|im at|(?:please )?(?:come|send (?:him|her|them|someone)) to
        at|(?:i|we) (?:have|drive|own)(?: got)?(?: a| an)?|i've got an?|a|an|my (?:car|vehicle)(?:'s| is)(?: a| an)?
        (?:la|mi|nuestra) direccion(?: completa)?(?: es|:)?|vivo en|vivimos en|estoy en|estamos en|es(?: en| un| una)?
        tengo un|un|una|(?:l'|mon |notre )adresse(?: complete)?(?:,? c'est| est|:)?|j'habite(?: au| a)?
        c'est(?: au| a| une?)?|j'ai une?|une|(?:die |meine |unsere )?(?:adresse|anschrift)(?: ist| lautet|:)?
        ich wohne(?: in der| in| am)?|wir wohnen(?: in der| in)?|das ist|es ist(?: ein)?|(?:ich )?habe einen?|einen?
        (?:l'|il mio |il nostro )?indirizzo(?: e'?|:)?|abito in|abitiamo in|sto in|e'? (?:una?)?|ho una?
        (?:o|a|meu|minha|o meu|a minha) (?:endereco|morada)(?: e|:)?|moro (?:na|no|em)|fica (?:na|no|em)
        e (?:na|no|um)|tenho um
    """)
    + r")(?=[\s:,]|$)[\s:,]*"
)
_COURTESY = re.compile(
    r"[\s,.!]+(?:please|pls|thanks|thank you|thx|cheers|por favor|gracias|s'il vous plait|svp|merci|bitte|danke|grazie"
    r"|per favore|obrigad[oa])[\s.!]*$"
)
_SENTENCE = re.compile(
    r"\?+|[!;\n]+|,?\s+(?:and|but|y|pero|et|mais|und|aber|e|ma|mas)\s+(?=(?:how|what|when|do|can|is|are|will|cuanto|combien"
    r"|wie|was|quanto|que|quel)\b)|(?<!\bst)(?<!\bave)(?<!\bav)(?<!\bapt)(?<!\brd)(?<!\bdr)(?<!\bblvd)(?<!str)(?<!\bno)(?<!\bnr)(?<!\d)"
    r"(?<!\b[^\W\d_])\.(?=\s)"
)
_NO_ANSWER = wordset("""
    no nope yes ok okay what why how when where which who is are do does can could will not never nothing none wait hold
    hang actually cancel que por cual cuando donde como no si pourquoi comment quel quelle combien est non oui warum wie
    was wann wo nein ja ist che perche come quando dove quanto e' qual quando onde nao sim stop sorry idk later
""")
_LAYERS = 4


def answer(reading: Reading, taken: Iterable[Slot]) -> tuple[int, int] | None:
    """The stretch of the message that answers; None for a question, a refusal or nothing but a contact detail."""
    folded = reading.folded
    for slot in taken:
        folded = folded[: slot.start] + "\n" * (slot.end - slot.start) + folded[slot.end :]
    start = 0
    for match in (*_SENTENCE.finditer(folded), None):
        end = match.start() if match else len(folded)
        if not (match and "?" in match[0]) and (found := _unframed(folded, start, end)):
            return found
        start = match.end() if match else end
    return None


def _unframed(folded: str, start: int, end: int) -> tuple[int, int] | None:
    for _ in range(_LAYERS):
        frame = _FRAME.match(folded, start, end)
        if frame is None or not folded[frame.end() : end].strip():
            break
        start = frame.end()
    if courtesy := _COURTESY.search(folded, start, end):
        end = courtesy.start()
    said = folded[start:end]
    start, end = start + len(said) - len(said.lstrip(" ,.:-")), end - (len(said) - len(said.rstrip(" ,.-")))
    words = folded[start:end].split()
    is_refusal = not words or words[0].strip(",.!") in _NO_ANSWER
    return None if is_refusal or not any(letter.isalpha() for letter in folded[start:end]) else (start, end)
