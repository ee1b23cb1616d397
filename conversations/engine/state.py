"""What the graph carries from node to node, and from turn to turn: values that a stage returns anew.

In code they are frozen dataclasses; a checkpoint holds them as plain JSON, and nothing else is ever read back from one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

from pydantic import TypeAdapter

from agents.roster import GENERAL
from agents.understanding.orders import Basket, Unclear
from agents.understanding.owner import NOTHING as UNSAID
from agents.understanding.owner import Said
from agents.understanding.types import Conduct
from businesses.remembering.made import Made
from conversations.engine.commands import Command
from conversations.engine.reply import Reply
from conversations.repository.facts import Offer, QuoteFacts

Tongue = Literal["spoken", "asked", "foreign"]
"""Whether the customer speaks the language of the reply, has just asked for it, or speaks one that we do not."""
Action = Literal["", "cancel", "move", "check", "late", "amend", "join", "leave", "take", "undo"]
Offered = Literal["", "person", "booking", "waiting", "remember", "usual"]


@dataclass(frozen=True, slots=True)
class Person:
    """Who the customer is, as far as they have said."""

    name: str = ""
    phone: str = ""
    email: str = ""

    @property
    def contact(self) -> str:
        return self.phone or self.email


@dataclass(frozen=True, slots=True)
class Form:
    """What the customer has said for a task; wall times are the business's own (``YYYY-MM-DD``, ``HH:MM``).

    ``times`` and ``dates`` are readings that stay to be asked about, such as 07:00 or 19:00; ``between`` is a stretch
    of the day a time is looked for in, such as an evening; ``soonest`` asks for the first that is free. ``minutes`` is
    how late somebody will be. ``way`` is how an order reaches its customer, ``table`` the key of where they sit.
    """

    service: int | None = None
    people: int | None = None
    date: str = ""
    dates: tuple[str, ...] = ()
    time: str = ""
    times: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    soonest: bool = False
    staff: int | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    notes: tuple[str, ...] = ()
    address: str = ""
    reference: str = ""
    minutes: int | None = None
    way: str = ""
    table: int | None = None

    @property
    def note(self) -> str:
        return ". ".join(self.notes)

    @property
    def has_moment(self) -> bool:
        return bool(self.date or self.dates or self.time or self.times or self.between)


@dataclass(frozen=True, slots=True)
class Task:
    """What is being done for the customer.

    ``offers`` are the times last named, in the order named; ``chosen`` is the one that will be booked, ``searched`` the
    wish they were found for, ``full`` the day and time that were wished when all was taken. ``read_back`` is the id of
    what was read back and waits for a yes; any change of the form makes it another. ``verified`` is the reference of a
    booking proved to be the customer's. ``about_day`` is the day last talked about though it could not be had.
    ``asked`` counts how often each question was put in a row.

    Of an order: ``basket`` is what is wished, ``unclear`` what of it may be several dishes, ``quote`` what it costs as
    ``quoted`` (the wish it was made for); ``verified`` the order it would change.

    Of a change of the business: ``said`` is what is wished, ``told`` the change as people read it, ``headline`` in a
    line, ``shown`` names it.
    """

    kind: str
    form: Form = Form()
    action: Action = ""
    words: str = ""
    offers: tuple[Offer, ...] = ()
    chosen: Offer | None = None
    searched: str = ""
    announced: str = ""
    full: str = ""
    read_back: str = ""
    verified: str = ""
    is_request: bool = False
    is_for_other: bool = False
    limit: int | None = None
    about_day: str = ""
    asked: dict[str, int] = field(default_factory=dict)
    failures: int = 0
    basket: Basket = field(default_factory=Basket)
    unclear: tuple[Unclear, ...] = ()
    quote: QuoteFacts | None = None
    quoted: str = ""
    said: Said = UNSAID
    told: str = ""
    headline: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered from one turn to the next.

    ``tasks`` are the open ones, the one at work first. ``done`` is the booking made last, ``noted`` the note kept with
    it, ``ordered`` the order; of booking and order at most one is spoken of. ``basket`` is what was ordered, ``waits``
    are places on the waiting list, ``altered`` the changes of the business made here.
    ``requested`` are the details last asked for, ``topic`` the service last spoken of and ``items`` the dishes,
    which "it" then means; ``questions`` those put last, in one message, which "and on Monday?" then repeats.
    ``allergies`` were stated by the customer and stay. ``said`` are details of a booking nobody has asked for
    yet. ``offered`` is what was offered last without being a task. ``made`` are the bookings and orders made
    here, the newest last; whether they may be remembered beyond the conversation is asked once
    (``asked_to_remember``), and what somebody usually chooses is offered once (``usual_offered``).
    ``asked_for_calm`` counts the messages that were asked for a calm tone.
    """

    greeted: bool = False
    epoch: int = 0
    agent: str = GENERAL
    pinned_agent: str = ""
    tasks: tuple[Task, ...] = ()
    person: Person = Person()
    bookings: tuple[str, ...] = ()
    done: str = ""
    noted: str = ""
    orders: tuple[str, ...] = ()
    ordered: str = ""
    waits: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    basket: Basket = field(default_factory=Basket)
    topic: int = 0
    items: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    said: Form = Form()
    offered: Offered = ""
    handed_off: bool = False
    asked_for_calm: int = 0
    made: tuple[Made, ...] = ()
    asked_to_remember: bool = False
    usual_offered: bool = False

    @property
    def task(self) -> Task | None:
        return self.tasks[0] if self.tasks else None

    @property
    def awaits_yes(self) -> bool:
        """Whether something was read back, and a yes would do it."""
        return bool(self.task and self.task.read_back)


