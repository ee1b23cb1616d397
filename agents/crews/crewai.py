"""A plan as a crew of CrewAI's. Imported by ``library`` alone, with what must be off before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crewai import Agent, BaseLLM, Crew, Process, Task
from crewai.tools import BaseTool
from pydantic import PrivateAttr

from agents.tools.errors import ToolError

if TYPE_CHECKING:
    from agents.crews.calling import Calls
    from agents.crews.plans import Plan, Share
    from agents.tools.tools import Hand, Tool

MOST_STEPS = 3
"""Of one agent: a tool, perhaps another, and the answer."""


class GatewayModel(BaseLLM):
    """What an agent asks: the gateway, on behalf of the crew."""

    _agent: str = PrivateAttr()
    _calls: Any = PrivateAttr()

    def __init__(self, agent: str, calls: Calls) -> None:
        super().__init__(model="gateway/crew")
        self._agent, self._calls = agent, calls

    def call(self, messages: Any, *_more: Any, **_most: Any) -> str:
        text: str = self._calls.ask(self._agent, messages)
        return text

    def supports_function_calling(self) -> bool:
        return False

    def supports_stop_words(self) -> bool:
        return False


class HandedTool(BaseTool):
    """A tool of the hand's: its business is the hand's, whatever a model says."""

    _hand: Any = PrivateAttr()

    def __init__(self, tool: Tool[Any, Any], hand: Hand) -> None:
        super().__init__(name=tool.name, description=tool.about, args_schema=tool.arguments)
        self._hand = hand

    def _run(self, **given: Any) -> str:
        try:
            return "\n".join(self._hand.use(self.name, given)) or "Nothing is on record."
        except ToolError as error:
            return str(error)


class NothingKept:
    """In place of the file that the outputs of tasks would be kept in."""

    def reset(self) -> None:
        """Nothing was kept."""

    def update(self, *_more: Any, **_most: Any) -> None:
        """Nothing is kept."""

    def load(self) -> None:
        """Nothing was kept."""


class ForgetfulCrew(Crew):
    _task_output_handler: Any = PrivateAttr(default_factory=NothingKept)


def run(plan: Plan, hand: Hand, calls: Calls) -> str:
    """What the crew's last share came to. Raises whatever goes wrong; why no model answered is in ``calls``."""
    beside = [task_of(each, hand, calls, is_beside=True) for each in plan.beside]
    joined = task_of(plan.joined, hand, calls, context=beside)
    tasks = [*beside, joined]
    crew = ForgetfulCrew(
        agents=[each.agent for each in tasks if each.agent is not None],
        tasks=tasks,
        process=Process.sequential,
        verbose=False,
        memory=False,
        cache=False,
        share_crew=False,
        tracing=False,
    )
    return str(crew.kickoff())


def task_of(
    share: Share, hand: Hand, calls: Calls, *, is_beside: bool = False, context: list[Task] | None = None
) -> Task:
    brief = share.who.brief
    agent = Agent(
        role=str(brief.role),
        goal=str(brief.goal),
        backstory=" ".join([str(brief.tone), *map(str, brief.guardrails)]),
        llm=GatewayModel(share.who.agent.key, calls),
        tools=[HandedTool(hand.tools[name], hand) for name in share.tools if name in hand.tools],
        max_iter=MOST_STEPS,
        max_retry_limit=0,
        allow_delegation=False,
        cache=False,
        verbose=False,
    )
    return Task(
        description=share.task,
        expected_output=share.expected,
        agent=agent,
        async_execution=is_beside,
        context=context or None,
    )
