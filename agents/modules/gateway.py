"""The gateway as DSPy asks it: one canonical request, one answer, and never a second."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from agents.llm.errors import Garbled, ModelError
from agents.llm.gateway import complete
from agents.llm.values import Message, Request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from agents.llm.values import PrivateValue, Reply
    from agents.modules.catalogue import Program

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
    reply: Reply | None = None
    failure: ModelError | None = None
    supported_params: frozenset[str] = field(default=frozenset({"response_format"}), init=False)
    supports_response_schema: bool = field(default=True, init=False)

    def complete(self, request: Any) -> Any:
        """One ``dspy.lm15.Request`` to one ``Response``; raises the gateway's ``ModelError``."""
        from dspy import lm15  # noqa: PLC0415  # with the program, not before

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
        counted = lm15.Usage(input_tokens=usage.asked, output_tokens=usage.answered)
        answer = lm15.Message.assistant([lm15.TextPart(self.reply.text)])
        return lm15.Response(id=None, model=self.reply.model, message=answer, finish_reason="stop", usage=counted)

    def stream(self, request: Any) -> Iterator[Any]:
        raise NotImplementedError("programs are not streamed")

    def close(self) -> None:
        """The gateway's connections are its own."""

    def _request(self, request: Any) -> Request:
        asking, form = self.asking, request.config.response_format or {}
        said = [Message(each.role, each.text or "") for each in request.messages]
        return Request(
            purpose=self.program.purpose,
            messages=(Message("system", request.system), *said),
            schema=form.get("schema"),
            prompt=self.program.version,
            question=asking.question,
            knowledge=asking.knowledge,
            locale=asking.locale,
            agent=asking.agent,
            conversation=asking.conversation,
            visitor=str(asking.conversation or ""),
            private=asking.private,
            seconds=asking.seconds,
        )
