from __future__ import annotations

from datetime import timedelta

import pytest

from tests.workflows.journeys import placed, skipping_time, start, then
from workflows.definitions.order import LATE, SLIP, OrderWorkflow

SECONDS = timedelta(seconds=10)
MINUTES = timedelta(minutes=1)


async def test_an_order_that_goes_well_is_told_at_each_step() -> None:
    async with skipping_time() as (env, clerk):
        state = await placed(env)
        handle = await start(env.client, state)
        for status in ("accepted", "preparing", "ready", "completed"):
            await env.sleep(5 * MINUTES)
            state = then(state, status)
            await handle.signal(OrderWorkflow.update, state)
        result = await handle.result()

    assert clerk.kinds() == ["placed", "accepted", "ready", "feedback"]
    assert state.feedback_at is not None
    assert abs(clerk.instant_of("feedback") - state.feedback_at) < SECONDS
    assert result.sent == ["order_placed:v1", "order_accepted:v2", "order_ready:v4", "order_feedback:v5"]
    assert clerk.turned_down == []


async def test_what_nobody_answers_is_turned_down_in_time_and_told() -> None:
    async with skipping_time() as (env, clerk):
        clerk.row = state = await placed(env)
        result = await (await start(env.client, state)).result()

    assert abs(clerk.turned_down[0] - state.accept_by) < SECONDS
    assert clerk.kinds() == ["placed", "rejected"]
    assert (result.status, result.version) == ("rejected", 2)


async def test_what_is_not_paid_in_time_is_given_up_and_told() -> None:
    async with skipping_time() as (env, clerk):
        now = await env.get_current_time()
        clerk.row = state = await placed(env, status="unpaid", pay_by=now + 15 * MINUTES)
        result = await (await start(env.client, state)).result()

    assert abs(clerk.turned_down[0] - now - 15 * MINUTES) < SECONDS
    assert (clerk.kinds(), result.status) == (["unpaid", "lapsed"], "lapsed")


async def test_what_is_paid_goes_on_as_any_order() -> None:
    async with skipping_time() as (env, clerk):
        now = await env.get_current_time()
        state = await placed(env, status="unpaid", pay_by=now + 15 * MINUTES)
        handle = await start(env.client, state)
        for status in ("placed", "accepted", "cancelled"):
            await env.sleep(MINUTES)
            state = then(state, status)
            await handle.signal(OrderWorkflow.update, state)
        await handle.result()

    assert (clerk.kinds(), clerk.turned_down) == (["unpaid", "placed", "accepted", "cancelled"], [])


async def test_an_order_accepted_in_the_last_moment_stays_accepted() -> None:
    async with skipping_time() as (env, clerk):
        state = await placed(env)
        clerk.row = then(state, "accepted")  # the row says so, the signal has not come yet
        handle = await start(env.client, state)
        await env.sleep(11 * MINUTES)
        await handle.signal(OrderWorkflow.update, clerk.row)
        await handle.signal(OrderWorkflow.update, then(clerk.row, "cancelled"))
        await handle.result()

    assert clerk.kinds() == ["placed", "accepted", "cancelled"]
    assert clerk.turned_down == []


@pytest.mark.parametrize("status", ["rejected", "cancelled"])
async def test_a_lost_order_is_told_once_and_is_over(status: str) -> None:
    async with skipping_time() as (env, clerk):
        state = await placed(env)
        handle = await start(env.client, state)
        await env.sleep(MINUTES)
        await handle.signal(OrderWorkflow.update, then(state, status))
        result = await handle.result()

    assert clerk.kinds() == ["placed", status]
    assert result.status == status


async def test_a_slip_on_the_board_is_not_told() -> None:
    async with skipping_time() as (env, clerk):
        state = then(await placed(env), "accepted")
        handle = await start(env.client, state)
        await env.sleep(MINUTES)
        ready = then(state, "ready")
        await handle.signal(OrderWorkflow.update, ready)
        await env.sleep(SLIP / 2)
        back = then(ready, "preparing")
        await handle.signal(OrderWorkflow.update, back)
        await handle.signal(OrderWorkflow.update, then(back, "accepted"))
        await env.sleep(MINUTES)
        assert clerk.kinds() == ["accepted"]
        await handle.signal(OrderWorkflow.update, then(then(back, "accepted"), "ready"))
        await env.sleep(MINUTES)

    assert clerk.kinds() == ["accepted", "ready"]


