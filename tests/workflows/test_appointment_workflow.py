from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from temporalio.common import WorkflowIDConflictPolicy

from tests.workflows.appointments import ROME, TASK_QUEUE, appointment, in_days, skipping_time, start
from workflows.definitions.appointment import SLIP, AppointmentWorkflow
from workflows.definitions.messages import Cancellation, MailKind, appointment_id
from workflows.models import MailSettings
from workflows.planning import plan

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SECONDS = timedelta(seconds=10)


async def test_confirmed_booking_gets_every_mail_at_its_time() -> None:
    async with skipping_time() as (env, clerk):
        booked = appointment(await in_days(env, 5))
        result = await (await start(env.client, booked)).result()

    assert clerk.kinds() == ["confirmation", "reminder", "reminder", "follow_up"]
    for (at, _), step in zip(clerk.asked[1:], booked.steps, strict=True):
        assert abs(at - step.at) < SECONDS
    assert result.sent == ["confirmation:v2", "reminder:24h:v2", "reminder:2h:v2", "follow_up:v2"]


async def test_cancelled_booking_gets_no_reminder() -> None:
    async with skipping_time() as (env, clerk):
        handle = await start(env.client, appointment(await in_days(env, 5)))
        await env.sleep(timedelta(days=1))
        await handle.signal(AppointmentWorkflow.cancel, Cancellation(version=3))
        result = await handle.result()

    assert clerk.kinds() == ["confirmation", "cancellation"]
    assert result.is_cancelled


async def test_rescheduled_booking_is_reminded_before_its_new_time_only() -> None:
    async with skipping_time() as (env, clerk):
        handle = await start(env.client, appointment(await in_days(env, 5)))
        await env.sleep(timedelta(days=1))
        moved = appointment(await in_days(env, 10), version=3)
        await handle.signal(AppointmentWorkflow.reschedule, moved)
        await handle.result()

    assert clerk.kinds() == ["confirmation", "rescheduled", "reminder", "reminder", "follow_up"]
    assert abs(clerk.instant_of(MailKind.REMINDER) - moved.steps[0].at) < SECONDS
    assert {request.version for _, request in clerk.asked[1:]} == {3}


async def test_what_is_told_with_others_is_not_told_again_and_reminds_of_the_new_time() -> None:
    async with skipping_time() as (env, clerk):
        booked = dataclasses.replace(appointment(await in_days(env, 5)), is_told=True)
        handle = await start(env.client, booked)
        await env.sleep(timedelta(days=1))
        moved = dataclasses.replace(appointment(await in_days(env, 10), version=3), is_told=True)
        await handle.signal(AppointmentWorkflow.reschedule, moved)
        await handle.result()

    assert clerk.kinds() == ["reminder", "reminder", "follow_up"]
    assert abs(clerk.instant_of(MailKind.REMINDER) - moved.steps[0].at) < SECONDS


async def test_what_was_cancelled_with_others_ends_without_a_word() -> None:
    async with skipping_time() as (env, clerk):
        handle = await start(env.client, dataclasses.replace(appointment(await in_days(env, 5)), is_told=True))
        await env.sleep(timedelta(days=1))
        await handle.signal(AppointmentWorkflow.cancel, Cancellation(version=3, is_told=True))
        result = await handle.result()

    assert clerk.asked == []
    assert result.is_cancelled


async def test_repeated_and_late_signals_change_nothing() -> None:
    async with skipping_time() as (env, clerk):
        first = appointment(await in_days(env, 5))
        newest = appointment(await in_days(env, 7), version=4)
        handle = await start(env.client, first)
        await env.sleep(timedelta(hours=1))
        for signal in (newest, newest, dataclasses.replace(first, version=3), first):
            await handle.signal(AppointmentWorkflow.reschedule, signal)
        await handle.signal(AppointmentWorkflow.cancel, Cancellation(version=3))
        result = await handle.result()

    assert clerk.kinds() == ["confirmation", "rescheduled", "reminder", "reminder", "follow_up"]
    assert result.version == 4
    assert not result.is_cancelled


async def test_cancelled_booking_is_not_revived_by_a_reschedule() -> None:
    async with skipping_time() as (env, clerk):
        handle = await start(env.client, appointment(await in_days(env, 5)))
        await handle.signal(AppointmentWorkflow.cancel, Cancellation(version=3))
        await handle.signal(AppointmentWorkflow.reschedule, appointment(await in_days(env, 6), version=4))
        await handle.result()

    assert "reminder" not in clerk.kinds()
    assert "rescheduled" not in clerk.kinds()


async def test_signal_that_starts_the_workflow_tells_only_the_change() -> None:
    async with skipping_time() as (env, clerk):
        booked = appointment(await in_days(env, 5), version=3)
        handle = await env.client.start_workflow(
            AppointmentWorkflow.run,
            dataclasses.replace(booked, version=2),
            id=appointment_id(booked.schema, booked.reference),
            task_queue=TASK_QUEUE,
            start_signal="cancel",
            start_signal_args=[Cancellation(version=3)],
        )
        await handle.result()

    assert clerk.kinds() == ["cancellation"]


