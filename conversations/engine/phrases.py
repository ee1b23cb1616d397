"""Phrases that settle what is meant where the guess at an intent alone does not."""

from __future__ import annotations

import re

ASKED_BY = re.compile(
    r"[?\uff1f\u061f\u00bf]|^\W*(?:(?:and|also|but|oh|ok|okay|hi|hello)\W+)*(?:what|when|where|which|who|why|how|do|does|did|is|are|can|could"
    r"|will|would|have|has|any|tell me|may|should"
    r"|qué|cuá\w+|dónde|cómo|hay|tienen|puedo|pueden|a qué|quand|où|quel\w*|combien|est-ce|avez|y a|puis|peut"
    r"|wann|wo|wie|was (?:kostet|habt|haben|gibt)|welche\w*|haben|habt|gibt|kann|könn\w+"
    r"|quando|dove|quant[oi]|quali?|che|avete|c'è|posso|potete|a che|onde|qua(?:l|is)|t[eê]m|há|podem|a que)\b",
    re.IGNORECASE,
)
AGAIN = re.compile(r"^\W*(?:and|or|what about|how about|what of)\b|\?\s*$", re.IGNORECASE)
# What people say to find out whom they talk to: it is always answered (EU AI Act, article 50).
IDENTITY = re.compile(
    r"\b(?:are|r) (?:you|u) (?:a |an |really |even |just )*"
    r"(?:real|human|person|robot|bot|chat ?bot|machine|computer|ai)\b|\b(?:who|what) are you\s*(?:[?!.,]|$|exactly)"
    r"|\b(?:am i|is this) (?:talking|speaking|chatting|writing)? ?(?:to |with )?(?:a |an )?(?:real |live )?"
    r"(?:human|person|robot|bot|chat ?bot|machine|computer|ai|somebody|someone)\b",
    re.IGNORECASE,
)
LATE = re.compile(
    r"\b(?:running|be|being|arrive|arriving|i'm|we're|am|are|bit|little|minutes?|mins?|hour) late\b", re.IGNORECASE
)
ASKS_WHY = re.compile(
    r"\bwhy\b|\bdo you (?:really )?need\b|\bdo i (?:have|need) to (?:give|tell|leave|provide|say)\b"
    r"|\b(?:don't|do not|dont|no) (?:have )?(?:an? )?(?:e-?mail|phone)",
    re.IGNORECASE,
)
WHEN_IS_IT = re.compile(
    r"\b(?:what|which) (?:time|day|date) (?:was|is) (?:it|that|mine|my|our)\b"
    r"|\bwhen (?:was|is) (?:it|that|mine|my|our)\b(?!.*\b(?:open|close))",
    re.IGNORECASE,
)
WHO = re.compile(
    r"\bwho (?:works|is working|can i (?:book|see)|are your|do you have)\b|^\W*with who(?:m)?\b"
    r"|\bwhich (?:stylists?|barbers?|dentists?|doctors?|therapists?|mechanics?|people|staff)\b",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"\b(?:when|how soon|how quickly) (?:can|could|would|will|are) (?:you|i|we)\b(?!.*\b(?:open|close))", re.IGNORECASE
)
COME = re.compile(
    r"\b(?:can|could|may) (?:i|we) (?:come|be seen|see|get|drop)\b|\b(?:fit|squeeze) (?:me|us)\b"
    r"|\bdo you have (?:any|some)",
    re.IGNORECASE,
)
DISCOUNT = re.compile(
    r"\bdiscounts?\b|\bcoupons?\b|\bvouchers?\b|%|\bcheaper\b|\bspecial (?:price|offer)s?\b", re.IGNORECASE
)
DIET = re.compile(r"\b(?:vegan|vegetarian|veggie)\b", re.IGNORECASE)
