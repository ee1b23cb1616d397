"""What a message asks of the conversation: typed values, in the order said, none dropped unsaid.

They come from local understanding, from a tap, from staff, or from a model's structured output: the same types, the
same validation, the same engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from agents.understanding.orders import Basket, Unclear
from agents.understanding.owner import Said


@dataclass(frozen=True, slots=True)
class Detail:
    """A value given for a detail; ``value`` None with ``alternatives`` is one to ask about, without any it is none that
    can be ("31 November"). ``is_correction``: said to replace another."""

    name: str
    value: Any
    text: str = ""
    alternatives: tuple[Any, ...] = ()
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """A deed is wished for; ``intent`` names it, ``details`` are those said with it, ``words`` the clause.

    ``is_followup``: of a later message than one that is dealt with in the same turn. ``is_added``: its clause says that
    it comes beside what was said before ("and", "also").
    """

    intent: str
    details: tuple[Detail, ...] = ()
    words: str = ""
    confidence: float = 1.0
    is_for_other: bool = False
    is_followup: bool = False
    is_added: bool = False
    kind: Literal["open"] = "open"


@dataclass(frozen=True, slots=True)
class Give:
    """A detail given, corrected or left open for what is being arranged."""

    detail: Detail
    kind: Literal["give"] = "give"


@dataclass(frozen=True, slots=True)
class Fill:
    """What is ordered, as it is after the message, and was ``before`` it; ``unknown`` are words for what is not on the
    menu, ``unclear`` words that may mean several dishes, by key. ``details``: how it comes, where they sit, notes.
    ``names_dishes``: anything of the menu was spoken of, changed or not.
    """

    basket: Basket
    before: Basket = field(default_factory=Basket)
    unknown: tuple[str, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    details: tuple[Detail, ...] = ()
    names_dishes: bool = False
    kind: Literal["fill"] = "fill"


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A detail turned down with nothing in its place: "not Friday"."""

    name: str
    value: Any = None
    kind: Literal["withdraw"] = "withdraw"


@dataclass(frozen=True, slots=True)
class Choose:
    """One of what was offered: its place (1 the first, -1 the last), "earlier", "later", "any" or "that"."""

    which: int | str
    kind: Literal["choose"] = "choose"


@dataclass(frozen=True, slots=True)
class Agree:
    """What is said to what was read back or offered; see ``agents.understanding.types.Consent``."""

    answer: Literal["yes", "no", "wait"]
    is_conditional: bool = False
    is_plain: bool = True
    kind: Literal["agree"] = "agree"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; ``about`` holds what it names: services, items, staff, a day, an hour."""

    intent: str
    words: str
    about: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    cues: tuple[str, ...] = ()
    kind: Literal["ask"] = "ask"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something staff should know, in the customer's words; ``allergies`` it states."""

    words: str
    allergies: tuple[str, ...] = ()
    kind: Literal["remark"] = "remark"


@dataclass(frozen=True, slots=True)
class Alter:
    """What one of the business's own people wants changed of it; ``words`` is the clause."""

    said: Said
    words: str = ""
    kind: Literal["alter"] = "alter"


@dataclass(frozen=True, slots=True)
class LetGo:
    """What is being arranged is to be dropped."""

    kind: Literal["let_go"] = "let_go"


@dataclass(frozen=True, slots=True)
class Keep:
    """What was to be changed stays as it is."""

    kind: Literal["keep"] = "keep"


@dataclass(frozen=True, slots=True)
class Anew:
    """Not the booking asked about: a new one."""

    kind: Literal["anew"] = "anew"


@dataclass(frozen=True, slots=True)
class LackReference:
    """The reference asked for is not at hand."""

    kind: Literal["lack_reference"] = "lack_reference"


@dataclass(frozen=True, slots=True)
class AboutMe:
    """What is remembered of the customer is to be told or forgotten."""

    wish: Literal["tell", "forget"]
    kind: Literal["about_me"] = "about_me"


@dataclass(frozen=True, slots=True)
class CallPerson:
    """A person is wanted."""

    kind: Literal["call_person"] = "call_person"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Somebody is in danger now; ``danger`` is one of ``agents.understanding.types.Danger``."""

    danger: str
    kind: Literal["alarm"] = "alarm"


@dataclass(frozen=True, slots=True)
class Courtesy:
    """Hello, thanks, goodbye, a complaint and their like, by the intent's name."""

    intent: str
    kind: Literal["courtesy"] = "courtesy"


Command = Annotated[
    Open
    | Give
    | Fill
    | Withdraw
    | Choose
    | Agree
    | Ask
    | Remark
    | Alter
    | LetGo
    | Keep
    | Anew
    | LackReference
    | AboutMe
    | CallPerson
    | Alarm
    | Courtesy,
    Field(discriminator="kind"),
]


def taken_by(command: Command) -> set[str]:
    """The details that the command has taken already."""
    if isinstance(command, Open):
        return {detail.name for detail in command.details}
    if isinstance(command, Ask):
        return {"choice", *command.about}
    return {"remark"} if isinstance(command, Remark) else set()
