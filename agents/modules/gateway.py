"""The gateway as DSPy asks it: one canonical request, one answer, and never a second."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from agents.llm.errors import Garbled, ModelError
from agents.llm.gateway import complete
from agents.llm.values import Message, Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from agents.llm.values import PrivateValue, Reply
    from agents.modules.catalogue import Program
    from agents.modules.versions import Told

LONGEST_ANSWER = 20_000
"""Characters that are parsed: what a program predicts is a tenth of it at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """On whose behalf a program is asked; at most ``seconds``; the rest as in ``agents.llm.values.Request``."""

    locale: str
    seconds: float
    question: str = ""
    knowledge: str = ""
    agent: str = ""
    conversation: UUID | None = None
    private: tuple[PrivateValue, ...] = ()


@dataclass(slots=True)
class GatewayEngine:
    """An engine of DSPy's; ``reply`` and ``failure`` are what its one call came to.

    The answer follows the JSON schema of the program's outputs where the provider can have it so.
    """

    program: Program[Any]
    asking: Asking
    told: Told
    reply: Reply | None = None
    failure: ModelError | None = None
    supported_params: frozenset[str] = field(default=frozenset({"response_format"}), init=False)
    supports_response_schema: bool = field(default=True, init=False)

    def complete(self, request: Any) -> Any:
        """One ``dspy.lm15.Request`` to one ``Response``; raises the gateway's ``ModelError``."""
        if self.reply is not None or self.failure is not None:
            raise RuntimeError(f"{self.program.name} asks a second time")
        try:
            self.reply = complete(self._request(request))
            if len(self.reply.text) > LONGEST_ANSWER:
                raise Garbled
        except ModelError as error:
            self.failure = error
            raise
        usage = self.reply.usage
        return answer_of(self.reply.text, model=self.reply.model, asked=usage.asked, answered=usage.answered)

    def stream(self, request: Any) -> Iterator[Any]:
        raise NotImplementedError("programs are not streamed")

    def close(self) -> None:
        """The gateway's connections are its own."""

    def _request(self, request: Any) -> Request:
        asking = self.asking
        return Request(
            purpose=self.program.purpose,
            messages=said_in(request),
            schema=schema_in(request),
            prompt=self.told.prompt,
            question=asking.question,
            knowledge=asking.knowledge,
            locale=asking.locale,
            agent=asking.agent,
            conversation=asking.conversation,
            visitor=str(asking.conversation or ""),
            private=asking.private,
            seconds=asking.seconds,
        )


def said_in(request: Any) -> tuple[Message, ...]:
    """The messages of a ``dspy.lm15.Request``, the system's first."""
    said = [Message(each.role, each.text or "") for each in request.messages]
    return (Message("system", request.system), *said) if request.system else tuple(said)


def schema_in(request: Any) -> Mapping[str, Any] | None:
    """The JSON schema that the answer is to follow."""
    form = request.config.response_format or {}
    schema: Mapping[str, Any] | None = form.get("schema")
    return schema


def answer_of(text: str, *, model: str, asked: int = 0, answered: int = 0) -> Any:
    """A ``dspy.lm15.Response``."""
    from dspy import lm15  # noqa: PLC0415  # with the program, not before

    said = lm15.Message.assistant([lm15.TextPart(text)])
    counted = lm15.Usage(input_tokens=asked, output_tokens=answered)
    return lm15.Response(id=None, model=model, message=said, finish_reason="stop", usage=counted)
