"""Workflow code: deterministic, without Django, one dataclass in and one out."""
