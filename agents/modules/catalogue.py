"""The programs there are. Their code imports DSPy, which takes seconds: it is read in when the first is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from agents.modules.guesses import AgentGuess, BusinessIntentGuess, Guess, IntentGuess, ReplyGuess, SummaryGuess

G = TypeVar("G", bound=Guess)


@dataclass(frozen=True, slots=True)
class Program(Generic[G]):
    """``module`` is the class in ``agents.modules.programs.<name>``, ``purpose`` one of ``agents.llm.purposes``.

    ``version`` changes with what the program is told; it stands in the ledger as the prompt's.
    ``is_wording``: it predicts sentences, which are told to nobody before they have passed the gates.
    """

    name: str
    module: str
    purpose: str
    guess: type[G]
    version: str
    is_wording: bool = False


INTENT = Program("intent", "IntentDetectionModule", "reading", IntentGuess, "dspy-intent-1")
BUSINESS_INTENT = Program(
    "business_intent", "BusinessSpecificIntentModule", "reading", BusinessIntentGuess, "dspy-business-intent-1"
)
AGENT = Program("agent", "AgentRoutingModule", "reading", AgentGuess, "dspy-agent-1")
RESPONSE = Program("response", "ResponseGenerationModule", "answer", ReplyGuess, "dspy-response-1", is_wording=True)
SUMMARY = Program("summary", "ConversationSummaryModule", "summary", SummaryGuess, "dspy-summary-1", is_wording=True)

PROGRAMS: tuple[Program[Any], ...] = (INTENT, BUSINESS_INTENT, AGENT, RESPONSE, SUMMARY)
