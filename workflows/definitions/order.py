"""The life of an order: its mails, the time to pay and to accept it, the reminder where it is late."""

from __future__ import annotations

from datetime import datetime, timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():  # the sandbox's own datetime is not the converter's
    from workflows.definitions.deadlines import DELIVERY_WINDOW
    from workflows.definitions.order_messages import (
        ORDER_WORKFLOW,
        OrderJourney,
        OrderMailKind,
        OrderMailRequest,
        OrderOutcome,
        OrderState,
        Unanswered,
    )

from workflows.definitions.steps import ATTEMPT_TIMEOUT, RETRY, is_sent, is_undisturbed_until

SEND_ORDER_MAIL, TURN_DOWN_UNANSWERED = "send_order_mail", "turn_down_unanswered"
SLIP = timedelta(seconds=25)
"""For so long a state is only told once it has lasted: on the kitchen's board a finger's slip is taken back."""
LATE = timedelta(minutes=10)
STALE = timedelta(hours=2)
"""So long after it was to be there, nobody needs to hear that an order is ready."""
ABANDONED = timedelta(days=1)
"""An order nobody has handed over by then is not waited for any more."""
NEWS = {
    "unpaid": OrderMailKind.UNPAID,
    "lapsed": OrderMailKind.LAPSED,
    "placed": OrderMailKind.PLACED,
    "accepted": OrderMailKind.ACCEPTED,
    "ready": OrderMailKind.READY,
    "rejected": OrderMailKind.REJECTED,
    "cancelled": OrderMailKind.CANCELLED,
}
UNDER_WAY = ("accepted", "preparing")
OVERTAKEN = "accepted-is-told-though-overtaken"
"""Since when an order that is being made before anybody was told that it is accepted has that told."""
LOST = ("rejected", "cancelled", "lapsed")
UNANSWERED = ("unpaid", "placed")


@workflow.defn(name=ORDER_WORKFLOW)
class OrderWorkflow:
    """Tells an order's customer how it stands, always by its latest version; what nobody pays or answers it ends.

    Every signal carries the version of the order's row; one that is not newer than what is known changes nothing, so
    repeated and late signals are harmless.
    """

    @workflow.init
    def __init__(self, journey: OrderJourney) -> None:
        self.journey = journey
        self.state = journey.state
        self.seen = journey.state.version if journey.is_told else 0
        self.told = journey.state if journey.is_told else None
        self.reminded = 0
        self.sent: list[str] = []
        self.skipped: list[str] = []

    @workflow.run
    async def run(self, journey: OrderJourney) -> OrderOutcome:
        while not self._is_over():
            if self.seen < self.state.version:
                await self._tell()
                continue
            due = self._due()
            if due is None or (await self._is_unchanged_until(due) and not await self._do()):
                break
        return self._outcome()

    @workflow.signal
    def update(self, state: OrderState) -> None:
        if state.version > self.state.version:
            self.state = state

    @workflow.query
    def outcome(self) -> OrderOutcome:
        return self._outcome()

    def _outcome(self) -> OrderOutcome:
        return OrderOutcome(self.state.version, self.state.status, list(self.sent), list(self.skipped))

    def _is_over(self) -> bool:
        return self.state.status in LOST and self.seen >= self.state.version

    async def _tell(self) -> None:
        """Tell the newest version where it is news. What is ready may have slipped: it is told once it has lasted."""
        state = self.state
        if state.status == "ready" and not await self._is_unchanged_until(workflow.now() + SLIP):
            return
        self.seen = state.version
        kind = OrderMailKind.ACCEPTED if self._is_overtaken(state) else NEWS.get(state.status)
        if kind is None or (kind is OrderMailKind.READY and state.way == "dine_in") or self._is_known(state):
            return
        self.told = state
        await self._send(kind, until=self._end_of_news(state))

    def _is_overtaken(self, state: OrderState) -> bool:
        """Whether the kitchen was quicker than the news that the order is accepted."""
        is_untold = self.told is None or self.told.status in UNANSWERED
        return state.status == "preparing" and is_untold and workflow.patched(OVERTAKEN)

    def _is_known(self, state: OrderState) -> bool:
        """Whether only a finger slipped: who was told that it is ready is not told anew that it was accepted."""
        told = self.told
        if told is None or state.status != "accepted" or told.status not in (*UNDER_WAY, "ready"):
            return False
        return (told.there_at, told.total) == (state.there_at, state.total)

    def _end_of_news(self, state: OrderState) -> datetime:
        if state.status in LOST:
            return workflow.now() + DELIVERY_WINDOW
        if state.status == "unpaid":
            return state.pay_by or state.accept_by
        return state.there_at + (STALE if state.status == "ready" else timedelta())

    def _due(self) -> datetime | None:
        """When something is to be done about it that nobody has done."""
        state = self.state
        if state.status == "unpaid":
            return state.pay_by or state.accept_by
        if state.status == "placed":
            return state.accept_by
        if state.status == "completed":
            return state.feedback_at
        if state.status in UNDER_WAY and self.reminded < 1:
            return state.ready_at + LATE
        return state.there_at + ABANDONED

    async def _do(self) -> bool:
        """Do what is due; whether the order is waited for any longer."""
        if self.state.status in UNANSWERED:
            self.update(await self._turned_down())
            return True
        if self.state.status == "completed":
            await self._send(OrderMailKind.FEEDBACK, until=workflow.now() + DELIVERY_WINDOW)
            return False
        if self.state.status in UNDER_WAY and self.reminded < 1:
            self.reminded += 1
            await self._send(OrderMailKind.OVERDUE, until=workflow.now() + STALE)
            return True
        return False

    async def _turned_down(self) -> OrderState:
        """How the order stands after what nobody has answered was turned down: retried until it is known."""
        state: OrderState = await workflow.execute_activity(
            TURN_DOWN_UNANSWERED,
            Unanswered(
                schema=self.journey.schema,
                reference=self.journey.reference,
                version=self.state.version,
                correlation_id=self.journey.correlation_id,
            ),
            result_type=OrderState,
            start_to_close_timeout=ATTEMPT_TIMEOUT,
            retry_policy=RETRY,
        )
        return state

    async def _is_unchanged_until(self, at: datetime) -> bool:
        """Sleep until `at`; return False at once when a newer version arrives."""
        known = self.state.version
        return await is_undisturbed_until(at, lambda: self.state.version > known)

    async def _send(self, kind: OrderMailKind, *, until: datetime) -> None:
        label = f"{kind.value}:v{self.state.version}"
        request = OrderMailRequest(
            schema=self.journey.schema,
            reference=self.journey.reference,
            kind=kind,
            version=self.state.version,
            correlation_id=self.journey.correlation_id,
        )
        went_out = await is_sent(SEND_ORDER_MAIL, request, label=label, until=until)
        (self.sent if went_out else self.skipped).append(label)
