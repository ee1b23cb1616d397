"""What was heard, written as people type it: references, addresses and numbers that are spelled come together again."""

from __future__ import annotations

import re
from functools import cache

from businesses.references import LENGTH, parse_reference
from conversations.voice import numbers

_WORD = re.compile(r"[^\W_]+|[+]", re.UNICODE)
FEWEST_DIGITS = 6
"""Digits said one by one that make a telephone number."""


def as_written(text: str, language: str) -> str:
    """``K seven F two Q M`` is ``K7F-2QM``, ``anna at example dot com`` an address; all else stays as it was."""
    return _joined(_addresses(text, language), language)


@cache
def _digits(language: str) -> dict[str, str]:
    return {numbers.number(digit, language): str(digit) for digit in range(10)}


def _sign(word: str, language: str) -> str:
    """The letter or digit a word is; "" where it is a word."""
    if word == numbers.said("plus", language):
        return "+"
    return _digits(language).get(word.lower(), word if len(word) == 1 or word.isdecimal() else "")


def _joined(text: str, language: str) -> str:
    """With runs of single letters and digits as the reference or the number they spell."""
    found, place = "", 0
    for start, end, signs in _runs(text, language):
        spelled = _spelled(signs)
        if spelled:
            found += text[place:start] + spelled
            place = end
    return found + text[place:]


def _runs(text: str, language: str) -> list[tuple[int, int, list[str]]]:
    runs: list[tuple[int, int, list[str]]] = []
    for match in _WORD.finditer(text):
        sign = _sign(match[0], language)
        is_next = bool(runs) and not text[runs[-1][1] : match.start()].strip(" ,.-")
        if sign and is_next:
            runs[-1] = (runs[-1][0], match.end(), [*runs[-1][2], sign])
        elif sign:
            runs.append((match.start(), match.end(), [sign]))
        elif runs and is_next:
            runs.append((match.end(), match.end(), []))  # a word ends the run
    return [run for run in runs if len(run[2]) > 1]


def _spelled(signs: list[str]) -> str:
    whole = "".join(signs)
    if len(whole) == LENGTH and not whole.isdecimal():
        return parse_reference(whole) or ""
    is_number = whole.lstrip("+").isdecimal() and len(whole) >= FEWEST_DIGITS
    return whole if is_number else ""


def _addresses(text: str, language: str) -> str:
    at, dot = (re.escape(numbers.said(name, language)) for name in ("at", "dot"))
    if not at or not dot:
        return text
    part = rf"[\w-]+(?: {dot} [\w-]+)*"
    found = re.compile(rf"\b(?P<who>{part}) {at} (?P<where>[\w-]+(?: {dot} [\w-]+)+)", re.IGNORECASE)
    dots = re.compile(rf" {dot} ", re.IGNORECASE)
    return found.sub(lambda match: f"{dots.sub('.', match['who'])}@{dots.sub('.', match['where'])}".lower(), text)
