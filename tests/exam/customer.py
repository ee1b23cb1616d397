"""A scripted customer: says what the case says, and answers what is asked until the talk is over."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.exam.languages import LANGUAGES
from tests.exam.ledger import Ledger
from tests.exam.order_book import OrderBook
from tests.exam.verdicts import Failed
from tests.exam.wording import PLACE

if TYPE_CHECKING:
    from tests.exam.cases import Case, Step
    from tests.exam.client import Client
    from tests.exam.times import Slot

MORE_TURNS = 7  # than there are steps, where the case gives no number
SAME_ANSWER = {
    "choice": ("choice", "time", "date"),
    "time": ("time", "choice"),
    "phone": ("phone", "email"),
    "email": ("email", "phone"),
    "party": ("people",),
    "first_name": ("name",),
    "last_name": ("name",),
}
"""What is asked for, and under which names a case may hold the answer."""
FROM_SLOT = {"date": "on", "time": "at", "choice": "at", "people": "party", "service": "service"}
LOOKALIKES = str.maketrans({"’": "'", "\xa0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class Turn:
    """What the desk did with one message; ``text`` with its cards as JSON."""

    text: str
    needs: list[str]
    quick: list[str]
    slots: dict[str, Any]
    is_handed_off: bool
    has_booking: bool
    has_order: bool
    is_news: bool

    def asks_consent(self) -> bool:
        return "confirm" in self.needs


@dataclass
class Customer:
    client: Client
    case: Case
    slots: dict[str, Slot]
    turns: list[Turn] = field(default_factory=list)
    chats: list[dict[str, Any]] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)
    commits: int = 0

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.client, self.case.business)
        self.orders = OrderBook(self.client, self.case.business)
        self.steps = list(self.case.say)
        self.asked: Counter[str] = Counter()
        self.at = "a"

    def talk(self) -> None:
        """Hold the conversation.  Raises Failed where the desk did wrong on the way."""
        limit = self.case.expect.turns or len(self.steps) + MORE_TURNS
        self._open()
        step: Step | None = self.steps.pop(0)
        turn = self._follow(step) if step else None
        while turn and not (step and step.end):
            step, text = self._next(turn)
            if not step and text is None:
                return
            if len(self.turns) >= limit:
                raise Failed(f"not done in {limit} turns")
            turn = self._follow(step) if step else self._say(text or "")

    def _next(self, turn: Turn) -> tuple[Step | None, str | None]:
        """The step that is due, or the answer to what was asked."""
        if self.steps and _is_due(self.steps[0], turn):
            return self._take_step(), None
        text = self._answer(turn)
        if text is None and self.steps and self.steps[0].when == "idle":
            return self._take_step(), None
        return None, text

    def _take_step(self) -> Step:
        step = self.steps.pop(0)
        self.asked.clear()
        self.at = step.slot or self.at
        if step.new:
            self._open()
        return step

    def _open(self) -> None:
        self.chats.append(self.ledger.open_conversation())
        self.transcript.append(f"--- conversation {self.chats[-1]['id']}")

    def _follow(self, step: Step) -> Turn:
        turn = self._say(step.say)
        if not step.commit and (turn.is_news or self.ledger.look()):
            raise Failed(f'acted without consent on "{self.fill(step.say)}"')
        is_right = (
            (step.reply is None or self.matches(step.reply, turn.text))
            and (step.unlike is None or not self.matches(step.unlike, turn.text))
            and (step.asks is None or set(step.asks.split("|")) & set(turn.needs))
        )
        if not is_right:
            said = turn.text[:140].replace("\n", " ")
            raise Failed(f'to "{self.fill(step.say)[:60]}" it said "{said}"')
        return turn

    def _say(self, text: str) -> Turn:
        text = self.fill(text)
        self.transcript.append(f"> {text}")
        answer = self.ledger.tell(self.chats[-1], text)
        turn = self._read(answer)
        self.turns.append(turn)
        self.transcript += ["  < " + turn.text.replace("\n", " / "), f"     {_seen(answer)}"]
        if turn.is_news:
            self.commits += 1
            self.asked.clear()
        if not answer["reply"]:
            raise Failed(f'no reply to "{text}"')
        return turn

    def _read(self, answer: dict[str, Any]) -> Turn:
        reply = answer["reply"] or {"text": "", "quick_replies": [], "cards": []}
        cards = [json.dumps(card, ensure_ascii=False) for card in reply["cards"]]
        return Turn(
            text="\n".join([reply["text"], *cards]),
            needs=answer["needs"],
            quick=[quick["text"] for quick in reply["quick_replies"]],
            slots=answer["slots"],
            is_handed_off=answer["handoff"],
            has_booking=bool(answer["booking"]),
            has_order=bool(answer["order"]),
            is_news=self._is_news(answer),
        )

    def _is_news(self, answer: dict[str, Any]) -> bool:
        booked = bool(answer["booking"]) and self.ledger.hear(answer["booking"])
        ordered = bool(answer["order"]) and self.orders.hear(answer["order"])
        return booked or ordered

    def _answer(self, turn: Turn) -> str | None:
        """What this customer says to what was asked, none where they have no answer.

        Raises Failed where it is asked again though every answer there is was given.
        """
        for need in ["confirm"] if turn.asks_consent() else turn.needs:
            for key in SAME_ANSWER.get(need, (need,)):
                options = self.case.answers_after(self.commits).get(key) or self._unscripted(key)
                if options:
                    self.asked[key] += 1
                    if self.asked[key] > len(options) + 1:
                        raise Failed(f"stuck: asked again and again for {need}")
                    return options[min(self.asked[key], len(options)) - 1]
        return turn.quick[0] if self.case.quick and turn.needs and turn.quick else None

    def _unscripted(self, key: str) -> tuple[str, ...]:
        language = LANGUAGES[self.case.lang]
        if key == "confirm":
            return (language.yes,)
        if key == "reference":
            return ("{ref}" if self.ledger.references or self.orders.rows else language.is_new,)
        if key in FROM_SLOT and self.slots:
            return (f"{{{self.at}.{FROM_SLOT[key]}}}",)
        return ()

    def fill(self, text: str) -> str:
        """The text with the words of this customer's times and reference."""
        return PLACE.sub(lambda found: self._word(found[1] or "a", found[2]), text)

    def _word(self, slot: str, form: str) -> str:
        if not form.startswith("ref"):
            return self.slots[slot].word(form)
        references = [*self.ledger.references, *self.orders.rows]
        reference = references[-1] if references else "unknown"
        return reference.lower().replace("-", "") if form == "ref.messy" else reference

    def matches(self, pattern: str, text: str) -> bool:
        return bool(re.search(self.fill(pattern), text.translate(LOOKALIKES), re.IGNORECASE | re.DOTALL))


def _is_due(step: Step, turn: Turn) -> bool:
    """Whether its moment has come; a step that waits for quiet is never due while something is asked."""
    return (
        step.when == "now"
        or (step.when == "confirm" and turn.asks_consent())
        or (step.when == "booked" and turn.is_news)
        or step.is_asked(turn.needs)
    )


def _seen(answer: dict[str, Any]) -> str:
    told = {name: answer[name] for name in ("needs", "handoff", "booking", "order")}
    return f"[{answer['stage']} {' '.join(f'{name}={value}' for name, value in told.items())}]"
