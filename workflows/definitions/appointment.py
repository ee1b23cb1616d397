"""The life of an appointment after it was confirmed: confirmation, reminders, follow-up."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from temporalio import workflow

with workflow.unsafe.imports_passed_through():  # the sandbox's own datetime is not the converter's
    from workflows.definitions.deadlines import DELIVERY_WINDOW, deadline
    from workflows.definitions.messages import (
        APPOINTMENT_WORKFLOW,
        QUIET_AFTER_NEWS,
        Appointment,
        AppointmentOutcome,
        Cancellation,
        MailKind,
        MailRequest,
        Step,
    )

from workflows.definitions.steps import is_sent, is_undisturbed_until

if TYPE_CHECKING:
    from collections.abc import Callable

SEND_MAIL = "send_mail"
# News is on time when it goes out this soon after what it tells; by so much a reminder may come closer to it.
ON_TIME = timedelta(minutes=15)
# Appointments that began before it are replayed without: news for a day, reminders however late the news was.
IN_TIME = "nothing is sent too late"
SLIP = timedelta(seconds=25)
"""For so long a change by staff is only told once it has lasted: on the board a finger's slip is taken back."""


@dataclass(frozen=True)
class Standing:
    """How a booking stood before a change that may be taken back."""

    appointment: Appointment
    version: int
    is_cancelled: bool
    is_told: bool
    change: MailKind


def _label(kind: MailKind, name: str, version: int) -> str:
    return ":".join(part for part in (kind.value, name, f"v{version}") if part)


