"""Whether a text that a model has worded says only what it was given: every figure, price, date and name of it.

Judged by words alone. A German noun looks like a name, so a German wording passes less often: the text of the records
then stands, which is always right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.dates import MONTHS, WEEKDAYS

from agents.understanding.allergens import allergens_in, speaks_of_allergy
from agents.understanding.numbers import find_numbers
from agents.understanding.tokens import fold
from artifacts.blocks import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
SIGN = re.compile(r"[€$£¥%‰]|\b(?:EUR|USD|GBP|CHF)\b")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
MARK = re.compile(r"\[\d+\]")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
BEGINS = re.compile(r"(?:^|[.!?:…\]]\s+|\n\s*|[“\"(#>-]\s*)$")
PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a figure", FIGURE),
    ("a sign of money or share", SIGN),
    ("an address", ADDRESS),
    ("a mark of a source", MARK),
)


def veto(text: str, *, given: str, quotes: Iterable[str], names: Iterable[str], language: str) -> str:
    """Why the text may not stand, told to the model; empty where it may.

    ``given`` is the text of the records, ``quotes`` what its sources say word for word, ``names`` what the desk calls
    by a name. What ``given`` tells in figures and marks must be there again; what it quotes, word for word.
    """
    source = "\n".join((given, *quotes))
    for what, pattern in PARTS:
        known, said = set(pattern.findall(source)), set(pattern.findall(text))
        if strange := sorted(said - known):
            return f"it says {what} that was not given: {strange[0]}"
        if lost := sorted(set(pattern.findall(given)) - said):
            return f"it leaves out {lost[0]}"
    return next(_of_words(text, source, names, language), "") or _of_quotes(text, given)


def _of_words(text: str, source: str, names: Iterable[str], language: str) -> Iterator[str]:
    known = set(map(fold, WORD.findall(source)))
    days = {fold(str(name)) for name in (*WEEKDAYS.values(), *MONTHS.values())}
    for match in WORD.finditer(text):
        word = fold(match[0])
        is_name = match[0][0].isupper() and not BEGINS.search(text[: match.start()])
        if word not in known and (is_name or word in days):
            yield f"it says “{match[0]}”, which was not given"
    folded, before = fold(text), fold(source)
    for name in names:
        if _has(fold(name), folded) and not _has(fold(name), before):
            yield f"it names “{name}”, which was not given"
    numbers = {each.value for each in find_numbers(source, language)}
    for number in find_numbers(text, language):
        if not number.article and number.value not in numbers:
            yield f"it says a number that was not given: {text[number.start : number.end]}"
    if set(allergens_in(text, language)) - set(allergens_in(source, language)):
        yield "it speaks of an allergen that was not given"
    if speaks_of_allergy(text, language) and not speaks_of_allergy(source, language):
        yield "it speaks of allergies, which was not given"


def _has(name: str, text: str) -> bool:
    return bool(name.strip()) and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _of_quotes(text: str, given: str) -> str:
    """Quotations stand word for word, all of them, and no other."""
    said, wanted = ([each.text for each in blocks_of(one) if each.kind == "quote"] for one in (text, given))
    return "" if said == wanted else "it changes what is quoted; quotations are copied word for word"
