"""Requests as tests make them."""

from __future__ import annotations

from typing import Any

from agents.llm.gateway import complete
from agents.llm.models import LLMCall
from agents.llm.values import Message, Reply, Request


def request(text: str = "Is there parking?", **more: Any) -> Request:
    given = {"purpose": "answer", "question": text, "locale": "en", "knowledge": "k1", "prompt": "p1"} | more
    return Request(messages=(Message("system", "You are the front desk."), Message("user", text)), **given)


def ask(text: str = "Is there parking?", **more: Any) -> Reply:
    return complete(request(text, **more))


def lines() -> list[LLMCall]:
    return list(LLMCall.objects.order_by("pk"))
