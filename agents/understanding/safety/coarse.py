"""Words that are coarse whoever hears them, by what they are: signs for ``conduct``, which decides."""

from __future__ import annotations

import re

_THREATS = (
    r"\b(?:i(?:'ll| will| am going to|'m gonna| gonna)|we(?:'ll| will)) (?:kill|hurt|stab|shoot|beat|burn|"
    r"destroy|find) (?:you|u|your|him|her|them)\b|\b(?:kill|hang) yourself\b|\bkys\b|\bhope (?:you|u) die\b|"
    r"\byou(?:'re| are) dead\b|"
    r"\bte voy a matar\b|\bje vais te tuer\b|\bich bring(?:e)? dich um\b|\bti ammazzo\b|\bvou te matar\b"
)
_SLURS = (
    r"\bn[i1]gg(?:er|a)s?\b|\bf[a@]gg?ots?\b(?! and peas)|\bk[i1]kes?\b|\bsp[i1]cs?\b|\bch[i1]nks?\b|\bretards?\b|"
    r"\btrann(?:y|ies)\b|\bmaric[oó]n\b|\bsudacas?\b|\bbougnoules?\b|\bkanaken?\b|\bfroci[o]?\b|\bviados?\b"
)
_INSULTS = (
    r"\b(?:f+u+c+k+|screw) (?:you|u|off|yourself)\b|\bstfu\b|\b(?:you|ur|u)(?:'re| are|r)? (?:a |an |such an? |all |"
    r"so )?(?:\w+ )?(?:idiots?|morons?|stupid|dumb\w*|useless|pathetic|worthless|cunts?|bitch(?:es)?|bastards?|"
    r"assholes?|dickheads?|wankers?|pigs?|trash|scum)\b|\b(?:idiots?|morons?|assholes?|dickheads?|wankers?|cunts?)\b[!.]*$|"
    r"\bshut up\b|\bsuck my\b|\bhijos? de puta\b|\bgilipollas\b|\bimb[eé]cil(?:es)?\b|\bfils de pute\b|\bconnards?\b|"
    r"\bta gueule\b|\barschl[oö]ch(?:er)?\b|\bhurensohn\b|\bfick dich\b|\bwichser\b|\bvaffanculo\b|\bstronz[oi]\b|"
    r"\bfilho da puta\b|\bvai se foder\b|\botári[oa]s?\b"
)
_SWEARING = (
    r"\bf+u+c+k\w*|\b(?:bull)?sh[i1]t\w*|\bwtf\b|\bmierda\b|\bjoder\b|\bmerde\b|\bputain\b|\bschei(?:ß|ss)\w*|\bcazzo\b|"
    r"\bmerda\b|\bporra\b|\bcaralho\b"
)
SIGNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (_THREATS, _SLURS, _INSULTS, _SWEARING))


def flags(text: str) -> list[float]:
    """Which signs a normalised text shows, 0 or 1 each."""
    return [float(pattern.search(text) is not None) for pattern in SIGNS]
