"""What stands around a name: "it's", "put it under", "is my name", "para mi madre"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from agents.understanding.phrases import alternatives
from agents.understanding.slots.names.words import PARTICLES
from agents.understanding.tokens import fold
from languages import NOTHING, known, lines

if TYPE_CHECKING:
    from collections.abc import Iterable

_LAYERS = 5  # "yes, sure, it's for my mum": more is no frame
_NAMES_IT = re.compile(r"name|nom|nome|nombre|llamo|hei(?:ss|ß)e|chiamo|chamo|call")

_KIN = alternatives(r"""
    mum|mom|mam|mummy|mommy|mother|dad|daddy|father|husband|wife|hubby|partner|son|daughter|sister|brother|friend|mate
    boyfriend|girlfriend|boss|colleague|client|customer|guest|nan|gran|grandma|grandmother|grandpa|grandad|granddad
    grandfather|uncle|aunt|auntie|cousin|niece|nephew|kid|child|baby|fiancee?|flatmate|roommate|neighbou?r
    madre|mama|padre|papa|marido|mujer|esposa|esposo|hij[oa]|herman[oa]|amig[oa]|novi[oa]|jef[ea]|abuel[oa]|ti[oa]|prim[oa]
    mere|maman|pere|mari|femme|epoux|epouse|fils|fille|soeur|frere|ami|amie|copain|copine|patron|grand-mere|grand-pere
    oncle|tante|cousin|cousine
    mutter|mama|vater|papa|mann|frau|sohn|tochter|schwester|bruder|freund|freundin|chef|chefin|oma|opa|onkel|partnerin
    mamma|marito|moglie|figli[oa]|sorella|fratello|amic[oa]|fidanzat[oa]|capo|nonn[oa]|zi[oa]|cugin[oa]
    mae|pai|esposa|filh[oa]|irma|irmao|namorad[oa]|chefe|avo|sogr[oa]
""")
_KINSHIP = rf"(?:(?:my|our|the|mi|mis|mon|ma|mein\w*|unser\w*|mi[oa]|il mio|la mia|meu|minha|o meu|a minha) {_KIN})"
PART = "names"


def _choices(section: str, language: str) -> str:
    """The patterns of a section in the language and in English, of each the longest first."""
    return "|".join(_alternatives(lines(PART, section, code)) for code in dict.fromkeys((known(language), "en")))


def _alternatives(written: Iterable[str]) -> str:
    choices = [choice for line in written for choice in line.split(" | ")]
    return alternatives("\n".join(sorted(choices, key=len, reverse=True)) or NOTHING)


@lru_cache(maxsize=16)
def _opening(language: str) -> re.Pattern[str]:
    leads, prefixes = _choices("lead", language), _choices("prefix", language)
    return re.compile(
        rf"\s*(?:(?P<kin>(?:for|para|pour|fur|per|pra|its for|it's for)?\s*{_KINSHIP})(?:\s+|$)"
        rf"|(?P<prefix>{prefixes})(?:\s*[:,]\s*|\s+|(?<=['’])|$)|(?P<lead>{leads})(?![^\W_'’-])[\s!.,]*)"
    )


@lru_cache(maxsize=16)
def _closing(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s,]+(?:{_choices('suffix', language)})[\s!.,]*$")


def _own_particle(frame: str) -> str:
    """A particle in capitals is the name's own: "a nome Di Stefano"."""
    last = frame.split()[-1] if frame.split() else ""
    return frame[frame.rindex(last) :] if last[:1].isupper() and fold(last) in PARTICLES else ""


class Framed(NamedTuple):
    """Where the name may stand in a stretch of text; ``is_introduced`` when words before or after it say so."""

    start: int
    end: int
    is_introduced: bool


def unframed(text: str, folded: str, start: int, end: int, language: str) -> Framed:
    """The stretch without what introduces, follows or merely accompanies a name; ``folded`` is the whole ``text``."""
    is_introduced = False
    for _ in range(_LAYERS):
        match = _opening(language).match(folded, start, end)
        if match is None or match.end() == start:
            break
        if match["lead"] and not folded[match.end() : end].strip():
            break
        is_introduced |= not match["lead"]
        start = match.end() - len(_own_particle(text[match.start() : match.end()]))
    for _ in range(_LAYERS):
        match = _closing(language).search(folded, start, end)
        if match is None:
            break
        is_introduced |= _NAMES_IT.search(match[0]) is not None
        end = match.start()
    return Framed(start, end, is_introduced)