@dataclass(frozen=True, slots=True)
class SlotValue:
    value: Any
    text: str
    alternatives: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the messages of the turn were read as: what the Turn tells, and what the nodes look back at."""

    text: str = ""
    intent: str = ""
    confidence: float = 0.0
    slots: dict[str, SlotValue] = field(default_factory=dict)
    cues: tuple[str, ...] = ()
    injection: float = 0.0
    reasons: tuple[str, ...] = ()
    conduct: Conduct | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What something of the reply rests on: rows by what they answer, or one row by its key."""

    kind: Literal["answer", "taught", "item", "service", "staff", "owner", "times", "document"]
    key: str = ""


@dataclass(frozen=True, slots=True)
class TurnWork:
    """What one turn makes.

    ``sources`` are what its answers rest on. ``offered`` is what the last reply offered; ``opened`` counts the tasks
    its commands have opened; ``leads_to`` is where PROCESSING and CONFIRMATION send it; ``hand_off`` is why staff are
    called, ``is_over`` that the conversation ends with the reply. ``deed`` is what was written last, and
    stands whatever fails after it. ``is_recognised``: somebody has proved an earlier booking or order theirs.
    ``is_whole``: the last node has run.
    """

    first: int = 0
    through: int = 0
    epoch: int = 0
    texts: tuple[str, ...] = ()
    locale: str = "en"
    tongue: Tongue = "spoken"
    offered: Offered = ""
    heard: Heard = Heard()
    commands: tuple[Command, ...] = ()
    opened: int = 0
    reply: Reply = field(default_factory=Reply)
    sources: tuple[Source, ...] = ()
    leads_to: Literal["", "confirm", "write"] = ""
    hand_off: str = ""
    is_handoff: bool = False
    is_over: bool = False
    deed: str = ""
    is_recognised: bool = False
    signals: dict[str, Any] = field(default_factory=dict)
    stage: str = ""
    error: str = ""
    is_recovered: bool = False
    is_whole: bool = False


class DialogueState(TypedDict, total=False):
    """The two channels of the graph, as JSON."""

    memory: dict[str, Any]
    work: dict[str, Any]


MEMORY: TypeAdapter[Memory] = TypeAdapter(Memory)
WORK: TypeAdapter[TurnWork] = TypeAdapter(TurnWork)
COMMANDS: TypeAdapter[tuple[Command, ...]] = TypeAdapter(tuple[Command, ...])
SOURCES: TypeAdapter[tuple[Source, ...]] = TypeAdapter(tuple[Source, ...])
