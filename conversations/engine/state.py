"""What the graph carries.  Plain JSON throughout: nothing else is ever read back from a checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from conversations.repository.facts import Offer

Tongue = Literal["spoken", "asked", "foreign"]
"""Whether the customer speaks the language of the reply, has just asked for it, or speaks one that we do not."""
TaskKind = Literal["book", "request", "cancel", "reschedule", "check", "leave_contact"]


class Form(TypedDict, total=False):
    """What the customer has said for the open task; wall times are the business's own (``YYYY-MM-DD``, ``HH:MM``).

    ``times`` and ``dates`` are readings that stay to be asked about, such as 07:00 or 19:00; ``between`` is a stretch
    of the day a time is looked for in, such as an evening; ``soonest`` asks for the first that is free,
    ``shift`` for a move by so many minutes.
    """

    service: int
    people: int
    date: str
    dates: list[str]
    time: str
    times: list[str]
    between: list[str]
    soonest: bool
    shift: int
    staff: int
    name: str
    phone: str
    email: str
    note: str
    reference: str


class Task(TypedDict, total=False):
    """What is being done for the customer. ``awaits_yes``: all has been read back and only a yes is missing.

    ``offers`` are the times last named, in the order named; ``chosen`` is the one that will be booked. ``verified`` is
    the reference of a booking proved to be the customer's. ``about_day`` is the day last talked about though it could
    not be had. ``asked`` counts how often each detail was asked for.
    """

    kind: TaskKind
    form: Form
    offers: list[Offer]
    chosen: Offer | None
    awaits_yes: bool
    verified: str
    limit: int | None
    about_day: str
    asked: dict[str, int]
    failures: int


class Memory(TypedDict, total=False):
    """What is remembered from one turn to the next. ``requested`` are the details last asked for;
    ``topic`` is the service last spoken of, which "it" then means, and ``question`` the last one put, which "and on
    Monday?" then repeats.  ``said`` are details of a booking nobody has asked for yet,
    ``further`` the services to book after this one; ``suggested``: a booking was offered last."""

    greeted: bool
    epoch: int
    agent: str
    task: Task | None
    person: dict[str, str]
    bookings: list[str]
    done: str
    topic: int
    question: str
    said: dict[str, SlotReading]
    further: list[int]
    requested: list[str]
    offered_person: bool
    suggested: bool
    handed_off: bool
    note: str


class SlotReading(TypedDict):
    value: Any
    text: str
    alternatives: list[Any]


class Reading(TypedDict):
    """What was understood from the messages of the turn, taken together; ``rejected`` are details that were turned down
    ("not Friday") with nothing said in their place; ``further`` are services asked for beside the first,
    ``items`` the dishes named.
    ``is_bare``: nothing but details was said; ``is_correction``: a detail was said to replace another.
    """

    text: str
    intent: str
    confidence: float
    acts: list[str]
    stance: Literal["yes", "no", "open"]
    slots: dict[str, SlotReading]
    rejected: list[str]
    items: list[int]
    further: list[int]
    is_bare: bool
    is_correction: bool
    injection: float
    reasons: list[str]


class Part(TypedDict):
    kind: Literal["tell", "ask"]
    text: str


class TurnWork(TypedDict, total=False):
    """What one turn makes. ``changed`` are the details this message set anew; ``is_ready`` sends the turn to
    CONFIRMATION and ``is_agreed`` on to WORKFLOW_TRIGGER; ``error`` sends it to ERROR_RECOVERY. ``locale`` is the
    language of the reply.
    """

    first: int
    through: int
    epoch: int
    texts: list[str]
    locale: str
    tongue: Tongue
    reading: Reading
    changed: list[str]
    parts: list[Part]
    needs: list[str]
    quick_replies: list[dict[str, str]]
    cards: list[dict[str, Any]]
    is_ready: bool
    is_agreed: bool
    hand_off: str
    is_handoff: bool
    booking: dict[str, Any] | None
    signals: dict[str, Any]
    stage: str
    error: str
    reply: str


class DialogueState(TypedDict, total=False):
    memory: Memory
    work: TurnWork
