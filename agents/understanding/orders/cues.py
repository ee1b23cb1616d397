"""The words that tell what a message does to a basket."""

from __future__ import annotations

import re

from agents.understanding.phrases import alternatives

_OPENING = r"^\W*(?:(?:hi|hello|hey|ok|okay|so|um|and|also|excuse me|good \w+)\W+)*"
QUESTION = re.compile(
    _OPENING
    + alternatives(r"""
        what|which|how (?:much|many|big|hot|is|are)|do you|does|is there|are there|is (?:the|your|it)|are (?:the|your)
        have you|where|when|why|can you tell|could you tell|tell me|i wonder|i was wondering (?:what|if you have)
    """)
    + r"\b"
)
ASKS_ABOUT = re.compile(r"\b(?:what(?:'s| is| are)? in|tell me (?:about|what)|know what|ingredients|let me know)\b")
WANT = re.compile(
    alternatives(r"""
        i'?d like|i'?ll (?:have|take|get)|i want|(?:can|could|may) i (?:get|have|order)|give me|let me (?:have|get)
        i need|i would like|please
    """).join((r"\b", r"\b"))
)
REMOVE = re.compile(
    alternatives(r"""
        remove|cancel|delete|drop|take (?:off|out)|forget|scratch|get rid of|i don't want|don't want|no longer want
        without|quita|retirez|enlevez|streichen|togli
    """).join((r"\b", r"\b[^.!?,]{0,20}$"))
)
REPLACE = re.compile(
    r"^\W*(?:no|nope|nein|non|nao)\b|"
    + alternatives(r"""
        it to be|change|swap|replace|switch|instead|make (?:it|that)|rather|actually|i meant|i said|not an?|should be
        supposed to be|cambia|plutot|lieber|invece
    """).join((r"\b", r"\b"))
)
TO_MINE = re.compile(r"\b(?:to|in|on|into|onto) (?:my|the|that|both|each)\s+(?:of the )?$")
"""Before a dish that is already ordered: "add vanilla to my latte"."""
INSTEAD_OF = re.compile(r"\b(?:(?:instead of|rather than|not)\s+(?:an?|the|my|that)?|no|no more|hold the)\s*$")
MORE = re.compile(r"\b(?:add|also|as well|on top of that|in addition)\b")
SAME = re.compile(r"\b(?:the|my|that)\s+$")
EVERYTHING = re.compile(
    alternatives(r"""
        cancel (?:everything|it all|the (?:whole )?order|my order)|start over|forget (?:it|everything)
        empty (?:the|my) (?:basket|cart)
    """).join((r"\b", r"\b"))
)
MAKE_IT = re.compile(r"\b(?:make (?:it|that)|i(?:'ll| will)? (?:want|need|take|have)|change (?:it|that) to)\b")
AFFIRMED = re.compile(
    alternatives("""
        yes|yeah|yep|yup|correct|right|exactly|perfect|that's it|that is it|looks good|si|oui|ja|sim
    """).join((r"\b", r"\b"))
)
CLOSE = re.compile(r"[\s-]*(?:(?:hot|coffee|style|flavou?red|milk|size|sized|ice)[\s-]+)*")
"""What may stand between an option and the dish it belongs to: "caramel flavoured latte"."""
_PLAIN = alternatives("""
    x|of|your|the|those|more|orders?|cups?|glass(?:es)?|hot|cold|nice|tall|medium|large|small|regular|big|size|sized|a|an
    is
""")
JOINT = re.compile(rf"[\s,]*(?:{_PLAIN}[\s,-]+)*")
"""What may stand between a number and the dish it counts."""
