from __future__ import annotations

from datetime import timedelta

from tests.workflows.waits import OFFERED_FOR, joined, offered, skipping_time, start, then
from workflows.definitions.waiting import WaitingWorkflow

SECONDS = timedelta(seconds=10)
HOUR = timedelta(hours=1)


async def test_who_takes_an_offer_is_told_of_it_and_waits_no_more() -> None:
    async with skipping_time() as (env, clerk):
        state = await joined(env)
        handle = await start(env.client, state)
        await env.sleep(HOUR)
        state = await offered(env, state)
        await handle.signal(WaitingWorkflow.update, state)
        await env.sleep(OFFERED_FOR / 2)
        await handle.signal(WaitingWorkflow.update, then(state, "booked"))
        result = await handle.result()

    assert clerk.kinds() == ["joined", "offer"]
    assert clerk.run_out == []
    assert (result.status, result.sent) == ("booked", ["waiting_joined:v1", "waiting_offer:v2"])


async def test_what_nobody_answers_runs_out_to_the_second_and_they_wait_on() -> None:
    async with skipping_time() as (env, clerk):
        handle = await start(env.client, await joined(env))
        clerk.row = state = await offered(env, await joined(env))
        await handle.signal(WaitingWorkflow.update, state)
        result = await handle.result()

    assert state.offer_until is not None
    assert [abs(at - due) < SECONDS for at, due in zip(clerk.run_out, (state.offer_until, state.ends_at), strict=True)]
    assert clerk.kinds() == ["joined", "offer", "over"]
    assert (result.status, result.version) == ("over", 4)


async def test_an_answer_in_the_last_moment_counts() -> None:
    async with skipping_time() as (env, clerk):
        state = await offered(env, await joined(env))
        clerk.row = then(state, "booked")  # the row says so, the signal has not come yet
        result = await (await start(env.client, state)).result()

    assert (result.status, clerk.run_out) == ("booked", [])


async def test_who_leaves_is_written_to_no_more() -> None:
    async with skipping_time() as (env, clerk):
        state = await joined(env)
        handle = await start(env.client, state)
        await env.sleep(HOUR)
        await handle.signal(WaitingWorkflow.update, then(state, "left"))
        await handle.result()

    assert clerk.kinds() == ["joined"]


async def test_repeated_and_late_signals_change_nothing() -> None:
    async with skipping_time() as (env, clerk):
        state = await joined(env)
        handle = await start(env.client, state)
        await env.sleep(HOUR)
        first = await offered(env, state)
        for signal in (first, first, then(first, "waiting"), first, state):
            await handle.signal(WaitingWorkflow.update, signal)
            await env.sleep(SECONDS)
        result = await handle.query(WaitingWorkflow.outcome)

    assert clerk.kinds() == ["joined", "offer"]
    assert (result.version, result.status) == (3, "waiting")


async def test_one_that_is_started_again_goes_on_where_it_was() -> None:
    async with skipping_time() as (env, clerk):
        clerk.row = state = await offered(env, await joined(env))
        await env.sleep(2 * OFFERED_FOR)  # as after an outage: the time to answer is over
        handle = await start(env.client, state, is_told=True)
        await env.sleep(SECONDS)
        result = await handle.query(WaitingWorkflow.outcome)

    assert (result.status, clerk.kinds()) == ("waiting", [])