async def test_starting_twice_runs_one_workflow() -> None:
    async with skipping_time() as (env, clerk):
        booked = appointment(await in_days(env, 5))
        first = await start(env.client, booked)
        again = await env.client.start_workflow(
            AppointmentWorkflow.run,
            booked,
            id=first.id,
            task_queue=TASK_QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        await first.result()

    assert again.result_run_id == first.result_run_id
    assert clerk.kinds().count("confirmation") == 1


async def test_equal_references_of_two_businesses_are_two_workflows() -> None:
    async with skipping_time() as (env, clerk):
        starts_at = await in_days(env, 5)
        acme = await start(env.client, appointment(starts_at, schema="acme"))
        globex = await start(env.client, appointment(starts_at, schema="globex"))
        await acme.signal(AppointmentWorkflow.cancel, Cancellation(version=3))
        await acme.result()
        await globex.result()

    kinds = {schema: [r.kind.value for _, r in clerk.asked if r.schema == schema] for schema in ("acme", "globex")}
    assert "reminder" not in kinds["acme"]
    assert kinds["globex"] == ["confirmation", "reminder", "reminder", "follow_up"]


async def test_refused_mail_does_not_stop_the_next_one() -> None:
    async with skipping_time() as (env, clerk):
        clerk.refused = {MailKind.CONFIRMATION}
        result = await (await start(env.client, appointment(await in_days(env, 5)))).result()

    assert result.skipped == ["confirmation:v2"]
    assert len(result.sent) == 3


async def test_reminder_that_is_overdue_at_the_next_one_is_left_out() -> None:
    async with skipping_time() as (env, clerk):
        an_hour_and_a_half = await in_days(env, 0) + timedelta(minutes=90)  # as after a long outage
        told = dataclasses.replace(appointment(an_hour_and_a_half), is_told=True)
        await (await start(env.client, told)).result()

    assert [request.name for _, request in clerk.asked if request.kind is MailKind.REMINDER] == ["2h"]


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=5), timedelta(hours=3), timedelta(hours=21)])
async def test_nobody_is_told_of_a_visit_that_has_begun(late: timedelta) -> None:
    async with skipping_time() as (env, clerk):
        await (await start(env.client, appointment(await in_days(env, 0) - late))).result()

    assert clerk.kinds() == ["follow_up"]


async def test_nobody_is_told_late_of_a_move_either() -> None:
    async with skipping_time() as (env, clerk):
        handle = await start(env.client, appointment(await in_days(env, 5)))
        await env.sleep(timedelta(hours=1))
        await handle.signal(AppointmentWorkflow.reschedule, appointment(await in_days(env, 0), version=3))
        await handle.result()

    assert clerk.kinds() == ["confirmation", "follow_up"]


@pytest.mark.parametrize(("over", "told"), [(timedelta(hours=1), ["cancellation"]), (timedelta(hours=3), [])])
async def test_a_cancellation_is_told_until_the_visit_would_be_over(over: timedelta, told: list[str]) -> None:
    async with skipping_time() as (env, clerk):
        booked = appointment(await in_days(env, 0) - over, version=3)  # of two hours
        handle = await env.client.start_workflow(
            AppointmentWorkflow.run,
            dataclasses.replace(booked, version=2),
            id=appointment_id(booked.schema, booked.reference),
            task_queue=TASK_QUEUE,
            start_signal="cancel",
            start_signal_args=[Cancellation(version=3)],
        )
        await handle.result()

    assert clerk.kinds() == told


@pytest.mark.parametrize(
    ("ahead", "reminders"),
    [
        (timedelta(hours=30), ["24h", "2h"]),  # the news came six hours before the first
        (timedelta(hours=26), ["2h"]),
        (timedelta(hours=23), ["2h"]),
        (timedelta(hours=4), []),
        (timedelta(hours=1), []),
    ],
)
async def test_news_that_went_out_late_is_not_repeated_by_a_reminder(ahead: timedelta, reminders: list[str]) -> None:
    async with skipping_time() as (env, clerk):
        await (await start(env.client, appointment(await in_days(env, 0) + ahead))).result()

    assert clerk.kinds()[0] == "confirmation"
    assert [request.name for _, request in clerk.asked if request.kind is MailKind.REMINDER] == reminders


async def test_news_waits_for_as_long_as_it_is_news() -> None:
    async with skipping_time() as (env, clerk):
        clerk.fails_until = await in_days(env, 3)
        result = await (await start(env.client, appointment(await in_days(env, 10)))).result()

    assert result.sent == ["confirmation:v2", "reminder:24h:v2", "reminder:2h:v2", "follow_up:v2"]


