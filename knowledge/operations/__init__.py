"""Every write of knowledge."""

from knowledge.operations.gaps import answer_gap, drop_gap, note_gap
from knowledge.operations.reading import ask_again, lost_readings, read_version
from knowledge.operations.sources import add_source, add_version, approve_source, delete_source

__all__ = [
    "add_source",
    "add_version",
    "answer_gap",
    "approve_source",
    "ask_again",
    "delete_source",
    "drop_gap",
    "lost_readings",
    "note_gap",
    "read_version",
]
