"""All finders over one message, and who is right where they disagree."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.slots import (
    addresses,
    contacts,
    modifiers,
    people,
    references,
    roles,
    strangers,
    terms,
    times,
    vehicles,
    wishes,
)
from agents.understanding.slots.either import pairs, undecided
from agents.understanding.slots.expressions import is_clear_clock
from agents.understanding.slots.households import with_households
from agents.understanding.slots.names.slots import told_name, with_tagged
from agents.understanding.slots.questions import asks_else
from agents.understanding.tagger.labels import Span
from agents.understanding.tagger.model import Tagger, Tagging, booking_tagger
from agents.understanding.types import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agents.understanding.slots.reading import Reading
    from agents.understanding.time.mention import Mention

_TAGGED = "en"
_THINGS = ("item", "service", "staff", "resource")
LAST_HOUR = 24
_SEATING = re.compile(r"\b(?:table|reservation|dinner|lunch|brunch) for\s+$")
_HOUR_ENDS = re.compile(r"(?:[ap]m|:\d\d)\.\s")
_ARTICLE = re.compile(r"\ban?\s+$")
_COUNTING = re.compile(r"\b(?:for|of|we are|we're|with)\s+$")


def find_slots(reading: Reading, tagger: Tagger | None = None) -> tuple[Slot, ...]:
    """Every slot of the message in the order of the text; ``tagger`` defaults to the product's own."""
    wished = wishes.find(reading)
    certain = _certain(reading, wished)
    said = terms.find(reading)
    pointed = [slot for slot in references.find(reading) if not _touches(slot, _beside(reading))]
    name = told_name(reading, certain, [*wished, *said, *pointed])
    whole = _named(name, "name")
    numbered = [Span("numbered", *span) for span in addresses.numbered(reading)]
    taken: list[Slot | Span] = [*certain, *whole, *numbered]
    tagging = _tagged(reading, tagger, [*certain, *numbered])
    name = with_tagged(reading, name, tagging.spans if tagging else ())
    taken += [slot for slot in name if slot.name in reading.requested]
    party = _clear_of(_party(reading, tagging), taken)
    found = _clear_of([*pointed, *_named(wished, "place", "occasion"), *_named(said, *_THINGS)], taken)
    found += party
    found += _times(reading, tagging, [*taken, *_named(pointed, "choice")], party)
    changes = modifiers.find(reading, said)
    counted = _named(changes, "quantity")
    found = [slot for slot in found if slot.name != "people" or not _touches(slot, counted)] + changes
    found = [*certain, *name, *_clear_of(found, whole)]
    unknown = strangers.find(reading, found)
    found = [*_clear_of(found, unknown), *unknown]
    if _named(pointed, "choice"):
        found = [slot for slot in found if not _is_bare_place(reading, slot)]
    found = [slot for slot in found if not (_is_bare_place(reading, slot) and _is_of_thing(slot, said, reading))]
    if not {"date", "time"} & set(reading.requested) and not _named(found, "service", "people"):
        # Where nothing is to be booked, "now" is a manner of speaking: "so it's every two weeks now?".
        found = [slot for slot in found if slot.name not in {"date", "time"} or not times.is_now(reading, slot)]
    return tuple(sorted(roles.mark(reading, found), key=lambda slot: (slot.start, slot.end, slot.name)))


def _is_bare_place(reading: Reading, slot: Slot) -> bool:
    """A lone "first" beside a choice ("the soonest, whatever is first") is no day of the month."""
    places = [(one.start, one.end) for one in reading.numbers if one.ordinal]
    return slot.name == "date" and (slot.start, slot.end) in places and not any(map(str.isdigit, slot.text))


def _is_of_thing(slot: Slot, said: Sequence[Slot], reading: Reading) -> bool:
    """ "Il primo cambio d'olio": the ordinal counts what follows it, and no day."""
    return any(not reading.text[slot.end : each.start].strip() for each in said if each.start >= slot.end)


def _certain(reading: Reading, wished: Sequence[Slot]) -> list[Slot]:
    """What can be nothing else: contact details, cars, addresses, sums of money."""
    told = contacts.find(reading)
    cars = vehicles.find(reading)
    places = addresses.find(reading, told)
    return [*told, *_clear_of(cars, told), *_clear_of(places, [*told, *cars]), *_named(wished, "budget")]


def _times(
    reading: Reading, tagging: Tagging | None, taken: Sequence[Slot | Span], party: Sequence[Slot]
) -> list[Slot]:
    busy = [*taken, *([] if tagging else _counted(party))]
    found = _clear_of(times.find(reading, tagging), busy)
    counted = [(first.start, last.end) for first, last in pairs(reading)]
    found = [slot for slot in found if not any(start <= slot.start and slot.end <= end for start, end in counted)]
    if _named(taken, "phone", "email"):
        found = [slot for slot in found if not times.is_now(reading, slot)]  # "my number is 0171 5550100 now"
    return [slot for slot in found if slot.name != "time" or not asks_else(reading, slot)]


def _tagged(reading: Reading, tagger: Tagger | None, certain: Sequence[Slot | Span]) -> Tagging | None:
    """What the tagger marks, clear of what is certain: a telephone number is no party size."""
    if not reading.language.startswith(_TAGGED):
        return None
    tagging = (tagger or booking_tagger()).tag(reading.text, reading.requested)
    spans = [_in_sentence(span, reading) for span in tagging.spans if not _touches(span, certain)]
    for party in people.find(reading):
        spans = [_cut(span, party, reading) for span in spans]
    return replace(tagging, spans=tuple(span for span in spans if span.start < span.end))


