"""How many are coming, where the tagger has no say: other languages, bare answers, and the value of what it found."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from agents.understanding.numbers import find_numbers
from agents.understanding.phrases import alternatives
from agents.understanding.slots.party import words
from agents.understanding.time.lexicon import spellings
from agents.understanding.tokens import fold
from languages import NOTHING, codes, known

if TYPE_CHECKING:
    from agents.understanding.numbers import Number
    from agents.understanding.slots.party import Words
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

MOST = 500
COUNTED = 0.85
DOUBT = 0.1
"""From which doubt of the tagger on a number that counts people counts: it does so by the words beside it."""
_PLAIN = re.compile(r"(?:\d|\w\W*\b)\s*(?:people|persons|guests|ppl|pax|adults|diners|of us)$")
_PART_AFTER = re.compile(r"\s+(?:is|are|has|have|was|were|will|would|can|can't|could|couldn't|needs?|wants?)\b")
_PART_BEFORE = re.compile(r"\b(?:add|adding|extra|more|another|other|only one|no)\s+$")
_COMPANY = re.compile(r"^with .*\b(?:friends?|others|colleagues|mates|coworkers|co-workers)$")
_SELF = re.compile(r"\b(?:me|myself|i)\b")
_ONE_MORE = re.compile(
    r"\b(?:(?:my|his|her|the|a|an|our) )?"
    + alternatives("""
        wife|husband|partner|girlfriend|boyfriend|friend|son|daughter|mother|father|mum|mom|dad|brother|sister|colleague
        man|woman|baby|child|kid|guest|boss|client|fiancee?|grandmother|grandson|grandfather|toddler|infant|cousin|aunt
        uncle|niece|nephew|boy|girl|lady|teenager|adult|senior|person
    """)
    + r"\b"
)
_COUNTED_BESIDE = re.compile(r"\s*(?:(?:other|more|of|my|small|young) )*")
_OTHERS = re.compile(r"(?:others|us)\b")
_NOUN = re.compile(r"\s+(?:[a-zäöüß]+e[nrsm]?\s+)?([A-ZÄÖÜ][a-zäöüß]+)")
_COUPLE = re.compile(r"^\s*(?:the |a |just (?:the )?)?(?:couple|pair|both)(?: of us)?\s*$")


def _words(reading: Reading) -> Words:
    return words(known(reading.language))


def find(reading: Reading) -> list[Slot]:
    """Numbers that count people by the words around them, or by having been asked for."""
    counts = [number for number in reading.numbers if _is_count(reading, number)]
    found = [
        reading.slot("people", number.start, is_counted(reading, number) or number.end, number.value, COUNTED)
        for place, number in enumerate(counts)
        if not _is_some_of(reading, number, counts[:place])
    ]
    together = _together(reading)
    counted = [slot for slot in added_up(reading, found) if not _is_of_those_together(slot, together)]
    further = [one for one in together if not any(one.start < each.end and each.start < one.end for each in counted)]
    return [*counted, *further] or alone(reading) or _bare(reading)


def _is_of_those_together(slot: Slot, together: list[Slot]) -> bool:
    """ "Zu siebt, mit zwei Kindern" is a party of seven."""
    return any(one.start < slot.start and int(str(one.value)) > int(str(slot.value)) for one in together)


def added_up(reading: Reading, counted: list[Slot]) -> list[Slot]:
    """ "Trois adultes et deux petits" is one party of five; "four people and another table for two people" is two."""
    found: list[Slot] = []
    for slot in counted:
        last = found[-1] if found else None
        is_next = last is not None and _words(reading).next.fullmatch(reading.folded, last.end, slot.start)
        if last is not None and last.value and slot.value and is_next:
            both = int(str(last.value)) + int(str(slot.value))
            found[-1] = reading.slot("people", last.start, slot.end, both, min(last.confidence, slot.confidence))
        else:
            found.append(slot)
    return found


def is_plain(reading: Reading, slot: Slot) -> bool:
    """Whether the words of the slot count the party and nothing else, whatever the tagger thinks of them.

    "One of us is a smoker" and "add two guests" tell of some of it.
    """
    is_part = _PART_AFTER.match(reading.folded, slot.end) or _PART_BEFORE.search(reading.folded[: slot.start])
    led = any(is_led(reading, number) for number in reading.numbers if number.start == slot.start)
    return (led or _PLAIN.search(slot.text.lower()) is not None) and not is_part


def put_right(reading: Reading, party: list[Slot]) -> list[Slot]:
    """With the numbers said in place of a party at once: "that's four, no wait, five"."""
    found = list(party)
    for slot in party:
        instead = _words(reading).instead.match(reading.folded, slot.end)
        number = next((one for one in reading.numbers if instead and one.start == instead.end()), None)
        is_said = any(number is not None and number.start < one.end and one.start < number.end for one in found)
        if number is not None and not (number.ordinal or is_said or _clock_after(reading, number)):
            found.append(reading.slot("people", number.start, number.end, number.value, COUNTED))
    return sorted(found, key=lambda slot: slot.start)


def alone(reading: Reading) -> list[Slot]:
    """ "Just me" is a party of one."""
    return [reading.slot("people", *match.span(), 1, 0.7) for match in reading.matches(_words(reading).alone)]


def _together(reading: Reading) -> list[Slot]:
    """German counts a party by its own words: "zu viert"."""
    return [
        reading.slot("people", *match.span(), count, 0.9)
        for count, told in _words(reading).together
        for match in reading.matches(told)
    ]


def _is_count(reading: Reading, number: Number) -> bool:
    if number.ordinal or not 0 < number.value <= MOST:
        return False
    is_company = number.article and _words(reading).wanted_with.search(reading.folded, 0, number.start)
    if is_counted(reading, number) and not is_company:
        return True
    is_meant = is_led(reading, number) or (_is_for(reading, number) and not _is_of_things(reading, number))
    if number.article or not is_meant:
        return False
    return is_before_a_date(reading, number) or not _clock_after(reading, number)


def _is_some_of(reading: Reading, number: Number, before: list[Number]) -> bool:
    """ "A table for three, one of us uses a wheelchair", "for ten, including four children": fewer than the party named
    before, and told of or counted among it.
    """
    if not any(number.value < other.value for other in before):
        return False
    if is_among(reading, number.start):
        return True
    end = is_counted(reading, number)
    return bool(end) and _words(reading).of_them.match(reading.folded, end) is not None


def is_among(reading: Reading, start: int) -> bool:
    """Whether what begins there counts some of those that were counted before: "including four children"."""
    return _words(reading).among.search(reading.folded, 0, start) is not None


def is_counted(reading: Reading, number: Number) -> int:
    """Where the word ends that makes the number one of people; 0 where none does."""
    counted = _words(reading).persons.match(reading.folded, number.end)
    return counted.end() if counted else 0


def is_led(reading: Reading, number: Number) -> bool:
    """Whether the words before the number make it one of people: "table for", "somos"."""
    return _words(reading).leads.search(reading.folded, 0, number.start) is not None


def before_dates(reading: Reading) -> list[Number]:
    """Numbers of people that a date follows at once, of which they are no part: "a table for 4 29 November"."""
    return [one for one in reading.numbers if is_led(reading, one) and is_before_a_date(reading, one)]


def is_before_a_date(reading: Reading, number: Number) -> bool:
    return _date_begins(reading.language[:2]).match(reading.folded, number.end) is not None


@lru_cache(maxsize=8)
def _date_begins(language: str) -> re.Pattern[str]:
    """A day and a month, in whichever order; "4 December" alone is a day itself."""
    months = "|".join(sorted(spellings(known(language), "month", "doubtful_month"))) or NOTHING
    of = "|".join(spellings(known(language), "of")) or NOTHING
    day = r"\d{1,2}(?:st|nd|rd|th|\.)?"
    by_day = rf"{day}\s+(?:(?:{of})\s+)?(?:{months})\b"
    by_month = rf"(?:{months})\s+{day}(?![\d:]|\s*(?:[ap]m|uhr))"
    return re.compile(rf"\s+(?:{by_day}|{by_month})")


def _is_for(reading: Reading, number: Number) -> bool:
    """ "Per otto", "für 3 in der Altstadt": a number after "for" that is no hour, day, length or sum."""
    is_served = reading.language[:2] in codes()
    if not is_served or not _words(reading).leads_loosely.search(reading.folded, 0, number.start):
        return False
    is_time = any(one.start < number.end and number.start < one.end for one in reading.expressions)
    is_pronoun = number.text.lower() == "one"  # "I am looking for one"
    return not is_time and not is_pronoun and not _words(reading).measure.match(reading.folded, number.end)


def _is_of_things(reading: Reading, number: Number) -> bool:
    """ "Für zwei klemmende Türen": German writes things with a capital, and those that are no days or hours."""
    if not reading.language.startswith("de"):
        return False
    noun = _NOUN.match(reading.text, number.end)
    return noun is not None and not any(mention.start <= noun.start(1) < mention.end for mention in reading.expressions)


def _clock_after(reading: Reading, number: Number) -> bool:
    """Whether the number is a time of day. "Am" makes it one in English, in German it is the word before a day."""
    return _words(reading).hour.match(reading.folded, number.end) is not None


def _bare(reading: Reading) -> list[Slot]:
    """Asked "how many?", a lone number is the answer."""
    if "people" not in reading.requested:
        return []
    numbers = [n for n in reading.numbers if not n.ordinal and 0 < n.value <= MOST]
    if len(numbers) != 1 or _clock_after(reading, numbers[0]):
        return []
    return [reading.slot("people", numbers[0].start, numbers[0].end, numbers[0].value, 0.8)]


def value_of(text: str, language: str) -> int | None:
    """How many "myself and 3 others" or "2 adults and 1 child" come to; ``None`` when it does not say."""
    folded = fold(text)
    if _COUPLE.match(folded):
        return 2
    numbers = [n for n in find_numbers(text, language) if not n.ordinal]
    code = known(language)
    counted = [n for n in numbers if not (n.article and _ONE_MORE.match(folded[n.start :]))]
    total = sum(n.value for n in counted)
    rest = _blank(folded, [(n.start, _after(folded, n.end, code)) for n in counted])
    total += len(_ONE_MORE.findall(rest)) + bool(_SELF.search(rest) or _COMPANY.match(folded))
    return total if 0 < total <= MOST else None


def _after(folded: str, end: int, code: str) -> int:
    """Past the words a number counts: "3 other friends", "four of us"."""
    rest = _COUNTED_BESIDE.match(folded, end)
    start = rest.end() if rest else end
    match = words(code).persons.match(folded, start) or _OTHERS.match(folded, start)
    return match.end() if match else start


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
