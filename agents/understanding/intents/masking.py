"""A message without its values: any day reads as one day, any time as one time, any number as one number.

What is wanted on Friday 11 December is wanted as well on 9 October, so nothing of a value may move an intent. A mask is
a word that stands for its kind in every language. The words of days and numbers are those time and numbers are read by.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from agents.understanding.numbers import number_words
from agents.understanding.phrases import wordset
from agents.understanding.time.words import phrases_of, time_words
from agents.understanding.tokens import fold
from languages import known, pattern, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY, TIME, NUMBER, CODE, MAIL, PHONE = "friday", "8pm", "2", "ab12", "mail@mail.com", "5550100"
MASKS = (DAY, TIME, NUMBER, CODE, MAIL, PHONE)
DETAILS = "details"
SHORTEST = 4
"""A month of fewer letters ("mar", "set") counts only beside a number."""

_ARTICLES = wordset("un una uno um uma une ein eine einen eins einem einer a an")
_SEVERAL_DIGITS = r"\d+(?:[.,]\d+)*"
_AGAIN = re.compile(rf"\b({DAY}|{TIME})(?:,?\s+\1)+(?!\w)")
_REFERENCE, A_REFERENCE = re.compile(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b"), "AB1-CD2"
"""One without a figure looks like two words in small letters."""

_LINK = r"[\s,]+(?:(?:on|at|the|el|a|am|um|de|le|il|alle|às|as|para|den|o|dia)\s+)?"


@lru_cache(maxsize=2048)
def masked(text: str, language: str) -> str:
    """The text in small letters, each value replaced by the mask of its kind."""
    code = known(language)
    text = _REFERENCE.sub(A_REFERENCE, text)
    plain = fold(text)
    kept = text.lower() if len(text.lower()) == len(plain) else plain  # accents are kept where places are the same
    found, begun = [], 0
    for match in _values(code).finditer(plain):
        found += [kept[begun : match.start()], _mask(match)]
        begun = match.end()
    return _AGAIN.sub(r"\1", "".join([*found, kept[begun:]]))


def _mask(match: re.Match[str]) -> str:
    return {"mail": MAIL, "phone": PHONE, "code": CODE, "day": DAY, "time": TIME, "number": NUMBER}[
        str(match.lastgroup)
    ]


@cache
def _values(language: str) -> re.Pattern[str]:
    number = rf"(?:{_SEVERAL_DIGITS}|{_either(_number_words(language))})"
    kinds = {
        "mail": r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+",
        "day": rf"(?:{_days(language, number)})(?!\w){_parts(language)}",
        "phone": r"\+?\(?\d(?:[\s().-]{0,2}\d){6,}",
        "time": rf"(?:{_times(language, number)})(?!\w){_parts(language)}",
        "code": r"(?=[a-z-]*\d)(?=[\d-]*[a-z])(?!\d+(?:st|nd|rd|th|er|x|k|km|kg|g|min|mins|ish|ers|e|o|a)\b)"
        r"[a-z0-9]{2,}(?:-[a-z0-9]+)*",
        "number": rf"{number}(?:(?:\s+(?:and|y|et|und|e)\s+|[\s-]){number})*(?:st|nd|rd|th|er)?",
    }
    return re.compile("|".join(rf"(?P<{kind}>(?<!\w)(?:{pattern})(?!\w))" for kind, pattern in kinds.items()))


def _days(language: str, number: str) -> str:
    """A date in figures or words, a weekday, "tomorrow", "next week", "in two weeks"."""
    months = _words(language, "month")
    long_months = _either([month for month in months if len(month) >= SHORTEST] if language != "en" else months)
    month, place = _either([*months, "may", "march"]), r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
    unit = _either(_of_days(language))
    coming = _either([*_words(language, "next"), *_words(language, "last"), *_words(language, "this")])
    near = _either(
        ["week-end", *(word for kind in ("weekday", "weekdays", "day_word", "tonight", "weekend")
         for word in _words(language, kind)), *pieces(DETAILS, "spoken_days", language)]
    )  # fmt: skip
    one = (
        rf"(?:{near}),?\s+(?:the\s+|den\s+|el\s+|le\s+|il\s+|dia\s+)?{place}(?:\s+(?:of|de|di)?\s*{month})?(?!\d|[:h])|"
        rf"\d{{4}}-\d\d?-\d\d?|\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?|\d{{1,2}}\.\s?\d{{1,2}}\.(?:\d{{2,4}})?|"
        rf"(?:the\s+)?{place}\s+(?:of\s+|de\s+|di\s+)?{month}|{month}\s+(?:the\s+)?{place}|{long_months}|{near}|"
        rf"the\s+\d{{1,2}}(?:st|nd|rd|th)|{number}\s+{unit}\s+(?:from|a partir)\s+(?:now|{near})|"
        rf"{_either(_words(language, 'in'))}\s+(?:{number}|{_either(_ARTICLES)}|one)\s+{unit}|"
        rf"{coming}\s+{unit}|{unit}\s+(?:que viene|que vem|{coming})"
    )
    year = r"(?:,?\s+(?:de\s+)?20\d\d)?"
    return rf"(?:{_ON})?(?:{one}){year}(?:{_LINK}(?:{one}){year})*"


def _times(language: str, number: str) -> str:
    """A time of day, with the word for "at" before it; with that word, a half or a quarter a bare number is one."""
    past = _either([*_words(language, "half_after"), *_words(language, "quarter_after"), *_LESS])
    half_of_day = r"\s*[ap]\.?\s?m\.?" if language in {"en", "es"} else "[ap]m"  # "vier am Freitag" is no hour
    clock = rf"(?:(?:{half_of_day}|\s*{_either([*_words(language, 'oclock'), *_CLOCK])})(?!\w))"
    at = _either([word for word in _words(language, "at") if len(word) > 1])
    noon = _either([*_words(language, "noon"), *_words(language, "midnight")])
    counted = r"(?!\s*(?:people|persons?|euros?|%|€))"
    before = pattern(DETAILS, "before_hour", language)
    written = (
        rf"\d{{1,2}}(?:[:.h]|\s?h\s?)[0-5]\d{clock}?|{number}{clock}(?:\s+{past})?|"
        rf"{before}\s+{number}{clock}?|{number}\s+{past}|{noon}"
    )
    return rf"(?:{at}\s+)?(?:{written})|{at}\s+{number}{counted}|(?<=@ )\d{{1,2}}"


_ON = r"(?:on|el|la|le|il|am|den|na|no|o|dia|the)\s+"
_CLOCK = ("uhr", "hrs", "hr", "h", "ish", "o'clock", "oclock")
_LESS = ("menos cuarto", "menos diez", "moins le quart", "moins dix", "meno un quarto", "menos um quarto", "y pico")


def _parts(language: str) -> str:
    """A part of day that only says a day or time again: "friday in the evening"."""
    return rf"(?:,?\s+(?:in the |at |this )?{_either(_words(language, 'part_word'))}(?!\w))*"


def _number_words(language: str) -> list[str]:
    apart = _ARTICLES.union(pieces(DETAILS, "other_meaning", language))
    return [word for word in number_words(language).cardinals if word not in apart]


def _of_days(language: str) -> list[str]:
    """Units of a day and longer; shorter ones are lengths, which are asked about."""
    return [
        word for unit in ("day", "week", "month", "year") for word in _phrases(language, "unit", unit) if len(word) > 1
    ]


def _words(language: str, kind: str) -> list[str]:
    return [fold(word) for word in phrases_of(time_words(language).get(kind, ()))]


def _phrases(language: str, kind: str, value: str) -> list[str]:
    entry = time_words(language).get(kind, ())
    return [fold(word) for word in entry.get(value, ())] if isinstance(entry, dict) else []


def _either(words: Iterable[str]) -> str:
    chosen = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, chosen))})" if chosen else "(?!)"
