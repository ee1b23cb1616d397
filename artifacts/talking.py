"""A question and what follows from it, for pages, programs and sockets alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from artifacts.jobs import make_soon
from artifacts.operations.asking import ask
from artifacts.payloads import exchange_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from artifacts.operations.asking import Member


def answered(
    member: Member,
    data: dict[str, Any],
    session: UUID | None,
    on_stage: Callable[[str], None] = lambda _stage: None,
) -> dict[str, Any]:
    """Ask, have made what comes of it, and what is told of both."""
    exchange = ask(
        text=data["message"],
        member=member,
        now=timezone.now(),
        session_id=session,
        key=data.get("client_message_id", ""),
        on_stage=on_stage,
    )
    if exchange.artifact is not None and exchange.artifact.is_under_way:
        make_soon(exchange.artifact)
    return exchange_json(exchange)