def _in_sentence(span: Span, reading: Reading) -> Span:
    """An hour ends with its sentence: the two of "at 7:30pm. 2 margheritas" is none of it."""
    end = _HOUR_ENDS.search(reading.folded, span.start, span.end) if span.slot in {"date", "time"} else None
    return span._replace(end=end.start() + end[0].index(".")) if end else span


def _cut(span: Span, party: Slot, reading: Reading) -> Span:
    """The span without the number at its edge that counts people: the two of "table for 2 friday 8pm" is no hour."""
    if span.slot not in {"date", "time"} or party.start < span.start or party.start >= span.end:
        return span
    is_told = party.text.strip()[-1].isalpha() and party.end >= span.end  # "4ppl", which nothing else is
    if party.end > span.end and not is_told:
        return span
    if is_told:
        return span._replace(end=span.start + len(reading.text[span.start : party.start].rstrip()))
    if party.start > span.start:
        return span
    if _SEATING.search(reading.folded[: party.start]):  # "table for 6", which nothing else is
        return span._replace(start=span.end - len(reading.text[party.end : span.end].lstrip()))
    following = [mention for mention in reading.expressions if party.end <= mention.start < span.end]
    is_day_following = any("date" in mention.kind for mention in following)
    is_hour = int(str(party.value)) <= LAST_HOUR
    if is_hour and not is_day_following and (span.confidence >= times.SURE or not following):
        return span
    rest = reading.text[party.end : span.end]
    return span._replace(start=span.end - len(rest.lstrip()))


def _party(reading: Reading, tagging: Tagging | None) -> list[Slot]:
    return people.put_right(reading, with_households(reading, undecided(reading, _people(reading, tagging))))


def _people(reading: Reading, tagging: Tagging | None) -> list[Slot]:
    if tagging is None:
        return people.find(reading)
    clocks = [mention for mention in reading.expressions if is_clear_clock(mention) or mention.kind == "duration"]
    tagged = [_whole(reading, span) for span in tagging.spans if span.slot == "people"]
    tagged = [span for span in tagged if not _is_inside(span, clocks) and not _is_hour(reading, span)]
    tagged = [span for span in tagged if not reading.text[max(0, span.start - 1) : span.start].isalpha()]
    tagged = [span for span in tagged if not _is_stretch(reading, span) and not _is_of_things(reading, span)]
    tagged = [span for span in tagged if span is tagged[0] or not people.is_among(reading, span.start)]
    missed = _clear_of(people.find(reading), tagging.spans)
    found = [
        slot for slot in missed if tagging.doubt(slot.start, slot.end) >= people.DOUBT or people.is_plain(reading, slot)
    ]
    found += [] if tagged or found else people.alone(reading)
    found += [
        reading.slot("people", span.start, span.end, people.value_of(text, reading.language), round(span.confidence, 3))
        for span in tagged
        if (text := reading.text[span.start : span.end])
    ]
    return people.added_up(reading, sorted(found, key=lambda slot: slot.start))


def _whole(reading: Reading, span: Span) -> Span:
    """The span from the beginning of the number it cuts: "twenty-six people", not "six people"."""
    cut = [number.start for number in reading.numbers if number.start < span.start < number.end]
    return span._replace(start=cut[0]) if cut else span


def _is_hour(reading: Reading, span: Span) -> bool:
    """The ten of "weds 10" and of "can we move that to 10" is an hour, unless "for" stands before it."""
    moments = [mention for mention in reading.expressions if mention.kind in {"datetime", "time"}]
    is_counting = _COUNTING.search(reading.folded[: span.start]) is not None
    return not is_counting and any(one.end == span.end and span.end - span.start <= 2 for one in moments)


def _is_of_things(reading: Reading, span: Span) -> bool:
    """The three of "it's a 3 bed house": after an article a number tells of what follows, if that is not people."""
    number = next((one for one in reading.numbers if span.start <= one.start and one.end == span.end), None)
    return number is not None and _ARTICLE.search(reading.folded, 0, number.start) is not None


def _is_stretch(reading: Reading, span: Span) -> bool:
    """Both numbers of "between 1 and 4" are hours, not five people."""
    ranges = [mention for mention in reading.expressions if mention.kind in {"time_range", "datetime_range"}]
    inside = [one for one in reading.numbers if span.start <= one.start and one.end <= span.end]
    return len(inside) > 1 and _is_inside(span, ranges)


def _counted(party: Iterable[Slot]) -> list[Slot]:
    """Numbers that the words around them make people: the 3 of "somos 3" is no time, whatever was asked."""
    return [slot for slot in party if slot.confidence >= people.COUNTED]


def _is_inside(span: Span, clocks: Iterable[Mention]) -> bool:
    """The eleven of "make it 11 in the morning" are no people, nor the ten of "10 minutes late"."""
    return any(clock.start <= span.start and span.end <= clock.end for clock in clocks)


def _beside(reading: Reading) -> list[Mention]:
    """The "later" of "an hour later" chooses among no offers."""
    return [mention for mention in reading.resolved if mention.beside]


def _named(slots: Iterable[Slot | Span], *kinds: str) -> list[Slot]:
    return [slot for slot in slots if isinstance(slot, Slot) and slot.name in kinds]


def _clear_of(slots: Iterable[Slot], taken: Sequence[Slot | Span]) -> list[Slot]:
    return [slot for slot in slots if not _touches(slot, taken)]


def _touches(one: Slot | Span, others: Iterable[Slot | Span | Mention]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)
