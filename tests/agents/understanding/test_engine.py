"""One message in, everything understood from it out."""

from __future__ import annotations

import subprocess
import sys

import pytest

from agents.understanding.engine import understand
from tests.agents.understanding.reading_room import context


def test_understanding_is_whole() -> None:
    found = understand("Table for 4 tomorrow at 7pm please", context())
    assert found.language == "en"
    assert found.intent.name
    assert {slot.name for slot in found.slots} >= {"people", "date", "time"}
    assert 0.0 <= found.safety.injection <= 1.0


def test_offsets_are_into_the_text_as_received() -> None:
    text = "Tab\u200ble for\u00a04 people at 7\u200dpm"
    for slot in understand(text, context()).slots:
        assert text[slot.start : slot.end] == slot.text
    assert {slot.value for slot in understand(text, context()).slots} >= {4, "19:00"}


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\ud800", "🍕" * 300, "no " * 3_000, "half " * 2_000, "7" * 10_000, "a@" * 5_000, "(" * 10_000,
     "under the name " * 600, "one " * 2_500, "\u0301" * 5_000],
)  # fmt: skip
def test_any_text_is_answered(text: str) -> None:
    found = understand(text, context("people", "time"))
    assert found.intents
    assert all(0 <= slot.start <= slot.end <= len(text) for slot in found.slots)


def test_package_imports_nothing_heavy() -> None:
    code = "import sys, agents.understanding as a; print(sorted({'numpy', 'onnxruntime', 'django'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_package_hands_out_the_engine() -> None:
    import agents.understanding

    assert agents.understanding.understand is understand
    with pytest.raises(AttributeError):
        agents.understanding.overstand  # noqa: B018
