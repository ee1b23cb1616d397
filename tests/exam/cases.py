"""What a case is: one line of JSON, checked before anybody talks.  docs/testing.md tells how to write one."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from tests.exam.wording import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _one_or_more(given: object) -> object:
    """A single value stands for a list of one."""
    return [given] if isinstance(given, str | dict) else given


def _spoken(given: object) -> object:
    return {"say": given} if isinstance(given, str) else given


def _compiles(pattern: str) -> str:
    try:
        re.compile(PLACE.sub("x", pattern))
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]


class Part(BaseModel):
    """A piece of a case; a word it does not know is a mistake of the writer."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Wish(Part):
    """A time to be found among those the business offers when the case is played."""

    service: str | None = None
    party: int | None = None
    staff: str | None = None
    ahead: tuple[int, int] = (2, 6)
    weekday: Annotated[tuple[Weekday, ...], BeforeValidator(_one_or_more)] = ()
    since: time = Field(default=time(0), alias="from")
    until: time = Field(default=time(23, 59), alias="to")
    minute: tuple[int, ...] = ()
    earliest: bool = False
    free: bool = True
    at: time | None = None
    of: str | None = None
    days: int = 0
    minutes: int = 0

    @property
    def is_windowed(self) -> bool:
        """Whether a time of day of its own is asked for, beside the one it is relative to."""
        return bool({"since", "until"} & self.model_fields_set)


class EarlierBooking(Part):
    """A booking made before the talk."""

    slot: str
    name: str
    phone: str = ""
    email: str = ""


class Step(Part):
    """What the customer says by script, when, and what the turn it brings must be."""

    say: str
    when: Annotated[str, Field(pattern=r"^(idle|now|confirm|booked|ask:[a-z_|]+)$")] = "idle"
    new: bool = False
    end: bool = False
    slot: str | None = None
    reply: Pattern | None = None
    unlike: Pattern | None = Field(default=None, alias="not")
    commit: bool = True
    asks: str | None = None

    def is_asked(self, needs: list[str]) -> bool:
        return self.when.startswith("ask:") and bool(set(self.when[4:].split("|")) & set(needs))


class ExpectedBooking(Part):
    """A booking that must exist at the end; what is not given is the slot's."""

    slots: Annotated[tuple[str, ...], BeforeValidator(lambda given: _one_or_more(given) or ())] = Field(
        default=("a",), alias="slot"
    )
    names: Texts = Field(default=(), alias="name")
    party: int | None = None
    staff: str | None = None
    service: str | None = None
    phone: str | None = None
    email: str | None = None
    status: str = "confirmed"
    is_earlier: bool = Field(default=False, alias="setup")


class ExpectedLine(Part):
    """So many of a dish; ``options`` are all that must be said of it: "Large", "-Onions" left out, "half Ham"."""

    name: str
    quantity: int = 1
    options: tuple[str, ...] = ()


class ExpectedOrder(Part):
    """An order that must exist at the end; what is not given may be anything."""

    lines: tuple[ExpectedLine, ...]
    service: Literal["pickup", "delivery", "dine_in"] | None = None
    names: Texts = Field(default=(), alias="name")
    total: str | None = None
    note: Pattern | None = None
    address: Pattern | None = None
    at: time | None = None
    status: str = "placed"


class Outcome(Part):
    """How a talk may rightly end."""

    bookings: tuple[ExpectedBooking, ...] = ()
    orders: tuple[ExpectedOrder, ...] = ()
    handoff: bool | None = None
    says: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()
    kept: tuple[Pattern, ...] = ()
    not_asked: tuple[str, ...] = ()
    turns: int | None = None


class Expectation(Outcome):
    any_of: tuple[Outcome, ...] = ()

    def outcomes(self) -> Iterator[Outcome]:
        """This one, then each other: what it does not say itself is as in this one."""
        yield self
        for other in self.any_of:
            yield self.model_copy(update={name: getattr(other, name) for name in other.model_fields_set})


Answers = dict[str, Texts]


class Case(Part):
    id: Annotated[str, Field(min_length=1)]
    business: Literal["marios", "bella", "smile", "torque", "handy"]
    lang: Literal["en", "es", "fr", "de", "it", "pt"]
    theme: str
    slots: dict[str, Wish] = {}
    setup: tuple[EarlierBooking, ...] = ()
    say: Annotated[tuple[Annotated[Step, BeforeValidator(_spoken)], ...], Field(min_length=1)]
    answers: Annotated[tuple[Answers, ...], BeforeValidator(_one_or_more)] = ()
    quick: bool = False
    expect: Expectation

    def answers_after(self, commits: int) -> Answers:
        """The second set of answers serves once something was booked."""
        return self.answers[min(commits, len(self.answers) - 1)] if self.answers else {}

    def texts(self) -> Iterator[str]:
        """Every text that may hold a placeholder."""
        yield from _strings([step.model_dump() for step in self.say])
        yield from _strings([*self.answers, self.expect.model_dump()])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
