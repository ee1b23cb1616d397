"""``complete``: the one way to a language model, for whoever asks.

Policy, redaction, the caches, a route, a budget reserved, the call, and its line in the ledger. No model is waited for
inside a database transaction, and only a quick one while a connection is held.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, overload

import structlog
from django.db import connection

from agents.llm import budgets, ledger
from agents.llm.cache import answers
from agents.llm.errors import BudgetSpent, CalledInTransaction, ModelError, NoModel, NotReady
from agents.llm.network.asking import SHORTEST_TRY, Asking, body_of
from agents.llm.network.litellm import library
from agents.llm.prompts import fitted, most_usage
from agents.llm.purposes import PURPOSES
from agents.llm.redaction import Redactor
from agents.llm.routing.order import rungs_for
from agents.llm.rungs import Ladder
from agents.llm.terms import Terms, terms_here
from agents.llm.values import Reply
from tenants.context import current_business, current_schema, enter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.llm.cache.answers import Kept
    from agents.llm.network.exchange import Cancellation
    from agents.llm.rungs import Rung
    from agents.llm.values import Message, Request, Usage

logger = structlog.get_logger(__name__)

LIBRARY_SECONDS = 8.0
"""Whoever waits for less does not wait for LiteLLM to be imported, which may take as long."""


@dataclass(slots=True)
class Stream:
    """An answer as it comes: iterate it once. ``reply`` is what it came to, and there once it is through.

    Iterating raises a ``ModelError``. Whoever stops before the end closes the call, and pays for what has come.
    """

    pieces: Iterator[str]
    reply: Reply | None = None

    def __iter__(self) -> Iterator[str]:
        return self.pieces

    def close(self) -> None:
        if hasattr(self.pieces, "close"):
            self.pieces.close()


@overload
def complete(
    request: Request, *, stream: Literal[False] = False, cancellation: Cancellation | None = None
) -> Reply: ...
@overload
def complete(request: Request, *, stream: Literal[True], cancellation: Cancellation | None = None) -> Stream: ...
def complete(request: Request, *, stream: bool = False, cancellation: Cancellation | None = None) -> Reply | Stream:
    """Answer a request for the business entered.

    From the caches where the answer serves others; else by the rung the request needs, or the next one where that fails
    or has no budget. Raises a ``ModelError``: the caller does without a model then. ``NoModel`` and ``BudgetSpent``
    are such; ``CalledInTransaction`` is a defect.
    """
    completion = Completion(request, terms_here(), cancellation, is_streamed=stream)
    return completion.stream() if stream else completion.reply()


def complete_by(rung: Rung, request: Request) -> Reply:
    """As ``complete``, by this rung and no other: what is measured is one model, and one line of the ledger."""
    alone = Ladder(small=rung) if rung.name == "small" else Ladder(strong=rung)
    terms = Terms(alone, terms_here().budgets)
    return Completion(request, terms, None, is_streamed=False).reply()


@dataclass(slots=True)
class Completion:
    """One request on its way, under the terms given."""

    request: Request
    terms: Terms
    cancellation: Cancellation | None
    is_streamed: bool
    redactor: Redactor = field(init=False)
    schema: str = field(default_factory=current_schema)
    started: float = field(default_factory=time.monotonic)

    def reply(self) -> Reply:
        answer = self.stream()
        for _piece in answer:
            pass
        if answer.reply is None:
            raise NoModel
        return answer.reply

    def stream(self) -> Stream:
        self._check()
        answer = Stream(iter(()))
        answer.pieces = self._pieces(answer)
        return answer

    def _check(self) -> None:
        if not self.terms.ladder:
            raise NoModel
        if connection.in_atomic_block:
            raise CalledInTransaction(self.request.purpose)
        if self.left < LIBRARY_SECONDS and not library.is_ready:
            library.get_ready()
            raise NotReady
        self.redactor = Redactor(self.request.locale, current_business().zone, self.request.private)

    def _pieces(self, answer: Stream) -> Iterator[str]:
        messages: tuple[Message, ...] = ()
        is_kept, kept = False, answers.find_exact(self.request)
        if kept is None:
            messages = self.redactor.messages(self.request.messages)
            is_kept = answers.serves_others(self.request, self.redactor)
            kept = answers.find_alike(self.request) if is_kept else None
        if kept is not None:
            answer.reply = self._used_again(kept)
            yield kept.text
            return
        yield from self._asked(messages, answer)
        if is_kept and answer.reply is not None:
            answers.keep(self.request, text=answer.reply.text, model=answer.reply.model, cost=answer.reply.cost)

    def _used_again(self, kept: Kept) -> Reply:
        milliseconds = round((time.monotonic() - self.started) * 1000)
        call = ledger.note_cached(request=self.request, kept=kept, milliseconds=milliseconds)
        return Reply(kept.text, kept.model, kept.cache, call=call)

    def _asked(self, messages: tuple[Message, ...], answer: Stream) -> Iterator[str]:
        """By the first rung that answers; once a piece was given out there is no other."""
        failure: ModelError = NoModel()
        for rung in rungs_for(self.request, self.terms.ladder, left=self.left):
            if self.left < SHORTEST_TRY:
                break
            step = Step(self, rung, messages)
            try:
                yield from step.pieces(answer)
            except ModelError as error:
                if step.has_given or error.outcome == "cancelled":
                    raise
                if not isinstance(failure, BudgetSpent):
                    failure = error
                logger.info("model_failed", rung=rung.name, outcome=error.outcome, purpose=self.request.purpose)
            else:
                return
        raise failure

    @property
    def left(self) -> float:
        allowed = self.request.seconds or PURPOSES[self.request.purpose].seconds
        return allowed - (time.monotonic() - self.started)

    @property
    def most_tokens(self) -> int:
        return self.request.most_tokens or PURPOSES[self.request.purpose].most_tokens


@dataclass(slots=True)
class Step:
    """One rung asked: reserved, called, settled, whatever comes of it."""

    of: Completion
    rung: Rung
    messages: tuple[Message, ...]
    has_given: bool = False

    def pieces(self, answer: Stream) -> Iterator[str]:
        request, completion = self.of.request, self.of
        fits = fitted(self.messages, window=self.rung.price.window, most_tokens=completion.most_tokens)
        schema = json.dumps(request.schema) if request.schema is not None else ""
        most = most_usage(fits, schema=schema, most_tokens=completion.most_tokens)
        reservation = self._reserved(most)
        body = body_of(request, fits, most_tokens=completion.most_tokens, is_streamed=completion.is_streamed)
        asking = Asking(self.rung, body, completion.left, completion.cancellation, on_wait=connection.close)
        restored = ""
        try:
            for piece in completion.redactor.restored_pieces(asking.pieces()):
                restored += piece
                self.has_given = True
                yield piece
        except ModelError as error:
            self._settle(reservation, asking, error.outcome, most if error.is_charged else None)
            raise
        except GeneratorExit:  # wherever whoever listened has gone to
            with enter(completion.schema):
                self._settle(reservation, asking, "cancelled", most)
            raise
        usage, cost = self._settle(reservation, asking, "answered", most)
        answer.reply = Reply(restored, self.rung.model, self.rung.name, usage, cost, reservation.call)

    def _reserved(self, most: Usage) -> budgets.Reservation:
        request, completion = self.of.request, self.of
        limits = budgets.limits_of(request, self.rung, completion.terms.budgets, now=ledger.now())
        amount = self.rung.price.of(most)
        found = budgets.reserve(request, self.rung, limits, amount, seconds=max(completion.left, 0))
        if found is None:
            raise BudgetSpent
        return found

    def _settle(
        self, reservation: budgets.Reservation, asking: Asking, outcome: str, most: Usage | None
    ) -> tuple[Usage, Decimal]:
        """What the provider counted; where it may charge and did not say, the most it can be."""
        usage = asking.usage or most or ledger.NOTHING
        cost = self.rung.price.of(usage)
        settlement = budgets.Settlement(
            outcome=outcome,
            attempts=asking.attempts,
            asked=usage.asked,
            answered=usage.answered,
            cached=usage.cached,
            is_estimated=usage.is_estimated,
            cost=cost,
            saved=self._saved(usage, cost) if outcome == "answered" else Decimal(0),
            milliseconds=round((time.monotonic() - asking.started) * 1000),
        )
        budgets.settle(reservation, settlement)
        return usage, cost

    def _saved(self, usage: Usage, cost: Decimal) -> Decimal:
        """Against the strong model, where there was a choice and the small one answered."""
        strong = self.of.terms.ladder.strong
        if strong is None or self.rung.name == "strong":
            return Decimal(0)
        return max(Decimal(0), strong.price.of(usage) - cost)
