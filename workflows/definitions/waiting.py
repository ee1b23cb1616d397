"""The life of a place on the waiting list: its mails, the time to answer an offer, the end of waiting."""

from __future__ import annotations

from datetime import datetime

from temporalio import workflow

with workflow.unsafe.imports_passed_through():  # the sandbox's own datetime is not the converter's
    from workflows.definitions.deadlines import DELIVERY_WINDOW
    from workflows.definitions.waiting_messages import (
        WAITING_WORKFLOW,
        RunOut,
        WaitingJourney,
        WaitingMailKind,
        WaitingMailRequest,
        WaitingOutcome,
        WaitingState,
    )

from workflows.definitions.steps import ATTEMPT_TIMEOUT, RETRY, is_sent, is_undisturbed_until

SEND_WAITING_MAIL, SETTLE_WAITING = "send_waiting_mail", "settle_waiting"
ON_THE_LIST = ("waiting", "offered")


@workflow.defn(name=WAITING_WORKFLOW)
class WaitingWorkflow:
    """Tells who waits what they are offered, and lets what they do not answer go to the next in line.

    Every signal carries the version of the row; one that is not newer than what is known changes nothing, so repeated
    and late signals are harmless. What comes free is found and held by operations, woken by events.
    """

    @workflow.init
    def __init__(self, journey: WaitingJourney) -> None:
        self.journey = journey
        self.state = journey.state
        self.seen = journey.state.version if journey.is_told else 0
        self.sent: list[str] = []
        self.skipped: list[str] = []

    @workflow.run
    async def run(self, journey: WaitingJourney) -> WaitingOutcome:
        while True:
            if self.seen < self.state.version:
                await self._tell()
            elif self.state.status not in ON_THE_LIST:
                return self._outcome()
            elif await self._is_unchanged_until(self.state.offer_until or self.state.ends_at):
                self.update(await self._settled())

    @workflow.signal
    def update(self, state: WaitingState) -> None:
        if state.version > self.state.version:
            self.state = state

    @workflow.query
    def outcome(self) -> WaitingOutcome:
        return self._outcome()

    def _outcome(self) -> WaitingOutcome:
        return WaitingOutcome(self.state.version, self.state.status, list(self.sent), list(self.skipped))

    async def _tell(self) -> None:
        state = self.state
        self.seen = state.version
        if state.status == "waiting" and state.version == 1:
            await self._send(WaitingMailKind.JOINED, until=state.ends_at)
        elif state.status == "offered" and state.offer_until is not None:
            await self._send(WaitingMailKind.OFFER, until=state.offer_until)
        elif state.status == "over":
            await self._send(WaitingMailKind.OVER, until=workflow.now() + DELIVERY_WINDOW)

    async def _settled(self) -> WaitingState:
        """How the place stands after its time has run out: retried until it is known."""
        state: WaitingState = await workflow.execute_activity(
            SETTLE_WAITING,
            RunOut(
                schema=self.journey.schema,
                reference=self.journey.reference,
                version=self.state.version,
                correlation_id=self.journey.correlation_id,
            ),
            result_type=WaitingState,
            start_to_close_timeout=ATTEMPT_TIMEOUT,
            retry_policy=RETRY,
        )
        return state

    async def _is_unchanged_until(self, at: datetime) -> bool:
        """Sleep until `at`; return False at once when a newer version arrives."""
        known = self.state.version
        return await is_undisturbed_until(at, lambda: self.state.version > known)

    async def _send(self, kind: WaitingMailKind, *, until: datetime) -> None:
        label = f"{kind.value}:v{self.state.version}"
        request = WaitingMailRequest(
            schema=self.journey.schema,
            reference=self.journey.reference,
            kind=kind,
            version=self.state.version,
            correlation_id=self.journey.correlation_id,
        )
        went_out = await is_sent(SEND_WAITING_MAIL, request, label=label, until=until)
        (self.sent if went_out else self.skipped).append(label)
