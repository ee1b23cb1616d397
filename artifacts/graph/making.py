"""The graph that makes an artifact: GENERATE from rows and quotes, VALIDATE, and where a model is on, REFINE.

What a model words is validated, refined once more where it does not hold, and given up after that: the text of the
records stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict, cast

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from artifacts import validating, wording
from artifacts.errors import NothingToSay
from artifacts.kinds import Origin
from artifacts.recipes import RECIPES
from artifacts.recipes.values import Made, Setting
from artifacts.validating import MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from langgraph.graph.state import CompiledStateGraph

    from businesses.desk import Desk

MOST_TRIES = 2


class MakeState(TypedDict, total=False):
    """``text`` is what stands now; ``veto`` why it may not, empty where it may."""

    made: Made
    text: str
    veto: str
    tries: int
    is_worded: bool


@dataclass(frozen=True, slots=True)
class MakeContext:
    """``is_model_on``: whether a model may word it."""

    setting: Setting
    language: str
    is_model_on: bool


@dataclass(frozen=True, slots=True)
class Finished:
    made: Made
    text: str
    origin: Origin


def _generate(state: MakeState, runtime: Runtime[MakeContext]) -> MakeState:
    setting = runtime.context.setting
    made = RECIPES[setting.wish.recipe].compose(setting)
    return {"made": made, "text": made.text, "tries": 0, "is_worded": False}


def _validate(state: MakeState, runtime: Runtime[MakeContext]) -> MakeState:
    """Of the text of the records: that each mark has its source and each source its mark. Of a wording: all."""
    made = state["made"]
    if not state["is_worded"]:
        if set(MARK.findall(made.text)) < {f"[{each.n}]" for each in made.sources}:
            raise NothingToSay
        return {"veto": ""}
    context = runtime.context
    found = validating.veto(
        state["text"],
        given=made.text,
        quotes=[each.quote for each in made.sources],
        names=names_of(context.setting.desk),
        language=context.language.split("-")[0],
    )
    return {"veto": found}


def _refine(state: MakeState, runtime: Runtime[MakeContext]) -> MakeState:
    """One try at better words; no answer ends the trying."""
    wish = runtime.context.setting.wish
    text = wording.worded(
        state["made"],
        kind=RECIPES[wish.recipe].kind,
        asked=wish.topic,
        language=runtime.context.language,
        veto=state.get("veto", ""),
    )
    if not text:
        return {"text": state["made"].text, "is_worded": False, "tries": MOST_TRIES}
    return {"text": text, "is_worded": True, "tries": state["tries"] + 1}


def _revert(state: MakeState, runtime: Runtime[MakeContext]) -> MakeState:
    return {"text": state["made"].text, "is_worded": False, "veto": ""}


def _after_validating(state: MakeState, runtime: Runtime[MakeContext]) -> str:
    if state["is_worded"] and not state["veto"]:
        return END
    if state["tries"] >= MOST_TRIES:
        return "REVERT" if state["veto"] else END
    recipe = RECIPES[runtime.context.setting.wish.recipe]
    may = recipe.kind in wording.WORDED and len(state["made"].text) <= wording.LONGEST_WORDED
    return "REFINE" if runtime.context.is_model_on and may else END


def names_of(desk: Desk) -> list[str]:
    """What the business calls by a name."""
    dishes, people = [each.name for each in desk.items], [each.name for each in desk.staff]
    return [*dishes, *people, *(each.name for each in desk.services), *(each.name for each in desk.resources)]


@cache
def compiled() -> CompiledStateGraph[Any, MakeContext, Any, Any]:
    graph: StateGraph[MakeState, MakeContext, MakeState, MakeState] = StateGraph(MakeState, context_schema=MakeContext)
    graph.add_node("GENERATE", _generate)
    graph.add_node("VALIDATE", _validate)
    graph.add_node("REFINE", _refine)
    graph.add_node("REVERT", _revert)
    graph.add_edge(START, "GENERATE")
    graph.add_edge("GENERATE", "VALIDATE")
    graph.add_conditional_edges("VALIDATE", _after_validating, ["REFINE", "REVERT", END])
    graph.add_edge("REFINE", "VALIDATE")
    graph.add_edge("REVERT", END)
    return graph.compile()


def run(context: MakeContext, on_stage: Callable[[str], None] = lambda _stage: None) -> Finished:
    """``on_stage`` hears of each node as it ends, in small letters. Raises ``NothingToSay``."""
    state: MakeState = {}
    for update in compiled().stream({}, context=context, stream_mode="updates"):
        for node, change in update.items():
            state = cast("MakeState", {**state, **(change or {})})
            on_stage(node.lower())
    return Finished(state["made"], state["text"], Origin.WORDED if state["is_worded"] else Origin.MADE)
