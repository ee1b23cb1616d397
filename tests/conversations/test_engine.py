"""The graph by itself, on the repository in memory: no database, no checkpoint."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from agents.desk import Taught
from agents.understanding.types import Term, Vocabulary
from businesses.availability.diary import Unit
from businesses.availability.openings import HoursBook
from businesses.desk import BusinessFacts, Desk, ServiceFacts
from conversations.engine.checkpoints import PlainJson
from conversations.engine.graph import NODES, blueprint, compiled
from conversations.engine.nodes import processing
from conversations.engine.state import Memory
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
    added={"vocabulary": Vocabulary(services=(Term("1", "Table", ("table",)),)), "taught": Taught()},
)


@pytest.fixture
def repository() -> MemoryRepository:
    return MemoryRepository(DESK, (Unit(1, "Table 1", 4),), NOW)


def turn(repository: MemoryRepository, text: str, memory: Memory | None = None) -> DialogueState:
    """The state after one message."""
    state: DialogueState = {
        "memory": memory or Memory(),
        "work": {"first": 1, "through": 1, "epoch": 0, "texts": [text], "parts": [], "changed": []},
    }
    before = deepcopy(state)
    after: DialogueState = compiled().invoke(state, context=TurnContext(repository, NOW, DESK))  # type: ignore[assignment]
    assert state == before
    return after


def test_graph_has_the_nine_stages_and_recovery_from_each() -> None:
    graph = blueprint().compile().get_graph()
    into_recovery = {edge.source for edge in graph.edges if edge.target == "ERROR_RECOVERY"}
    assert len(NODES) == 9
    assert into_recovery == NODES.keys() - {"COMPLETION", "ERROR_RECOVERY"}


def test_state_is_plain_json_through_and_through(repository: MemoryRepository) -> None:
    after = turn(repository, "a table for 2 people on Friday at 20:00")
    kept = PlainJson()
    assert kept.loads_typed(kept.dumps_typed(after)) == after


@pytest.mark.parametrize("kind", ["msgpack", "pickle", "bytes"])
def test_checkpoint_of_another_kind_is_never_read(kind: str) -> None:
    with pytest.raises(ValueError, match="never read"):
        PlainJson().loads_typed((kind, b"\x80"))


def test_turn_only_reads_before_the_yes(repository: MemoryRepository) -> None:
    after = turn(repository, "a table for 2 people on Friday at 20:00, I'm Anna Rossi, anna@example.com")
    assert repository.bookings == []
    assert after["work"]["stage"] == "CONFIRMATION"
    turn(repository, "yes", after["memory"])
    assert len(repository.bookings) == 1


@pytest.mark.parametrize("name", ["intent_detection", "processing"])
def test_failing_node_is_recovered_from_in_plain_words(
    repository: MemoryRepository, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("a secret detail")

    from conversations.engine.nodes import intent_detection

    monkeypatch.setattr(
        *{"intent_detection": (intent_detection, "read"), "processing": (processing, "answer")}[name], fail
    )
    work = turn(repository, "where are you?")["work"]
    assert work["stage"] == "ERROR_RECOVERY"
    assert "nothing was changed" in work["reply"]
    assert "secret" not in work["reply"]
