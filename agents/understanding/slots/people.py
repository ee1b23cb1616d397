"""How many are coming, where the tagger has no say: other languages, bare answers, and the value of what it found."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from agents.understanding.numbers import find_numbers
from agents.understanding.phrases import alternatives
from agents.understanding.time.lexicon import spellings
from agents.understanding.tokens import fold
from languages import NOTHING, codes, known, pattern

if TYPE_CHECKING:
    from agents.understanding.numbers import Number
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

MOST = 500
COUNTED = 0.85
DOUBT = 0.1
"""From which doubt of the tagger on a number that counts people counts: it does so by the words beside it."""
PERSONS = (
    r"people|persons?|ppl|pax|guests?|adults?|kids?|child(?:ren)?|diners?|covers?|friends?|seats?|heads|folks|of us"
    r"|personas?|comensales|adultos?|ninos?|personnes?|couverts?|adultes?|enfants?|personen|leute|gaste|erwachsene|kinder"
    r"|persone|coperti|adulti|bambini|pessoas?|criancas?|grown-?ups|toddlers|tots|little ones|teenagers|teens|babies"
    r"|boys?|girls?|lads|daughters|sons|ninas?|peques|crios|bebes|amigos|amigas|mayores|gamins|gosses|momes|ados|amis|copains|copines"
    r"|kind(?! of)|kleinkind(?:er)?|baby|babys|babies|freunde|jugendliche|kollegen|bimb[aio]|bambin[ao]|ragazzi|ragazze"
    r"|amici|amiche|neonat[oi]|colleghi"
    r"|miudos|colegas|adolescentes|menin[oa]s?|nin[oa]|bebe"
    r"|(?:petits?|grands|kleinen?|piccoli|pequenos)(?=\s*(?:[,.!?;)]|$|(?:et|und|e|y|dazu|am|um|fur|pour|per|para)\b))"
)
_COUNTED = re.compile(rf"^\s*(?:{PERSONS})\b")
_PLAIN = re.compile(r"(?:\d|\w\W*\b)\s*(?:people|persons|guests|ppl|pax|adults|diners|of us)$")
_PART_AFTER = re.compile(r"\s+(?:is|are|has|have|was|were|will|would|can|can't|could|couldn't|needs?|wants?)\b")
_OF_THEM = re.compile(
    r"\s+(?:is|are|has|have|uses?|can't|cannot|needs?|eats?|comes?|sits?|es|son|tienen?|usan?|necesitan?|comen?"
    r"|est|sont|a|ont|utilisent?|mangent?|ne|ist|sind|hat|haben|braucht|brauchen|isst|essen|sitzt|kommt"
    r"|e|sono|ha|hanno|mangia|mangiano|sao|tem|precisam?|nao|no|non)\b"
)
"""What is said of some of the party, not how many they are: "two people are vegan"."""
_PART_BEFORE = re.compile(r"\b(?:add|adding|extra|more|another|other|only one|no)\s+$")
_MEASURE = re.compile(
    r"\s*(?:[%€$£]|(?:euros?|dollars?|pounds?|reais|franken|chf|kg|km|cm|mm|ml|cl|mal|vez|vezes|fois|volt[ae])\b)"
)
_WITH = re.compile(r"\b(?:con|a|avec|mit|com|with|to)\s+$")
"""Before "a person" these tell whom one wants to talk to, not how many come."""
_TOGETHER = {
    "zweit": 2,
    "dritt": 3,
    "viert": 4,
    "funft": 5,
    "sechst": 6,
    "siebt": 7,
    "acht": 8,
    "neunt": 9,
    "zehnt": 10,
}
_ZU = re.compile(rf"\bzu ({'|'.join(_TOGETHER)})\b")
_HOUR = re.compile(r"[:.]\d|\s*\d(?!\d?(?::\d\d|\s*[ap]m))|\s*(?:am|pm|h|uhr|fifteen|twenty|thirty|forty)\b")
_FOREIGN_HOUR = re.compile(r"[:.]\d|\s*\d(?!\d?(?::\d\d|\s*uhr))|\s*(?:h|uhr)\b")
"""What makes a number an hour; "am" does so in English, in German it is the word before a day."""
_ALONE = re.compile(r"\b(?:just|only) (?:me|myself)\b|\b(?:on my own|by myself)\b")
_COMPANY = re.compile(r"^with .*\b(?:friends?|others|colleagues|mates|coworkers|co-workers)$")
_SELF = re.compile(r"\b(?:me|myself|i|mich|ich|yo|moi|io|eu)\b")
_ONE_MORE = re.compile(
    r"\b(?:(?:my|his|her|the|a|an|our) )?"
    + alternatives("""
        wife|husband|partner|girlfriend|boyfriend|friend|son|daughter|mother|father|mum|mom|dad|brother|sister|colleague
        man|woman|baby|child|kid|guest|boss|client|fiancee?|grandmother|grandson|grandfather|toddler|infant|cousin|aunt
        uncle|niece|nephew|boy|girl|lady|teenager|adult|senior|person
    """)
    + r"\b"
)
_NEXT = re.compile(r"\s*,?\s*(?:\+|&|and|plus|y|con|et|avec|und|mit|e|ed|com|mais|piu|mas)\s*|\s+")
"""Between two counts that make one party; of "4 people, 2 kids" the kids are some."""
_NOUN = re.compile(r"\s+(?:[a-zäöüß]+e[nrsm]?\s+)?([A-ZÄÖÜ][a-zäöüß]+)")
_INSTEAD = re.compile(
    r"[\s,.…!-]*(?:\b(?:um+|uh|no|nope|sorry|wait|actually|i mean(?:t)?|make (?:that|it)|nein|quatsch|ach|ne|doch|warte"
    r"|moment|espera|perdon|digo|mejor|bueno|attends|attendez|pardon|plutot|enfin|anzi|aspetta|scusi?|scusa|dico|nao|alias"
    r"|desculpe?|desculpa|quer dizer|melhor)\b[\s,.…!-]*)+"
)
"""What is said between a number and the one that takes its place."""
_COUPLE = re.compile(r"^\s*(?:the |a |just (?:the )?)?(?:couple|pair|both)(?: of us)?\s*$")


def find(reading: Reading) -> list[Slot]:
    """Numbers that count people by the words around them, or by having been asked for."""
    counts = [number for number in reading.numbers if _is_count(reading, number)]
    found = [
        reading.slot("people", number.start, is_counted(reading, number) or number.end, number.value, COUNTED)
        for place, number in enumerate(counts)
        if not _is_some_of(reading, number, counts[:place])
    ]
    counted = added_up(reading, found)
    further = [
        one for one in _together(reading) if not any(one.start < each.end and each.start < one.end for each in counted)
    ]
    return [*counted, *further] or alone(reading) or _bare(reading)


def added_up(reading: Reading, counted: list[Slot]) -> list[Slot]:
    """ "Trois adultes et deux petits" is one party of five; "four people and another table for two people" is two."""
    found: list[Slot] = []
    for slot in counted:
        last = found[-1] if found else None
        is_next = last is not None and _NEXT.fullmatch(reading.folded, last.end, slot.start)
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
        instead = _INSTEAD.match(reading.folded, slot.end)
        number = next((one for one in reading.numbers if instead and one.start == instead.end()), None)
        is_said = any(number is not None and number.start < one.end and one.start < number.end for one in found)
        if number is not None and not (number.ordinal or is_said or _clock_after(reading, number)):
            found.append(reading.slot("people", number.start, number.end, number.value, COUNTED))
    return sorted(found, key=lambda slot: slot.start)


def alone(reading: Reading) -> list[Slot]:
    """ "Just me" is a party of one."""
    return [reading.slot("people", *match.span(), 1, 0.7) for match in reading.matches(_ALONE)]


def _together(reading: Reading) -> list[Slot]:
    """German counts a party by its own words: "zu viert"."""
    return [reading.slot("people", *match.span(), _TOGETHER[match[1]], 0.9) for match in reading.matches(_ZU)]


def _is_count(reading: Reading, number: Number) -> bool:
    if number.ordinal or not 0 < number.value <= MOST:
        return False
    is_company = number.article and _WITH.search(reading.folded[: number.start])
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
    return bool(end) and _OF_THEM.match(reading.folded, end) is not None


def is_among(reading: Reading, start: int) -> bool:
    """Whether what begins there counts some of those that were counted before: "including four children"."""
    return _before("among", known(reading.language)).search(reading.folded, 0, start) is not None


def is_counted(reading: Reading, number: Number) -> int:
    """Where the word ends that makes the number one of people; 0 where none does."""
    counted = _COUNTED.search(reading.folded[number.end :])
    return number.end + counted.end() if counted else 0


def is_led(reading: Reading, number: Number) -> bool:
    """Whether the words before the number make it one of people: "table for", "somos"."""
    return _before("party", known(reading.language)).search(reading.folded[: number.start]) is not None


@cache
def _before(section: str, code: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern('details', section, code)}\s+$")


def before_dates(reading: Reading) -> list[Number]:
    """Numbers of people that a date follows at once, of which they are no part: "a table for 4 29 November"."""
    return [one for one in reading.numbers if is_led(reading, one) and is_before_a_date(reading, one)]


def is_before_a_date(reading: Reading, number: Number) -> bool:
    return _date_begins(reading.language[:2]).match(reading.folded, number.end) is not None


@lru_cache(maxsize=8)
def _date_begins(language: str) -> re.Pattern[str]:
    """A day and a month, in whichever order; "4 December" alone is a day itself."""
    months = "|".join(sorted(spellings(known(language), "month", "doubtful_month"))) or NOTHING
    day = r"\d{1,2}(?:st|nd|rd|th|\.)?"
    by_day = rf"{day}\s+(?:(?:of|de|di)\s+)?(?:{months})\b"
    by_month = rf"(?:{months})\s+{day}(?![\d:]|\s*(?:[ap]m|uhr))"
    return re.compile(rf"\s+(?:{by_day}|{by_month})")


def _is_for(reading: Reading, number: Number) -> bool:
    """ "Per otto", "für 3 in der Altstadt": a number after "for" that is no hour, day, length or sum."""
    code = reading.language[:2]
    if code not in codes() or not _before("party_for", code).search(reading.folded[: number.start]):
        return False
    is_time = any(one.start < number.end and number.start < one.end for one in reading.expressions)
    is_pronoun = number.text.lower() == "one"  # "I am looking for one"
    return not is_time and not is_pronoun and not _MEASURE.match(reading.folded, number.end)


def _is_of_things(reading: Reading, number: Number) -> bool:
    """ "Für zwei klemmende Türen": German writes things with a capital, and those that are no days or hours."""
    if not reading.language.startswith("de"):
        return False
    noun = _NOUN.match(reading.text, number.end)
    return noun is not None and not any(mention.start <= noun.start(1) < mention.end for mention in reading.expressions)


def _clock_after(reading: Reading, number: Number) -> bool:
    """Whether the number is a time of day."""
    hour = _HOUR if reading.language.startswith("en") else _FOREIGN_HOUR
    return bool(hour.match(reading.folded[number.end :]))


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
    counted = [n for n in numbers if not (n.article and _ONE_MORE.match(folded[n.start :]))]
    total = sum(n.value for n in counted)
    rest = _blank(folded, [(n.start, _after(folded, n.end)) for n in counted])
    total += len(_ONE_MORE.findall(rest)) + bool(_SELF.search(rest) or _COMPANY.match(folded))
    return total if 0 < total <= MOST else None


def _after(folded: str, end: int) -> int:
    """Past the words a number counts: "3 other friends", "four of us"."""
    match = re.match(rf"\s*(?:other |more |of |my |small |young )*(?:{PERSONS}|others|us)?\b", folded[end:])
    return end + match.end() if match else end


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
