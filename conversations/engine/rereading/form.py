"""What a reader may say: the form of its answer, as a JSON schema and as what is taken of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from conversations.engine.clauses import KEPT

Kind = Literal[
    "open",
    "give",
    "ask",
    "refuse",
    "wait",
    "remark",
    "let_go",
    "keep",
    "anew",
    "lack_reference",
    "call_person",
    "courtesy",
]
Words = Annotated[str, StringConstraints(max_length=1_500)]
Name = Annotated[str, StringConstraints(max_length=40)]
MOST_COMMANDS, MOST_DETAILS = 8, 12


class ReadDetail(BaseModel):
    """``text`` is copied from the message; what it comes to is read here."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    text: Words


class ReadCommand(BaseModel):
    """``words`` is the part of the message it stands in, copied."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    intent: Name = ""
    words: Words = ""
    details: list[ReadDetail] = Field(default_factory=list, max_length=MOST_DETAILS)


class ReadMessage(BaseModel):
    """``begins`` are the message's first words, copied: proof that it is this message which was read."""

    model_config = ConfigDict(extra="forbid")

    begins: Words
    commands: list[ReadCommand] = Field(max_length=MOST_COMMANDS)


DETAILS = tuple(sorted((KEPT - {"reference"}) | {"item"}))

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["begins", "commands"],
    "properties": {
        "begins": {"type": "string"},
        "commands": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["kind", "intent", "words", "details"],
                "properties": {
                    "kind": {"type": "string", "enum": list(get_args(Kind))},
                    "intent": {"type": "string"},
                    "words": {"type": "string"},
                    "details": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["name", "text"],
                            "properties": {
                                "name": {"type": "string", "enum": list(DETAILS)},
                                "text": {"type": "string"},
                            },
                        },
                    },
                },
            },
        },
    },
}
