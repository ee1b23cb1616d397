"""What a run may ask: each question counted before it is asked, and paid once, however often the run begins anew.

A run that goes on after its process died asks all its questions again in the same order; what was answered before is
answered from here. Lost is at most the one call that was under way.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from agents.learning.models import OptimisationRun, PaidAnswer
from agents.llm.errors import BudgetSpent, Garbled, ModelError, RequestRefused
from agents.llm.gateway import complete_by
from agents.llm.values import Allowance

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.llm.rungs import Rung
    from agents.llm.values import Request

SLICE = 45.0
"""Seconds after which a run puts itself down between two calls, and is taken up again: so long a step takes."""
ANSWERED_BADLY = (RequestRefused, Garbled)
"""What the same question gets again: an answer that is none, and counts as one."""


class Halt(BaseException):
    """Ends the search from inside a call. No ``Exception``: DSPy takes those for a bad example and goes on."""


class SliceOver(Halt):
    """The run goes on in another step, or in another process."""


class Fruitless(Halt):
    """Nothing is found any more. ``why``: ``calls`` or ``dollars`` are spent, or proposals are ``garbled``."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class CalledOff(Halt):
    """Somebody has cancelled it."""


class Broken(Halt):
    """Something of ours has failed, not the program: the step fails, and is taken again. Its cause says what."""


class Unanswered(Halt):
    """No model answers at the moment; ``outcome`` is the ledger's word for why, ``permanent`` that it stays so."""

    def __init__(self, error: ModelError) -> None:
        self.outcome, self.permanent = error.outcome, error.permanent
        super().__init__(error.outcome)


@dataclass(slots=True)
class Till:
    """Of one step of a run. ``alive`` is called before each call: whoever waits for the step sees that it works."""

    run: OptimisationRun
    alive: Callable[[], None]
    seconds: float = SLICE
    stage: str = "waiting"
    turn: UUID = field(default_factory=uuid4)
    started: float = field(default_factory=time.monotonic)
    asked: Counter[str] = field(default_factory=Counter)

    def open(self) -> None:
        """Whoever has worked on the run until now may ask nothing more."""
        OptimisationRun.objects.filter(pk=self.run.pk).update(turn=self.turn)
        self.run.turn = self.turn

    def answer(self, request: Request, rung: Rung) -> PaidAnswer:
        """What the model said, now or before. Raises a ``Halt``."""
        key = self._key(request, rung)
        known = PaidAnswer.objects.filter(run=self.run, key=key).first()
        return known if known is not None else self._paid(key, request, rung)

    def _key(self, request: Request, rung: Rung) -> str:
        """By what is asked of whom; where another answer is wanted each time, by how often it was asked before."""
        said = [[each.speaker, each.text] for each in request.messages]
        asked = json.dumps([rung.model, said, request.schema, request.temperature], sort_keys=True)
        times = self.asked[asked] if request.temperature else 0
        self.asked[asked] += 1
        return hashlib.sha256(f"{times} {asked}".encode()).hexdigest()

    def _paid(self, key: str, request: Request, rung: Rung) -> PaidAnswer:
        self.alive()
        if time.monotonic() - self.started > self.seconds:
            raise SliceOver
        self._count()
        started = time.monotonic()
        try:
            reply = complete_by(rung, self._charged(request))
        except ANSWERED_BADLY:
            text, cost = "", Decimal(0)
        except BudgetSpent:
            raise Fruitless("dollars") from None
        except ModelError as error:
            raise Unanswered(error) from None
        else:
            text, cost = reply.text, reply.cost
        taken = round((time.monotonic() - started) * 1000)
        made = PaidAnswer(run=self.run, key=key, text=text, cost=cost, milliseconds=taken)
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError:  # whoever had the run before was answered meanwhile
            return PaidAnswer.objects.get(run=self.run, key=key)
        return made

    def _count(self) -> None:
        """One call more, in the statement that knows whether there may be one."""
        mine = OptimisationRun.objects.filter(pk=self.run.pk, turn=self.turn, state=OptimisationRun.State.RUNNING)
        if mine.filter(calls__lt=F("most_calls")).update(calls=F("calls") + 1, stage=self.stage, failures=0):
            return
        if mine.exists():
            raise Fruitless("calls")
        raise CalledOff if not OptimisationRun.objects.get(pk=self.run.pk).is_running else SliceOver

    def _charged(self, request: Request) -> Request:
        return replace(request, prompt=self.run.prompt, allowance=Allowance(self.run.prompt, self.run.most_dollars))