async def test_what_was_told_before_is_not_told_again() -> None:
    async with skipping_time() as (env, clerk):
        told = dataclasses.replace(appointment(await in_days(env, 5)), is_told=True)
        await (await start(env.client, told)).result()

    assert clerk.kinds() == ["reminder", "reminder", "follow_up"]


async def test_reminder_keeps_the_time_of_day_over_a_clock_change() -> None:
    starts = next_clock_change(ROME, hour=10)
    planned = plan(
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        news_at=starts - timedelta(days=30),
        settings=MailSettings(last_reminder_hours=None, follow_up_hours=None),
        zone=ROME,
    )
    async with skipping_time() as (env, clerk):
        await (await start(env.client, appointment(starts, steps=planned))).result()

    reminded = clerk.instant_of(MailKind.REMINDER).astimezone(ROME)
    assert (reminded.hour, reminded.minute) == (10, 0)
    assert starts - reminded != timedelta(days=1)


def next_clock_change(zone: ZoneInfo, *, hour: int) -> datetime:
    """A wall hour on the next day whose clock differs from the day before's."""
    day = datetime.now(zone).replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=2)
    while day.utcoffset() == (day - timedelta(days=1)).utcoffset():
        day += timedelta(days=1)
    return day


async def test_what_staff_cancel_is_told_once_it_has_lasted() -> None:
    async with skipping_time() as (env, clerk):
        handle = await start(env.client, appointment(await in_days(env, 5)))
        await env.sleep(timedelta(days=1))
        at = await env.get_current_time()
        await handle.signal(AppointmentWorkflow.cancel, Cancellation(version=3, may_slip=True))
        await handle.result()

    assert clerk.kinds() == ["confirmation", "cancellation"]
    assert clerk.instant_of(MailKind.CANCELLATION) - at >= SLIP


async def test_a_cancellation_taken_back_is_told_to_nobody_and_the_reminders_come() -> None:
    async with skipping_time() as (env, clerk):
        booked = appointment(await in_days(env, 5))
        handle = await start(env.client, booked)
        await env.sleep(timedelta(days=1))
        await handle.signal(AppointmentWorkflow.cancel, Cancellation(version=3, may_slip=True))
        await env.sleep(timedelta(seconds=10))
        back = dataclasses.replace(booked, version=4, takes_back=True)
        await handle.signal(AppointmentWorkflow.restore, back)
        result = await handle.result()

    assert clerk.kinds() == ["confirmation", "reminder", "reminder", "follow_up"]
    assert (result.version, result.is_cancelled) == (4, False)


async def test_a_move_taken_back_is_told_to_nobody_and_what_was_sent_is_not_sent_again() -> None:
    async with skipping_time() as (env, clerk):
        booked = appointment(await in_days(env, 5))
        handle = await start(env.client, booked)
        await env.sleep(timedelta(days=4, hours=1))  # the first reminder has gone
        moved = dataclasses.replace(appointment(await in_days(env, 9), version=3), may_slip=True)
        await handle.signal(AppointmentWorkflow.reschedule, moved)
        await env.sleep(timedelta(seconds=10))
        back = dataclasses.replace(booked, version=4, takes_back=True)
        await handle.signal(AppointmentWorkflow.reschedule, back)
        await handle.result()

    assert clerk.kinds() == ["confirmation", "reminder", "reminder", "follow_up"]


async def test_who_was_told_already_hears_that_it_is_taken_back() -> None:
    async with skipping_time() as (env, clerk):
        booked = appointment(await in_days(env, 5))
        handle = await start(env.client, booked)
        await env.sleep(timedelta(days=1))
        moved = dataclasses.replace(appointment(await in_days(env, 9), version=3), may_slip=True)
        await handle.signal(AppointmentWorkflow.reschedule, moved)
        await env.sleep(timedelta(minutes=5))
        await handle.signal(AppointmentWorkflow.reschedule, dataclasses.replace(booked, version=4, takes_back=True))
        await env.sleep(timedelta(minutes=5))
        kinds = clerk.kinds()
        await handle.terminate()

    assert kinds == ["confirmation", "rescheduled", "rescheduled"]


async def test_a_workflow_that_had_ended_tells_nothing_of_a_slip() -> None:
    async with skipping_time() as (env, clerk):
        booked = appointment(await in_days(env, 5), version=3, steps=[])
        handle = await env.client.start_workflow(
            AppointmentWorkflow.run,
            dataclasses.replace(booked, version=2, is_told=True),
            id=appointment_id(booked.schema, booked.reference),
            task_queue=TASK_QUEUE,
            start_signal="cancel",
            start_signal_args=[Cancellation(version=3, may_slip=True)],
        )
        await handle.signal(AppointmentWorkflow.restore, dataclasses.replace(booked, version=4, takes_back=True))
        result = await handle.result()

    assert clerk.kinds() == []
    assert not result.is_cancelled