async def test_another_time_or_price_is_told_anew() -> None:
    async with skipping_time() as (env, clerk):
        state = then(await placed(env), "accepted")
        handle = await start(env.client, state)
        await env.sleep(MINUTES)
        dearer = then(state, "accepted", total="20.00")
        await handle.signal(OrderWorkflow.update, dearer)
        await env.sleep(MINUTES)
        await handle.signal(OrderWorkflow.update, then(dearer, "accepted", there_at=state.there_at + 9 * MINUTES))
        await env.sleep(MINUTES)

    assert clerk.kinds() == ["accepted", "accepted", "accepted"]


async def test_that_it_is_accepted_is_told_though_the_kitchen_was_quicker() -> None:
    async with skipping_time() as (env, clerk):
        state = await placed(env)
        handle = await start(env.client, state)
        await env.sleep(MINUTES)
        await handle.terminate("a worker that was away meanwhile")
        made = then(then(state, "accepted"), "preparing")
        handle = await start(env.client, made)
        await env.sleep(MINUTES)
        await handle.signal(OrderWorkflow.update, then(made, "accepted"))
        await env.sleep(MINUTES)
        await handle.signal(OrderWorkflow.update, then(then(made, "accepted"), "completed"))
        await handle.result()

    assert clerk.kinds() == ["placed", "accepted", "feedback"]


async def test_staff_are_reminded_once_of_an_order_that_is_late() -> None:
    async with skipping_time() as (env, clerk):
        state = then(await placed(env), "accepted")
        handle = await start(env.client, state)
        await handle.signal(OrderWorkflow.update, then(state, "preparing"))
        await env.sleep(timedelta(hours=3))
        await handle.signal(OrderWorkflow.update, then(then(state, "preparing"), "completed"))
        await handle.result()

    assert clerk.kinds() == ["accepted", "overdue", "feedback"]
    assert abs(clerk.instant_of("overdue") - (state.ready_at + LATE)) < SECONDS


async def test_nobody_at_a_table_is_told_that_it_is_ready() -> None:
    async with skipping_time() as (env, clerk):
        state = await placed(env, way="dine_in", feedback_at=None)
        handle = await start(env.client, state)
        await handle.signal(OrderWorkflow.update, then(then(state, "ready"), "ready"))
        await env.sleep(MINUTES)
        await handle.signal(OrderWorkflow.update, then(then(then(state, "ready"), "ready"), "completed"))
        await handle.result()

    assert "ready" not in clerk.kinds()
    assert "feedback" not in clerk.kinds()


async def test_repeated_and_late_signals_change_nothing() -> None:
    async with skipping_time() as (env, clerk):
        state = await placed(env)
        accepted = then(state, "accepted")
        handle = await start(env.client, state)
        await env.sleep(MINUTES)
        for signal in (accepted, accepted, then(accepted, "preparing"), accepted, state):
            await handle.signal(OrderWorkflow.update, signal)
            await env.sleep(MINUTES)
        result = await handle.query(OrderWorkflow.outcome)

    assert clerk.kinds() == ["placed", "accepted"]
    assert (result.version, result.status) == (3, "preparing")


async def test_one_that_is_started_again_goes_on_where_it_was() -> None:
    async with skipping_time() as (env, clerk):
        clerk.row = state = await placed(env)
        await env.sleep(15 * MINUTES)  # as after an outage: the time to accept is over
        result = await (await start(env.client, state, is_told=True)).result()

    assert clerk.kinds() == ["rejected"]
    assert result.status == "rejected"


async def test_news_of_what_is_over_is_left_out() -> None:
    async with skipping_time() as (env, clerk):
        state = then(await placed(env), "accepted")
        await env.sleep(timedelta(hours=5))
        handle = await start(env.client, state)
        await env.sleep(MINUTES)
        result = await handle.query(OrderWorkflow.outcome)

    assert "accepted" not in clerk.kinds()
    assert result.skipped == ["order_accepted:v2"]


async def test_an_order_nobody_hands_over_is_not_waited_for_for_ever() -> None:
    async with skipping_time() as (env, clerk):
        state = then(await placed(env), "ready")
        result = await (await start(env.client, state)).result()

    assert (result.status, clerk.kinds()) == ("ready", ["ready"])


async def test_equal_references_of_two_businesses_are_two_workflows() -> None:
    async with skipping_time() as (env, clerk):
        state = await placed(env)
        acme, globex = [await start(env.client, state, schema=schema) for schema in ("acme", "globex")]
        await env.sleep(MINUTES)
        await acme.signal(OrderWorkflow.update, then(state, "cancelled"))
        await globex.signal(OrderWorkflow.update, then(state, "accepted"))
        await env.sleep(MINUTES)

    assert {(request.schema, request.kind.value) for _, request in clerk.asked} == {
        ("acme", "order_placed"),
        ("acme", "order_cancelled"),
        ("globex", "order_placed"),
        ("globex", "order_accepted"),
    }
