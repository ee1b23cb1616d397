"""The graph: nine nodes, compiled once per process, run once per turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import structlog
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from conversations.engine.nodes.agent_routing import agent_routing
from conversations.engine.nodes.completion import completion
from conversations.engine.nodes.confirmation import confirmation
from conversations.engine.nodes.error_recovery import error_recovery
from conversations.engine.nodes.greeting import greeting
from conversations.engine.nodes.information_gathering import information_gathering
from conversations.engine.nodes.intent_detection import intent_detection
from conversations.engine.nodes.processing import processing
from conversations.engine.nodes.workflow_trigger import workflow_trigger
from conversations.engine.scene import Scene
from conversations.engine.state import MEMORY, WORK, DialogueState
from conversations.engine.turn import TurnContext
from conversations.errors import TurnSuperseded

if TYPE_CHECKING:
    from collections.abc import Callable

    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.graph.state import CompiledStateGraph

    Node = Callable[[Scene], Scene]

logger = structlog.get_logger(__name__)

NODES: dict[str, Node] = {
    "GREETING": greeting,
    "INTENT_DETECTION": intent_detection,
    "INFORMATION_GATHERING": information_gathering,
    "AGENT_ROUTING": agent_routing,
    "PROCESSING": processing,
    "CONFIRMATION": confirmation,
    "WORKFLOW_TRIGGER": workflow_trigger,
    "COMPLETION": completion,
    "ERROR_RECOVERY": error_recovery,
}


@dataclass(frozen=True, slots=True)
class Guarded:
    """A node as LangGraph runs it: from the JSON of the state to a scene and back.

    What a node did not expect is logged with its trace and told to ERROR_RECOVERY, which sees the memory as it was
    before; only a lost claim passes through, for then nobody may answer.
    """

    name: str
    node: Node

    def __call__(self, state: DialogueState, runtime: Runtime[TurnContext]) -> DialogueState:
        runtime.context.repository.keep_claim()
        scene = Scene(MEMORY.validate_python(state["memory"]), WORK.validate_python(state["work"]), runtime.context)
        try:
            after = self.node(scene)
        except TurnSuperseded:
            raise
        except Exception as error:
            if scene.work.error:
                raise  # recovery itself fails
            logger.exception("node_failed", node=self.name)
            failed = replace(scene.work, error=f"{self.name}: {type(error).__name__}")
            return {"work": WORK.dump_python(failed, mode="json")}
        return dumped(after)


def dumped(scene: Scene) -> DialogueState:
    return {
        "memory": MEMORY.dump_python(scene.memory, mode="json"),
        "work": WORK.dump_python(scene.work, mode="json"),
    }


def _after(usual: Callable[[dict[str, Any]], str]) -> Callable[[DialogueState], str]:
    return lambda state: "ERROR_RECOVERY" if has_failed(state["work"]) else usual(state["work"])


def has_failed(work: dict[str, Any]) -> bool:
    """Whether a node has failed and nothing was said of it yet."""
    return bool(work["error"]) and not work["is_recovered"]


def _led(work: dict[str, Any]) -> str:
    return {"confirm": "CONFIRMATION", "write": "WORKFLOW_TRIGGER"}.get(work["leads_to"], "COMPLETION")


EDGES: dict[str, tuple[Callable[[dict[str, Any]], str], list[str]]] = {
    "GREETING": (lambda _: "INTENT_DETECTION", ["INTENT_DETECTION"]),
    "INTENT_DETECTION": (lambda _: "INFORMATION_GATHERING", ["INFORMATION_GATHERING"]),
    "INFORMATION_GATHERING": (lambda _: "AGENT_ROUTING", ["AGENT_ROUTING"]),
    "AGENT_ROUTING": (lambda _: "PROCESSING", ["PROCESSING"]),
    "PROCESSING": (_led, ["CONFIRMATION", "WORKFLOW_TRIGGER", "COMPLETION"]),
    "CONFIRMATION": (_led, ["WORKFLOW_TRIGGER", "COMPLETION"]),
    "WORKFLOW_TRIGGER": (lambda _: "COMPLETION", ["COMPLETION"]),
    "COMPLETION": (lambda _: END, [END]),
}


def _start(state: DialogueState) -> str:
    """A turn that is given up begins where it can only tell what its earlier runs have done."""
    if has_failed(state["work"]):
        return "ERROR_RECOVERY"
    return "INTENT_DETECTION" if state["memory"].get("greeted") else "GREETING"


@cache
def blueprint() -> StateGraph[DialogueState, TurnContext, DialogueState, DialogueState]:
    graph: StateGraph[DialogueState, TurnContext, DialogueState, DialogueState] = StateGraph(
        DialogueState, context_schema=TurnContext
    )
    for name, node in NODES.items():
        graph.add_node(name, Guarded(name, node))
    graph.add_conditional_edges(START, _start, ["GREETING", "INTENT_DETECTION", "ERROR_RECOVERY"])
    for name, (usual, targets) in EDGES.items():
        graph.add_conditional_edges(name, _after(usual), [*targets, "ERROR_RECOVERY"])
    graph.add_edge("ERROR_RECOVERY", "COMPLETION")
    return graph


@cache
def compiled() -> CompiledStateGraph[Any, TurnContext, Any, Any]:
    """The graph without a saver; each turn runs a copy that shares all but the saver."""
    return blueprint().compile()


def with_saver(saver: BaseCheckpointSaver[Any]) -> CompiledStateGraph[Any, TurnContext, Any, Any]:
    """The compiled graph with a saver of its own: an instance of one holds a lock, so turns do not share it."""
    return compiled().copy(update={"checkpointer": saver})
