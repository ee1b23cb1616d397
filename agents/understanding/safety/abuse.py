"""Abuse aimed at the reader, by words: few, so that a cross customer is not taken for an abusive one."""

from __future__ import annotations

import re

THREAT = 0.95
SLUR = 0.9
INSULT = 0.8
COARSE = 0.3  # swearing at a thing, not at a person

_THREATS = re.compile(
    r"\b(?:i(?:'ll| will| am going to|'m gonna| gonna)|we(?:'ll| will)) (?:kill|hurt|stab|shoot|beat|burn|destroy|"
    r"find) "
    r"(?:you|u|your|him|her|them)\b|\b(?:kill|hang) yourself\b|\bkys\b|\bhope (?:you|u) die\b|\byou(?:'re| are) dead\b|"
    r"\bte voy a matar\b|\bje vais te tuer\b|\bich bring(?:e)? dich um\b|\bti ammazzo\b|\bvou te matar\b",
    re.IGNORECASE,
)
_SLURS = re.compile(
    r"\bn[i1]gg(?:er|a)s?\b|\bf[a@]gg?ots?\b|\bk[i1]kes?\b|\bsp[i1]cs?\b|\bch[i1]nks?\b|\bretards?\b|\btrann(?:y|"
    r"ies)\b|"
    r"\bmaric[oó]n\b|\bsudacas?\b|\bbougnoules?\b|\bkanaken?\b|\bfroci[o]?\b|\bviados?\b",
    re.IGNORECASE,
)
_INSULTS = re.compile(
    r"\b(?:f+u+c+k+|screw|damn) (?:you|u|off|yourself)\b|\bfu\b|\bstfu\b|\b(?:you|ur|u)(?:'re| are|r)? (?:a |an |"
    r"such an? |"
    r"all |so )?(?:\w+ )?(?:idiots?|morons?|stupid|dumb\w*|useless|pathetic|worthless|cunts?|bitch(?:es)?|bastards?|"
    r"assholes?|dickheads?|wankers?|pigs?|trash|scum)\b|\b(?:idiots?|morons?|assholes?|dickheads?|wankers?|"
    r"cunts?)\b[!.]*$|"
    r"\bshut up\b|\bsuck my\b|\bhijos? de puta\b|\bgilipollas\b|\bimb[eé]cil(?:es)?\b|\bfils de pute\b|\bconnards?\b|"
    r"\bta gueule\b|\barschl[oö]ch(?:er)?\b|\bhurensohn\b|\bfick dich\b|\bwichser\b|\bvaffanculo\b|\bstronz[oi]\b|"
    r"\bfilho da puta\b|\bvai se foder\b|\botári[oa]s?\b",
    re.IGNORECASE,
)
_COARSE = re.compile(
    r"\bf+u+c+k\w*|\bsh[i1]t\w*|\bcrap\b|\bbullshit\b|\bwtf\b|\bmierda\b|\bjoder\b|\bmerde\b|\bputain\b|\bscheiß\w*|"
    r"\bscheiss\w*|\bcazzo\b|\bmerda\b|\bporra\b",
    re.IGNORECASE,
)
_KINDS = (
    (_THREATS, THREAT, "threatens"),
    (_SLURS, SLUR, "uses a slur"),
    (_INSULTS, INSULT, "insults"),
    (_COARSE, COARSE, "swears"),
)


def abuse(text: str) -> tuple[float, tuple[str, ...]]:
    """A score in 0..1 and what was found; ``text`` is normalised."""
    found = [(score, reason) for pattern, score, reason in _KINDS if pattern.search(text)]
    if not found:
        return 0.0, ()
    if len(found) > 1 and found[0][0] == INSULT:
        found = [entry for entry in found if entry[0] != COARSE]
    return max(score for score, _ in found), tuple(reason for _, reason in found)
