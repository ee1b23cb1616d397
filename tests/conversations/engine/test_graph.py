"""The graph by itself, on the repository in memory: no database, no checkpoint."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from agents.desk import Taught
from agents.roster.briefs import briefed_by
from agents.understanding.types import Term, Vocabulary
from businesses.availability.diary import Unit
from businesses.availability.openings import HoursBook
from businesses.desk import BusinessFacts, Desk, ServiceFacts
from conversations.engine import outcomes
from conversations.engine.checkpoints import PlainJson
from conversations.engine.graph import NODES, blueprint, compiled, dumped
from conversations.engine.nodes import completion, information_gathering, intent_detection, processing, workflow_trigger
from conversations.engine.scene import Scene
from conversations.engine.state import MEMORY, TurnWork
from conversations.engine.turn import TurnContext
from tests.conversations.memory_repository import MemoryRepository

if TYPE_CHECKING:
    from conversations.engine.state import DialogueState

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
DAILY = {weekday: ((time(12), time(23)),) for weekday in range(1, 8)}
DESK = Desk(
    business=BusinessFacts(name="Marios", category="food", country="IT", currency="EUR", zone=ZoneInfo("Europe/Rome")),
    hours=HoursBook(weekly=DAILY),
    services=(ServiceFacts(1, "Table", 90, needs_party=True),),
    added={
        "vocabulary": Vocabulary(services=(Term("1", "Table", ("table",)),)),
        "taught": Taught(),
        "briefs": briefed_by(()),
    },
)


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository(DESK, (Unit(1, "Table 1", 4),), NOW)


def turn(repository: MemoryRepository, text: str, memory: dict[str, Any] | None = None) -> DialogueState:
    """The state after one message."""
    state = dumped(Scene(MEMORY.validate_python(memory or {}), TurnWork(texts=(text,)), context(repository)))
    before = deepcopy(state)
    repository.committed = []
    after: DialogueState = compiled().invoke(state, context=context(repository))  # type: ignore[assignment]
    assert state == before
    return after


def context(repository: MemoryRepository) -> TurnContext:
    return TurnContext(repository, NOW, DESK)


def reply(state: DialogueState) -> str:
    told = state["work"]["reply"]
    return " ".join([*told["told"], told["question"]])


def test_graph_has_the_nine_stages_and_recovery_from_each() -> None:
    graph = blueprint().compile().get_graph()
    into_recovery = {edge.source for edge in graph.edges if edge.target == "ERROR_RECOVERY"}
    assert len(NODES) == 9
    assert into_recovery == {"__start__", *NODES} - {"ERROR_RECOVERY"}  # from the start where a turn is given up


def test_state_is_plain_json_through_and_through(repository: MemoryRepository) -> None:
    after = turn(repository, "a table for 2 people on Friday at 20:00")
    kept = PlainJson()
    assert kept.loads_typed(kept.dumps_typed(after)) == after


@pytest.mark.parametrize("kind", ["msgpack", "pickle", "bytes"])
def test_checkpoint_of_another_kind_is_never_read(kind: str) -> None:
    with pytest.raises(ValueError, match="never read"):
        PlainJson().loads_typed((kind, b"\x80"))


def until_read_back(repository: MemoryRepository) -> dict[str, Any]:
    after = turn(repository, "a table for 2 people on Friday at 20:00, under the name Anna Rossi, anna@example.com")
    assert after["work"]["stage"] == "CONFIRMATION", reply(after)
    return after["memory"]


def test_turn_only_reads_before_the_yes(repository: MemoryRepository) -> None:
    memory = until_read_back(repository)
    assert repository.bookings == []
    turn(repository, "yes", memory)
    assert len(repository.bookings) == 1


def fail(*args: object) -> None:
    raise RuntimeError("a secret detail")


@pytest.mark.parametrize(
    ("module", "name"), [(intent_detection, "hear"), (information_gathering, "gathered"), (processing, "answered")]
)
def test_failing_node_is_recovered_from_in_plain_words(
    repository: MemoryRepository, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    monkeypatch.setattr(module, name, fail)
    after = turn(repository, "where are you?")
    assert after["work"]["stage"] == "ERROR_RECOVERY"
    assert "nothing was changed" in reply(after)
    assert "secret" not in reply(after)


@pytest.mark.parametrize(
    ("module", "name"), [(outcomes, "remembered"), (workflow_trigger, "resumed"), (completion, "stage_after")]
)
def test_what_was_committed_is_told_though_a_node_fails_after_it(
    repository: MemoryRepository, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    """And a second yes does nothing: the task is done."""
    memory = until_read_back(repository)
    works, calls = getattr(module, name), []

    def fail_first(*args: Any, **named: Any) -> Any:
        calls.append(name)
        if len(calls) == 1:
            raise RuntimeError("a secret detail")
        return works(*args, **named)

    with monkeypatch.context() as broken:
        broken.setattr(module, name, fail_first)
        after = turn(repository, "yes", memory)
    assert after["work"]["stage"] == "ERROR_RECOVERY"
    assert repository.bookings[0].facts.reference in reply(after)
    assert "nothing was changed" not in reply(after)
    again = turn(repository, "yes", after["memory"])
    assert len(repository.bookings) == 1
    assert "already booked" in reply(again)


def test_cancellation_is_told_though_a_node_fails_after_it(
    repository: MemoryRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked = turn(repository, "yes", until_read_back(repository))
    asked = turn(repository, "cancel my booking", booked["memory"])
    with monkeypatch.context() as broken:
        broken.setattr(outcomes, "remembered", fail)
        after = turn(repository, "yes", asked["memory"])
    assert "is cancelled" in reply(after)
    assert repository.bookings[0].facts.status == "cancelled"
    turn(repository, "yes", after["memory"])
    assert [kept.facts.status for kept in repository.bookings] == ["cancelled"]
