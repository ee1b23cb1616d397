"""Every write of knowledge."""

from knowledge.operations.gaps import LONGEST, answer_gap, answer_questions, drop_gap, key_of, note_gap
from knowledge.operations.reading import ask_again, lost_readings, read_version
from knowledge.operations.sources import add_source, add_version, approve_source, delete_source

__all__ = [
    "LONGEST",
    "add_source",
    "add_version",
    "answer_gap",
    "answer_questions",
    "approve_source",
    "ask_again",
    "delete_source",
    "drop_gap",
    "key_of",
    "lost_readings",
    "note_gap",
    "read_version",
]
