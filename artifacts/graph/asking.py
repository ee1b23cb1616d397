"""The graph of one exchange: it is read, embedded and searched for, DECIDE says what it comes to, and that is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict, cast

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from artifacts.graph import answering
from artifacts.graph.deciding import Asker, Decision, being_made, chosen, decide, wish_for
from artifacts.kinds import Kind, Outcome
from artifacts.reading import Reading, read
from artifacts.recipes import RECIPES
from artifacts.rules import may_see
from artifacts.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from langgraph.graph.state import CompiledStateGraph

    from artifacts.recipes.values import Wish
    from businesses.desk import Desk


class AskState(TypedDict, total=False):
    reading: Reading
    found: Source | None
    decision: Decision
    is_choice: bool
    told: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class AskContext:
    """``before`` are the choices of the question that was asked last, and what it was asked about."""

    text: str
    spoken: str
    desk: Desk
    now: datetime
    asker: Asker
    before: tuple[str, list[dict[str, Any]]] = ("", [])
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What an exchange came to. ``is_choice``: one of those offered before was taken."""

    outcome: Outcome
    told: str
    sources: tuple[Source, ...] = ()
    choices: list[dict[str, str]] = field(default_factory=list)
    wish: Wish | None = None
    is_choice: bool = False


def _read(state: AskState, runtime: Runtime[AskContext]) -> AskState:
    """A choice that was taken is read as what was said before it."""
    context = runtime.context
    about, choices = context.before
    taken = chosen(context.text, choices)
    text = about if taken and about else context.text
    reading = read(text, desk=context.desk, now=context.now, spoken=context.spoken)
    if taken is None:
        if context.kind is None:
            return {"reading": reading}
        return {"reading": reading, "decision": decide(reading, context.asker, kind=context.kind)}
    recipe = RECIPES.get(taken.recipe)
    if recipe is not None and may_see(recipe.needs, context.asker.permissions):
        return {
            "reading": reading,
            "is_choice": True,
            "decision": Decision(Outcome.ARTIFACT, wish_for(recipe, reading, context.asker)),
        }
    kind = Kind(taken.kind) if taken.kind else None
    return {"reading": reading, "is_choice": True, "decision": decide(reading, context.asker, kind=kind)}


def _search(state: AskState, runtime: Runtime[AskContext]) -> AskState:
    """The question's vector and words against the passages the asker may be told."""
    return {"found": answering.looked_up(state["reading"], runtime.context.asker)}


def _decide(state: AskState, runtime: Runtime[AskContext]) -> AskState:
    if "decision" in state:
        return {}
    return {"decision": decide(state["reading"], runtime.context.asker)}


def _answer(state: AskState, runtime: Runtime[AskContext]) -> AskState:
    context = runtime.context
    told, sources = answering.answer(state["reading"], state.get("found"), context.desk, context.asker)
    return {"told": told, "sources": sources}


def _artifact(state: AskState, runtime: Runtime[AskContext]) -> AskState:
    wish = state["decision"].wish
    return {"told": being_made(wish) if wish else ""}


def _clarify(state: AskState, runtime: Runtime[AskContext]) -> AskState:
    return {"told": state["decision"].question}


def _after_reading(state: AskState) -> str:
    """Only a question is looked up: what is to be made looks up what it needs."""
    return "DECIDE" if "decision" in state or state["reading"].is_wish else "SEARCH"


@cache
def compiled() -> CompiledStateGraph[Any, AskContext, Any, Any]:
    graph: StateGraph[AskState, AskContext, AskState, AskState] = StateGraph(AskState, context_schema=AskContext)
    graph.add_node("READ", _read)
    graph.add_node("SEARCH", _search)
    graph.add_node("DECIDE", _decide)
    graph.add_node("ANSWER", _answer)
    graph.add_node("ARTIFACT", _artifact)
    graph.add_node("CLARIFY", _clarify)
    graph.add_edge(START, "READ")
    graph.add_conditional_edges("READ", _after_reading, ["SEARCH", "DECIDE"])
    graph.add_edge("SEARCH", "DECIDE")
    graph.add_conditional_edges(
        "DECIDE", lambda state: str(state["decision"].outcome).upper(), ["ANSWER", "ARTIFACT", "CLARIFY"]
    )
    for last in ("ANSWER", "ARTIFACT", "CLARIFY"):
        graph.add_edge(last, END)
    return graph.compile()


def run(context: AskContext, on_stage: Callable[[str], None] = lambda _stage: None) -> Said:
    """``on_stage`` hears of each node as it ends, in small letters."""
    state: AskState = {}
    for update in compiled().stream({}, context=context, stream_mode="updates"):
        for node, change in update.items():
            state = cast("AskState", {**state, **(change or {})})
            on_stage(node.lower())
    decision = state["decision"]
    choices = [each.as_json() for each in decision.choices]
    return Said(
        decision.outcome,
        state["told"],
        state.get("sources", ()),
        choices,
        decision.wish,
        is_choice=state.get("is_choice", False),
    )
