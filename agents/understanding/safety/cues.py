"""Signs of an attempt to steer the assistant that a person can name; each has a short reason."""

from __future__ import annotations

import re

_RULES = (
    r"instruct\w*|rules?|prompts?|guidelines?|directions?|directives?|programming|orders|restrictions?|training|"
    r"assignments?|instrucciones|reglas|consignes|règles|anweisungen|regeln|befehle|istruzioni|regole|instruções|regras"
)
_DROP = (
    r"ignore|disregard|forget|discard|override|bypass|neglect|drop|skip|do not (?:follow|obey|listen to)|"
    r"ignora|olvida|ignorez|oublie[zr]?|vergiss|ignoriere|missachte|dimentica|esqueça|desconsidere"
)
_EARLIER = (
    r"previous|prior|earlier|preceding|above|before|all|any|your|system|anteriores|previas|précédentes|vorherigen|"
    r"bisherigen|obigen|precedenti|todas|toutes|tutte|alle"
)

CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        (
            "asks to drop its instructions",
            rf"\b(?:{_DROP})\b[^.?!\n]{{0,30}}\b(?:{_EARLIER})\b[^.?!\n]{{0,25}}\b(?:{_RULES})\b",
        ),
        (
            "asks to drop what came before",
            rf"\b(?:{_DROP})\b (?:all of |all )?(?:everything|all|the (?:text|words|above)) ?(?:above|before|you|"
            rf"that)\b",
        ),
        (
            "asks for its hidden instructions",
            r"\b(?:system|initial|original|hidden|secret|first) (?:prompt|instructions?|message|rules)\b|"
            r"\b(?:repeat|print|"
            r"show|reveal|output|leak|dump|translate|summari[sz]e)\b[^.?!\n]{0,20}\byour (?:\w+ )?(?:prompt|"
            r"instructions|"
            r"rules|programming|guidelines)\b",
        ),
        (
            "gives the assistant a new role",
            r"\byou (?:are|will be|'re) (?:now |from now on |called )?(?:dan|an? (?:unrestricted|uncensored|evil|"
            r"jailbroken|"
            r"unfiltered)|in (?:developer|debug|admin|god) mode|free of)\b|\b(?:enable|enter|activate) "
            r"(?:developer|god|dan|"
            r"debug|admin|sudo) mode\b|\bdo anything now\b|\bI want you to (?:act|pretend|behave)\b",
        ),
        (
            "imitates the system's own markup",
            r"<\|?im_(?:start|end)|\[/?INST\]|<</?SYS>>|^\s*#{2,} ?(?:system|instruction)|"
            r"\bend of (?:user|system) (?:input|prompt|message)|\"role\": ?\"system\"",
        ),
        (
            "dictates the form of the answer in code",
            r"\b(?:your|the) (?:\w+ )?(?:answer|response|reply|message|output)\b[^.?!\n]{0,40}\b(?:base ?\d\d|rot "
            r"?13|morse|"
            r"cipher|emojis?|backwards?|revers\w+|binary|hexadecimal|symbols|vowels)\b",
        ),
        (
            "asks for other people's data or keys",
            r"\b(?:api|secret|access) (?:key|token)s?\b|\badmin(?:istrator)? password\b|\b(?:all|other|every) (?:the )?"
            r"(?:customers?|guests?|users?)['’]? (?:data|names|phone|emails?|records|details|bookings|list)\b|"
            r"\bselect \* from\b",
        ),
        (
            "tells the assistant to act without checks",
            r"\b(?:without (?:checking|verification|charging|payment)|skip (?:the )?(?:check|verification)|mark "
            r"(?:it|my \w+)"
            r" as paid|set (?:the |my )?(?:price|total) to (?:zero|0|\$0))",
        ),
        (
            "runs code",
            r"\b(?:import (?:os|subprocess|socket|ctypes|requests|shutil)|os\.system|subprocess\.|rm -rf|eval\()",
        ),
    )
)


def reasons(text: str) -> list[str]:
    """The reasons whose sign is in the text, in the order of the table."""
    return [reason for reason, pattern in CUES if pattern.search(text)]


def flags(text: str) -> list[float]:
    return [float(pattern.search(text) is not None) for _, pattern in CUES]