@workflow.defn(name=APPOINTMENT_WORKFLOW)
class AppointmentWorkflow:
    """Sends the mails of one booking in time order, always for its latest version.

    Every signal carries the version of the booking's row; one that is not newer than what is known changes nothing, so
    repeated and late signals are harmless. A cancelled booking becomes confirmed again only where staff took that back.
    """

    @workflow.init
    def __init__(self, appointment: Appointment) -> None:
        self.appointment = appointment
        self.version = appointment.version
        self.is_cancelled = False
        self.announced = appointment.version if appointment.is_told else 0
        self.told_elsewhere = 0
        self.told_at: datetime | None = None
        self.change: MailKind = MailKind.CONFIRMATION
        self.may_slip = False
        self.before: Standing | None = None
        self.sent: list[str] = []
        self.skipped: list[str] = []

    @workflow.run
    async def run(self, appointment: Appointment) -> AppointmentOutcome:
        await self._announce()
        while not self.is_cancelled and (step := self._next_step()) is not None:
            if await is_undisturbed_until(step.at, self._is_news_after(self.version)):
                await self._send(step.kind, step.name, until=self._deadline(step))
            await self._announce()
        return self._outcome()

    @workflow.signal
    def reschedule(self, appointment: Appointment) -> None:
        if appointment.version > self.version and not self.is_cancelled and not self._is_taken_back(appointment):
            self._remember(may_slip=appointment.may_slip)
            self.appointment = appointment
            self.version = appointment.version
            self.change = MailKind.RESCHEDULED
            self._note(is_told=appointment.is_told)

    @workflow.signal
    def cancel(self, cancellation: Cancellation) -> None:
        if cancellation.version > self.version and not self.is_cancelled:
            self._remember(may_slip=cancellation.may_slip)
            self.version = cancellation.version
            self.is_cancelled = True
            self.change = MailKind.CANCELLATION
            self._note(is_told=cancellation.is_told)

    @workflow.signal
    def restore(self, appointment: Appointment) -> None:
        """The cancellation is taken back; who has been told of it already hears that they are booked."""
        if appointment.version > self.version and not self._is_taken_back(appointment):
            self._remember(may_slip=False)
            self.appointment = appointment
            self.version = appointment.version
            self.is_cancelled = False
            self.change = MailKind.CONFIRMATION

    def _note(self, *, is_told: bool) -> None:
        """Of several bookings at once the customer hears in one mail, which no appointment sends."""
        if is_told:
            self.announced = self.told_elsewhere = self.version

    def _is_news_after(self, known: int) -> Callable[[], bool]:
        return lambda: self.announced < self.version or self.told_elsewhere > known

    def _remember(self, *, may_slip: bool) -> None:
        is_told = self.announced >= self.version
        self.before = Standing(self.appointment, self.version, self.is_cancelled, is_told, self.change)
        self.may_slip = may_slip

    def _is_taken_back(self, appointment: Appointment) -> bool:
        """Whether it is again as it was before a change that nobody was told of: then there is no news of either."""
        before, is_told_since = self.before, self.announced >= self.version
        if not appointment.takes_back or before is None or is_told_since:
            return False
        if before.appointment.starts_at == appointment.starts_at:
            appointment = dataclasses.replace(appointment, steps=self._steps_left(before))
        self.appointment, self.version = appointment, appointment.version
        self.is_cancelled, self.change, self.before = before.is_cancelled, before.change, None
        if before.is_told:
            self.announced = self.version
        return True

    def _steps_left(self, before: Standing) -> list[Step]:
        handled = {*self.sent, *self.skipped}
        return [
            step for step in before.appointment.steps if _label(step.kind, step.name, before.version) not in handled
        ]

    @workflow.query
    def outcome(self) -> AppointmentOutcome:
        return self._outcome()

    def _outcome(self) -> AppointmentOutcome:
        return AppointmentOutcome(self.version, self.is_cancelled, list(self.sent), list(self.skipped))

    async def _announce(self) -> None:
        """Tell the customer of the newest version, once; versions that came in meanwhile are told next."""
        while self.announced < self.version:
            if self.may_slip and not await self._has_lasted():
                continue
            self.announced = self.version
            if await self._send(self.change, "", until=self._end_of_news()):
                self.told_at = workflow.now()

    async def _has_lasted(self) -> bool:
        known = self.version
        return await is_undisturbed_until(workflow.now() + SLIP, lambda: self.version > known)

    def _end_of_news(self) -> datetime:
        """Nobody needs to hear of a visit that has begun that it will be, or of one that is over that it will not."""
        if not workflow.patched(IN_TIME):
            return workflow.now() + DELIVERY_WINDOW
        return self.appointment.ends_at if self.is_cancelled else self.appointment.starts_at

    def _next_step(self) -> Step | None:
        """Return the earliest mail of this version that was not handled yet."""
        handled = {*self.sent, *self.skipped}
        ahead = [step for step in self.appointment.steps if self._label(step.kind, step.name) not in handled]
        return min(ahead, key=lambda step: step.at, default=None)

    def _deadline(self, step: Step) -> datetime:
        """A reminder is also worthless where it only repeats news that went out late."""
        end = deadline(step, self.appointment)
        is_repetition = self.told_at is not None and step.at < self.told_at + QUIET_AFTER_NEWS - ON_TIME
        if workflow.patched(IN_TIME) and step.kind is MailKind.REMINDER and is_repetition:
            return workflow.now()
        return end

    def _label(self, kind: MailKind, name: str) -> str:
        return _label(kind, name, self.version)

    async def _send(self, kind: MailKind, name: str, *, until: datetime) -> bool:
        """Send one mail within the time that it makes sense; whether it went out."""
        label = self._label(kind, name)
        went_out = await is_sent(SEND_MAIL, self._request(kind, name), label=label, until=until)
        (self.sent if went_out else self.skipped).append(label)
        return went_out

    def _request(self, kind: MailKind, name: str) -> MailRequest:
        appointment = self.appointment
        return MailRequest(
            schema=appointment.schema,
            reference=appointment.reference,
            kind=kind,
            name=name,
            version=self.version,
            starts_at=appointment.starts_at,
            correlation_id=appointment.correlation_id,
        )
