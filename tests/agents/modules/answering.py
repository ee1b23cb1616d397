"""The far end as a model that knows programs: it answers each as it was told to, by the form asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.agents.llm.far_end import FarEnd

BY_FIELD = {
    "words": "intent",
    "details": "business_intent",
    "agent": "agent",
    "reply": "response",
    "summary": "summary",
}
"""What of its form tells one program from the others."""


def program_of(body: dict[str, Any]) -> str:
    form = body.get("response_format", {}).get("json_schema", {}).get("schema", {}).get("properties", {})
    return next((name for key, name in BY_FIELD.items() if key in form), "")


def answer_with(far_end: FarEnd, **answers: dict[str, Any] | str) -> None:
    """By the program's name its fields, or a text that is sent as it is; a program left out gets no JSON."""

    def answering(body: dict[str, Any]) -> str:
        said = answers.get(program_of(body), "Happy to help!")
        return said if isinstance(said, str) else json.dumps(said)

    far_end.answering = answering


def asked_of(far_end: FarEnd) -> list[str]:
    """The programs that were asked, in order."""
    return [program_of(body) for body in far_end.received]
