"""Which values replace an earlier one and which are turned down."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives, wordset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Role, Slot

_ONLY = r"\b(?:just|only|nur|bloss|bloß|solo|seulement|juste|soltanto|so|apenas|somente)\s+"
_CORRECTION = re.compile(
    alternatives(rf"""
        \bmake (?:it|that)\b
        \bchange (?:it|that|this|the [\w ]{{1,30}}?|my [\w ]{{1,30}}?)? ?(?:to|for)\b|\bchange [^.!?]{{0,30}}\bto\b
        \bmove (?:it|that|my [\w ]{{1,30}}?) to\b|\bswitch\b|\blet's (?:make it|do|say)\b
        \b(?:actually|sorry|i me(?:an|ant)|instead|on second thou?ght|correction|wait|rather)\b
        \b(?:nah|scratch that|no wait|ach nein|ach nee|doch lieber|no espera|ay no|non attends|euh non|ah no|ihh? nao)\b
        \bou melhor\b
        \b(?:mejor|en realidad|perdon|plutot|en fait|lieber|doch|eigentlich|anzi|meglio|na verdade|melhor)\b
        ^\s*(?:no|nope|nein|non|nao)\b(?!\s+{_ONLY})
    """)
)
_TURNED_DOWN = alternatives(r"""
    \bnot|\binstead of|\brather than|\bisn't|\bwasn't|\bdon't want|\bcan't do|\bcannot do|\bno longer|\banything but
    \b(?:change|move|switch|reschedule|shift|update)\b[^.!?]{0,40}\bfrom
    \bexcept(?: for)?|\bbut not|\bapart from|\baside from|\bother than|\bexcluding|\b(?:any|every)\w* but
    \b(?:an)?statt|\ban ?stelle(?: von)?|\ben (?:vez|lugar) del?|\b(?:au lieu|a la place) d(?:e|u|es)|\bplutot que
    \binvece (?:di|del|che)|\banziche|\bal posto d(?:i|el)|\b(?:em vez|(?:em|no) lugar|ao inves) d[aeo]s?
    \bnicht?|\bno el|\bpas|\bnon|\bnao|\bno(?= (?:el|la|los|solo))|\b(?:nao|non) (?:e|era|sono|sao)|\bno (?:es|era|son)
    \bau(?:ss|ß)er|\bbis auf|\bexcepto|\bsalvo|\bmenos|\bsauf|\bhormis|\ba part|\btranne|\beccetto|\bexceto|\bfora
""")
_JOINTS = (
    r"(?:(?:at|on|for|the|under|a|in|by|with|until|el|los|las|le|les|il|la|lo|all|alle|o|na|no|em|as|am|um|an|den|dem|de"
    r"|der|die|das|zu|fur|von|para|pour|per|aux)\s+)*"
)
_REJECTED = re.compile(rf"{_TURNED_DOWN}\s+(?P<only>{_ONLY})?{_JOINTS}$")
_BUT = re.compile(r"\b(?:but|sondern|sino|mais|ma|mas)\b")
"""After "not only A" what follows comes beside A."""
_EXCEPTED = re.compile(r"\b(?:but|except(?: for)?|apart from|aside from|other than) ")
_NOT_THAT = {code: re.compile(rf",\s*(?:y |e )?{word}\s+{_JOINTS}$") for code, word in (("es", "no"), ("pt", "nao"))}
_REACH = 80  # characters before a value in which it may have been turned down
_MARKED = wordset("""
    people date time duration name first_name last_name address vehicle phone email service staff item quantity place
    budget
""")


def mark(reading: Reading, slots: Iterable[Slot]) -> list[Slot]:
    """Slots with their role: after "actually" a correction, after "not" or "instead of" rejected."""
    first = _CORRECTION.search(reading.folded)
    if first and first[0].strip() == "no" and reading.language.startswith("pt"):
        first = _CORRECTION.search(reading.folded, first.end())  # "no sábado": on Saturday
    found = list(slots)
    marked = [replace(slot, role=_role(reading, slot, first)) if slot.name in _MARKED else slot for slot in found]
    marked = [replace(slot, role="rejected") if _is_beside_another(reading, slot, found) else slot for slot in marked]
    return [replace(slot, role="correction") if _is_instead(slot, marked) else slot for slot in marked]


def _is_instead(slot: Slot, marked: Iterable[Slot]) -> bool:
    """ "I meant the cleaning, not the check-up": what is said beside one of its kind turned down takes its place."""
    others = [each for each in marked if each.name == slot.name and each.role == "rejected"]
    return slot.role == "said" and any(each.value != slot.value for each in others)


def _is_beside_another(reading: Reading, slot: Slot, found: Iterable[Slot]) -> bool:
    """ "Era cambio de aceite, no frenos": where "no" is "not", it turns down what follows another of its kind."""
    negation = _NOT_THAT.get(reading.language[:2])
    is_not = negation is not None and negation.search(reading.folded, 0, slot.start) is not None
    return is_not and any(each.name == slot.name and each.end < slot.start for each in found)


def _role(reading: Reading, slot: Slot, correction: re.Match[str] | None) -> Role:
    is_excepted = slot.name == "date" and _EXCEPTED.search(reading.folded, slot.start, slot.end)
    turned_down = _REJECTED.search(reading.folded[max(0, slot.start - _REACH) : slot.start])
    is_beside = turned_down is not None and turned_down["only"] and _BUT.search(reading.folded, slot.end)
    if is_excepted or (turned_down and not is_beside):
        return "rejected"
    is_correction = correction is not None and (correction.start() <= slot.start or correction[0] == "instead")
    return "correction" if is_correction else "said"
