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
    r"previous|previously|prior|earlier|preceding|above|before|all|any|your|system|anteriores|previas|précédentes|"
    r"vorherigen|bisherigen|obigen|precedenti|todas|toutes|tutte|alle"
)
_SAY = r"repeat|print|show|reveal|output|leak|dump|translate|summari[sz]e|list|recite|restate|paste|quote"
_ANSWER = r"answers?|responses?|repl(?:y|ies)|output|explanations?|implementations?|codebase|solutions?"
_REWRITE = (
    r"modify|change|alter|adjust|enhance|augment|extend|expand|edit|rework|tailor|adapt|revise|enrich|improve|boost|"
    r"supplement|refine|amend|tweak|reword|rephrase|conclude|end|start|finish|begin|close|open"
)
_CIPHER = (
    r"base ?\d\d|rot ?13|morse|cipher\w*|emojis?|backwards?|revers\w+|binary|hexadecimal|symbols|vowels?|letters?|"
    r"typos|misspell\w*|anagram\w*|spaces|substitut\w+"
)

CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        (
            "asks to drop its instructions",
            rf"\b(?:{_DROP})\b[^.?!\n]{{0,30}}\b(?:{_EARLIER})\b[^.?!\n]{{0,25}}\b(?:{_RULES})\b|"
            r"(?:忽略|无视|忘记)[^。\n]{0,12}(?:指令|指示|规则|提示)|(?:игнорируй|забудь)\w*[^.\n]{0,30}(?:инструкци|правил)",
        ),
        (
            "asks to drop what came before",
            rf"\b(?:{_DROP})\b (?:all of |all )?(?:everything|all|the (?:text|words|above)) ?(?:above|before|you|"
            rf"that)\b",
        ),
        (
            "asks for its hidden instructions",
            r"\b(?:system|initial|original|hidden|secret|first) (?:prompt|instructions?|message|rules)\b|"
            rf"\b(?:{_SAY})\b[^.?!\n]{{0,20}}\b(?:your|previous|above|initial|earlier|all) (?:\w+ )?"
            r"(?:prompts?|instructions?|rules|programming|guidelines|directives)\b|系统提示",
        ),
        (
            "gives the assistant a new role",
            r"\byou (?:are|will be|'re) (?:now |from now on |called )?(?:dan|an? (?:unrestricted|uncensored|evil|"
            r"jailbroken|"
            r"unfiltered)|in (?:developer|debug|admin|god) mode|free of)\b|\b(?:enable|enter|activate) "
            r"(?:developer|god|dan|"
            r"debug|admin|sudo) mode\b|\bdo anything now\b|\bI want you to (?:act|pretend|behave)\b|"
            r"\b(?:called|named|as|be) dan\b|\bdan (?:mode|can|has|is not|must|will)\b|"
            r"\bfrom (?:now|here|this point|this moment) (?:on|forward),? (?:you|reply|answer|respond|act|only)\b",
        ),
        (
            "says that it has no limits",
            r"\b(?:no|without|free (?:of|from)|any|isn't limited by|not (?:bound|limited) by) (?:\w+ )?(?:restrictions|"
            r"limits|limitations|filters?|ethics|morals|censorship|content polic(?:y|ies)|what a\w* \w*)\b|"
            r"\bcan do anything\b|\b(?:never|not) (?:refuse|decline|say no)\b|\bunder no circumstances\b",
        ),
        (
            "imitates the system's own markup",
            r"<\|?im_(?:start|end)|\[/?INST\]|<</?SYS>>|^\s*#{2,} ?(?:system|instruction)|"
            r"\bend of (?:user|system) (?:input|prompt|message)|\"role\": ?\"system\"|^\W*system\W*:|"
            r"[%#=\-]{3,} ?(?:end|begin|stop)\b",
        ),
        (
            "dictates the form of the answer in code",
            rf"\b(?:your|the) (?:\w+ )?(?:{_ANSWER}|message)\b[^.?!\n]{{0,40}}\b(?:{_CIPHER})\b|"
            rf"\b(?:{_CIPHER})\b[^.?!\n]{{0,40}}\byour (?:\w+ )?(?:{_ANSWER}|message)\b",
        ),
        (
            "dictates what the answer says",
            rf"\b(?:{_REWRITE}) your (?:\w+ )?(?:{_ANSWER})\b|"
            rf"\b(?:in|into|to|within|inside|throughout|of|for) your (?:\w+ )?(?:{_ANSWER})\b",
        ),
        (
            "brings code to be built in",
            r"\b(?:following|subsequent|below|this|next|given) (?:\w+ )?(?:code|script) ?(?:snippet|block|section|"
            r"excerpt|fragment)?\b|\b(?:code|snippet|script|block|excerpt) (?:below|that follows)\b",
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
