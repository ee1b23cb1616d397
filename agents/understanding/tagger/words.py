"""Classes of words: what the tagger knows about a word before it has seen any example."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_CLASSES = {
    "MONTH": """
        january february march april may june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec
    """,
    "DAY": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    "NUM": """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty a an dozen half quarter
    """,
    "ORD": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth st nd rd th",
    "AMPM": "am pm",
    "UNIT": "hour hours hr hrs minute minutes min mins",
    "PAST": "past after before to till",
    "DEIXIS": "this next last coming following",
    "REL": """
        today tonight tomorrow yesterday morning afternoon evening night noon midnight lunchtime dinner weekend week
        weeks day days month months
    """,
    "PEOPLE": "people person persons adults adult kids kid children child guests guest friends friend party family",
    "KIN": """
        wife husband partner girlfriend boyfriend son daughter mother father mum mom dad brother sister colleague
        colleagues man woman men women baby babies boss client clients fiance fiancee grandmother grandfather grandson
        grandparents parents cousin cousins aunt uncle niece nephew toddler toddlers infant infants boy boys girl girls
        lady ladies coworkers mates mate folks heads members diners seats couple
    """,
    "PRONOUN": "i me my myself we us our he his her other others more",
}
_CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
_UPPER, _LOWER, _DIGIT, _RUN = (re.compile(p) for p in (r"[^\W\d_a-zß-öø-ÿ]", r"[a-zß-öø-ÿ]", r"\d", r"(.)\1{2,}"))


@lru_cache(maxsize=8192)
def shape(word: str) -> str:
    """ "Friday" → "Xxx", "2018" → "dd": capitals, small letters and digits, runs cut to two."""
    return _RUN.sub(r"\1\1", _DIGIT.sub("d", _LOWER.sub("x", _UPPER.sub("X", word))))


@lru_cache(maxsize=8192)
def word_class(lower: str) -> str:
    """The class of a lower-case word, the range a number falls in, or the word's shape."""
    return _CLASS_OF.get(lower) or _number_class(lower) or shape(lower)


def _number_class(word: str) -> str:
    if not (word.isascii() and word.isdigit()):
        return ""
    number = int(word[:6])
    ranges = ((12, "hour12"), (24, "hour24"), (31, "day"), (59, "minute"))
    name = next((name for top, name in ranges if number <= top), "year" if 2000 <= number <= 2100 else "big")
    return f"{min(len(word), 5)}{name}"


def is_first_name(lower: str) -> bool:
    return lower in _first_names()


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    """First names of the 1990 United States census, a public-domain list."""
    return frozenset((Path(__file__).parent / "first_names.txt").read_text("utf-8").split())
