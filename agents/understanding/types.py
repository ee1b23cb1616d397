"""What goes into understanding and what comes out: plain values, no Django, no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
"""A slot's value: what JSON can carry, so that it crosses processes and sockets unchanged."""


Role = Literal["said", "correction", "rejected"]


@dataclass(frozen=True, slots=True)
class Term:
    """A name the business uses (a service, a dish, a person), with the key of its row and other ways to say it.

    ``includes`` are the keys of the services that are done with it.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    includes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The business's own words."""

    services: tuple[Term, ...] = ()
    staff: tuple[Term, ...] = ()
    items: tuple[Term, ...] = ()
    modifiers: tuple[Term, ...] = ()
    resources: tuple[Term, ...] = ()
    sections: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When the business is open: intervals of local wall time per ISO weekday (1 = Monday), and dated exceptions.

    An interval whose end is not after its start runs past midnight.
    """

    weekly: Mapping[int, tuple[tuple[time, time], ...]] = field(default_factory=dict)
    exceptions: Mapping[date, tuple[tuple[time, time], ...]] = field(default_factory=dict)

    def on(self, day: date) -> tuple[tuple[time, time], ...]:
        return self.exceptions.get(day, self.weekly.get(day.isoweekday(), ()))


@dataclass(frozen=True, slots=True)
class Anchor:
    """The local day, and the wall time where one is known, of the booking that is being talked about."""

    day: date
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the conversation already knows when a message arrives.

    ``requested`` names the slots last asked for; ``now`` is aware; ``locale`` is the conversation's language (BCP 47).
    ``anchor`` is the moment last talked about: "the day after", "the same time" and "an hour later" are meant of it.
    """

    now: datetime
    timezone: ZoneInfo
    category: str = ""
    flow: str = "dedicated"
    locale: str = "en"
    requested: tuple[str, ...] = ()
    vocabulary: Vocabulary = Vocabulary()
    hours: OpeningHours | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing the customer said, where, and what it means.

    ``start`` and ``end`` are character offsets into the text as received; ``value`` is normalised: dates ISO
    ``YYYY-MM-DD``, times ``HH:MM`` (24 h), people an integer, phone E.164, e-mail lower case, services, staff and items
    the term's key.  A value that stays ambiguous is ``None`` with the ``alternatives`` to ask about.  ``role`` tells a
    value that replaces an earlier one ("make it five") and one that is turned down ("not Friday", "instead of 5").
    """

    name: str
    start: int
    end: int
    text: str
    value: Json
    confidence: float = 1.0
    alternatives: tuple[Json, ...] = ()
    role: Role = "said"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a clause of the message wants; ``name`` is ``out_of_scope`` when nothing offered fits.

    ``start`` and ``end`` are the clause's offsets into the text as received.
    """

    name: str
    confidence: float
    why: str = ""
    start: int = 0
    end: int = 0


Deed = Literal["book", "move", "cancel"]
"""What can be done with a booking."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a message says to something that was put to the customer for a yes.

    ``kind``: ``yes`` agrees, ``no`` turns down, ``wait`` holds on, ``open`` says none of these. ``is_conditional``: an
    agreement that hangs on something ("yes if", "fine but"). ``is_plain``: beside it nothing is said but courtesies.
    ``deed`` is what it names to be done, if any: a yes to something else ("yes, cancel it" to a booking read back)
    agrees to nothing. "Cancel it" by itself is ``open`` and plain, with its deed: it agrees only where a cancelling was
    read back.
    """

    kind: Literal["yes", "no", "wait", "open"] = "open"
    is_conditional: bool = False
    is_plain: bool = False
    deed: Deed | None = None


Cue = Literal[
    "question",
    "lets_go",
    "keeps",
    "is_new",
    "same_again",
    "no_reference",
    "pronoun",
    "other_one",
    "elliptic",
    "for_other",
    "for_child",
    "forgets_me",
    "asks_of_me",
    "late",
    "has_booking",
    "has_no_booking",
    "no_need",
    "pickup",
    "delivery",
    "dine_in",
    "signed",
]
"""What the language of a message tells beside its intent, in every language served: it asks; it lets go of what is
arranged ("forget it"); it keeps what was to be changed ("no, leave it as it is"); it wants something new ("no, a new
appointment"); the same as before once more; the reference is lost; a pronoun stands for the thing talked about; the
other of two; a question put again ("and on Monday?"); it is for somebody else ("for my mum"), for a child of theirs;
what is remembered of them is to be forgotten, or asked ("what do you know about me?"); somebody will be late; what
was booked is not needed any longer; an order is fetched, brought, or eaten at the table; it is signed like a
letter."""

Danger = Literal["medical", "self_harm", "fire", "gas", "electric", "water", "violence", "road"]
"""What endangers somebody now."""


Misconduct = Literal["profanity", "insult", "hate", "threat", "sexual"]
Severity = Literal["mild", "severe"]


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a text treats who reads it, where it treats them badly; ``chance`` is how sure that is, in 0..1."""

    category: Misconduct
    severity: Severity
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Safety:
    """Signals about the text: the probability in 0..1 that it tries to steer the assistant, with reasons a person can
    read, and its conduct, None where nothing is wrong with that.
    """

    injection: float = 0.0
    reasons: tuple[str, ...] = ()
    conduct: Conduct | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything read from one message; ``intents`` are best first, never empty, each with its clause."""

    text: str
    language: str
    intents: tuple[Intent, ...]
    slots: tuple[Slot, ...]
    safety: Safety
    consent: Consent = Consent()
    cues: frozenset[Cue] = frozenset()
    danger: Danger | None = None

    @property
    def intent(self) -> Intent:
        return self.intents[0]
