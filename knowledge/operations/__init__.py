"""Every write of knowledge."""

from knowledge.operations.fetching import fetch_version
from knowledge.operations.gaps import LONGEST, answer_gap, answer_questions, drop_gap, key_of, note_gap
from knowledge.operations.origins import Wanted, add_origin, change_origin, look_at_due, look_now
from knowledge.operations.reading import ask_again, lost_readings, read_version
from knowledge.operations.sources import add_source, add_version, approve_source, delete_source
from knowledge.operations.versions import restore_version

__all__ = [
    "LONGEST",
    "Wanted",
    "add_origin",
    "add_source",
    "add_version",
    "answer_gap",
    "answer_questions",
    "approve_source",
    "ask_again",
    "change_origin",
    "delete_source",
    "drop_gap",
    "fetch_version",
    "key_of",
    "look_at_due",
    "look_now",
    "lost_readings",
    "note_gap",
    "read_version",
    "restore_version",
]
