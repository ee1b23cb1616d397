from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from businesses.errors import KeyInUse, KeyReused
from businesses.models import Customer, IdempotencyKey
from businesses.operations import repeats
from businesses.operations.repeats import Answer, answer_once
from tenants.context import enter
from tests.businesses.crowd import at_once, split

if TYPE_CHECKING:
    from tenants.models import Business


def add_customer(name: str = "Anna") -> Answer:
    return Answer(status=201, body={"id": Customer.objects.create(name=name).pk})


def once(fingerprint: str = "f") -> Answer:
    return answer_once(scope="s", key="k", fingerprint=fingerprint, work=add_customer)


def test_repeat_gets_the_first_answer_without_the_work(restaurant: Business) -> None:
    assert once() == once()
    assert Customer.objects.filter(name="Anna").count() == 1


def test_same_key_for_something_else_is_refused(restaurant: Business) -> None:
    once()

    with pytest.raises(KeyReused):
        once("other")


def test_failure_is_not_remembered(restaurant: Business) -> None:
    def fail() -> Answer:
        add_customer()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        answer_once(scope="s", key="k", fingerprint="f", work=fail)

    assert not IdempotencyKey.objects.exists()
    assert not Customer.objects.filter(name="Anna").exists()
    assert once().status == 201


def test_requests_at_once_have_one_effect_and_one_answer(live_marios: Business) -> None:
    answers, refused = split(at_once(live_marios.schema_name, lambda _number: once(), 30))

    assert (refused, len({answer.body["id"] for answer in answers})) == ([], 1)
    with enter(live_marios.schema_name):
        assert Customer.objects.filter(name="Anna").count() == 1


def test_request_whose_first_one_still_runs_is_told(live_marios: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "LONGEST_WAIT", 0.05)
    begun, told = threading.Event(), threading.Event()

    def slow(number: int) -> Answer:
        def work() -> Answer:
            begun.set()
            told.wait(20)
            return add_customer()

        if number == 0:
            return answer_once(scope="s", key="k", fingerprint="f", work=work)
        begun.wait(20)
        try:
            return once()
        finally:
            told.set()

    answers, refused = split(at_once(live_marios.schema_name, slow, 2))

    assert ([type(each) for each in refused], len(answers)) == ([KeyInUse], 1)
