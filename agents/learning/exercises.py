"""What each module is trained for: the field that is wanted, what may be wanted, and how near a prediction comes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agents.catalogue import OUT_OF_SCOPE, offered, record
from agents.catalogue.listing import intents, own_intents
from agents.desk import TAUGHT
from agents.modules.catalogue import AGENT, BUSINESS_INTENT, INTENT, PROGRAMS, RESPONSE, SUMMARY
from agents.modules.guesses import NONE
from agents.roster import agent_for, agents_of
from agents.roster.briefs import BRIEFS
from agents.understanding.language import detect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agents.modules.catalogue import Program
    from businesses.desk import Desk

FLOW = "dedicated"
"""Conversations with one business: what its programs are asked in."""
DETAILS = ("date", "time", "party_size", "service", "staff", "name", "phone", "email", "note")
RIGHT = 0.6
"""From this score on a prediction counts as right: names are 0 or 1, words as much as they share."""
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Exercise:
    """``field`` of the guess is judged; ``told`` is the input that varies; ``given`` what all examples share."""

    program: Program[Any]
    field: str
    told: str
    given: Callable[[Desk], dict[str, object]]
    names: Callable[[Desk], tuple[str, ...]] | None = None

    @property
    def is_of_words(self) -> bool:
        """Whether sentences are wanted, and not one of some names."""
        return self.names is None

    def score(self, wanted: Mapping[str, object], inputs: Mapping[str, object], guess: object) -> float:
        """0 to 1; 0 for what is no prediction."""
        said, right = getattr(guess, self.field, None), str(wanted[self.field])
        if said is None:
            return 0.0
        return nearness(str(said), right, inputs) if self.is_of_words else float(str(said) == right)


def nearness(said: str, wanted: str, inputs: Mapping[str, object]) -> float:
    """How many words both share (F1); nothing for a number that neither the wanted words nor the inputs hold, or for
    another language."""
    known = set(NUMBER.findall(f"{wanted} {inputs}"))
    if set(NUMBER.findall(said)) - known or detect(said) != detect(wanted):
        return 0.0
    ours, theirs = (Counter(WORD.findall(each.casefold())) for each in (said, wanted))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def intent_names(desk: Desk) -> tuple[str, ...]:
    known = [record(name) for name in sorted(offered(desk.business.category, FLOW) - {OUT_OF_SCOPE})]
    return (NONE, *(each.name for each in known if each is not None and each.kind != "answer"))


def own_of(desk: Desk) -> dict[str, str]:
    taught = ((each.name, each.question) for each in TAUGHT.of(desk).entries)
    return own_intents(taught, desk.business.category, FLOW)


def agent_names(desk: Desk) -> tuple[str, ...]:
    return tuple(each.key for each in agents_of(desk.business.category, FLOW) if each.is_routed)


def agent_wanted(desk: Desk, intent: str) -> str:
    """Whose matter the intent is."""
    return agent_for(intent, category=desk.business.category, flow=FLOW).key


def _given_intent(desk: Desk) -> dict[str, object]:
    return {"standing": "", "intents": intents(desk.business.category, FLOW).splitlines()}


def _given_business_intent(desk: Desk) -> dict[str, object]:
    named = [each.name for rows in (desk.services, desk.staff, desk.items) for each in rows[:60]]
    own = [f"{name}: {how}" for name, how in own_of(desk).items()]
    return {"category": desk.business.category, "names": named, "intents": own, "detail_names": list(DETAILS)}


def _given_agent(desk: Desk) -> dict[str, object]:
    briefs = BRIEFS.of(desk)
    return {"agents": [f"{key}: {briefs[key].brief.role} {briefs[key].brief.goal}" for key in agent_names(desk)]}


EXERCISES = {
    each.program.name: each
    for each in (
        Exercise(INTENT, "intent", "message", _given_intent, intent_names),
        Exercise(BUSINESS_INTENT, "intent", "message", _given_business_intent, lambda desk: (NONE, *own_of(desk))),
        Exercise(AGENT, "agent", "message", _given_agent, agent_names),
        Exercise(RESPONSE, "reply", "message", lambda _desk: {"manner": [], "desk_reply": [], "objection": ""}),
        Exercise(SUMMARY, "summary", "transcript", lambda _desk: {}),
    )
}
MODULES = tuple(each.name for each in PROGRAMS)
