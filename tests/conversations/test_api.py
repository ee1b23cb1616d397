from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from conversations.models import Message
from tenants.context import enter
from tenants.limits.buckets import Limit
from tests.factories import new_user

if TYPE_CHECKING:
    from tenants.models import Business

ROOT = "/api/v1/conversations"


class Browser:
    """A visitor's browser on a business's host."""

    def __init__(self, business: Business) -> None:
        self.client = APIClient(headers={"host": f"{business.slug}.localhost"})
        self.made: dict[str, Any] = {}

    def begin(self) -> dict[str, Any]:
        self.made = self.client.post(f"{ROOT}/create", {"flow": "dedicated"}, format="json").json()
        return self.made

    def post(self, path: str, body: dict[str, Any], token: str | None = None, **headers: str) -> Any:
        bearer = self.made.get("token", "") if token is None else token
        authorization = {"authorization": f"Bearer {bearer}"} if bearer else {}
        return self.client.post(f"{ROOT}/{path}", body, format="json", headers={**authorization, **headers})

    def say(self, text: str, **more: str) -> Any:
        return self.post(f"{self.made['id']}/message", {"text": text, **more})

    def history(self, **asked: int) -> Any:
        return self.client.get(
            f"{ROOT}/{self.made['id']}/history", asked, headers={"authorization": f"Bearer {self.made['token']}"}
        )


@pytest.fixture
def browser(live_marios: Business) -> Browser:
    browser = Browser(live_marios)
    browser.begin()
    return browser


def test_create_greets_and_says_that_an_ai_speaks(live_marios: Business) -> None:
    made = Browser(live_marios).begin()
    assert (made["flow"], made["stage"]) == ("dedicated", "GREETING")
    assert "AI assistant" in made["greeting"]


@pytest.mark.parametrize("path", ["create", "greeting"])
def test_a_number_is_no_visitors_key(marios: Business, path: str) -> None:
    answer = Browser(marios).post(path, {"visitor": 0})
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["visitor"])


def test_message_is_answered_with_a_turn(browser: Browser) -> None:
    turn = browser.say("a table for 2 please").json()
    assert turn.keys() == {
        "message",
        "reply",
        "stage",
        "intent",
        "slots",
        "needs",
        "agent",
        "locale",
        "handoff",
        "booking",
        "order",
        "correlation_id",
    }
    assert (turn["slots"]["people"]["value"], turn["stage"]) == (2, "INFORMATION_GATHERING")
    assert turn["message"]["role"], turn["reply"]["role"] == ("customer", "agent")


def test_idempotency_key_names_the_message_once(browser: Browser) -> None:
    path, body = f"{browser.made['id']}/message", {"text": "a table for 2 please"}
    first, second = (browser.post(path, body, **{"idempotency-key": "once"}).json() for _ in range(2))
    assert first["reply"]["id"] == second["reply"]["id"]


@pytest.mark.parametrize("token", ["", "forged", "a.b.c"])
def test_message_without_the_conversations_token_is_refused(browser: Browser, token: str) -> None:
    answer = browser.post(f"{browser.made['id']}/message", {"text": "hi"}, token=token)
    assert (answer.status_code, answer["content-type"]) == (401, "application/problem+json")


def test_token_of_another_conversation_is_refused(browser: Browser, live_marios: Business) -> None:
    other = Browser(live_marios).begin()
    answer = browser.post(f"{browser.made['id']}/message", {"text": "hi"}, token=other["token"])
    assert answer.status_code == 403


def test_token_of_another_business_is_refused(browser: Browser, live_bella: Business) -> None:
    foreign = Browser(live_bella).begin()
    answer = browser.post(f"{browser.made['id']}/message", {"text": "hi"}, token=foreign["token"])
    assert answer.status_code == 401


def test_message_of_ten_thousand_characters_is_refused_and_not_stored(browser: Browser, live_marios: Business) -> None:
    answer = browser.say("x" * 10_000)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/message-too-long")
    with enter(live_marios.schema_name):
        assert not Message.objects.filter(role="customer").exists()


@pytest.mark.parametrize(("body", "status"), [({"text": ""}, 422), ({}, 422), ({"text": {"a": 1}}, 422)])
def test_message_without_words_is_refused(browser: Browser, body: dict[str, Any], status: int) -> None:
    assert browser.post(f"{browser.made['id']}/message", body).status_code == status


def test_too_many_messages_are_refused_for_a_while(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from conversations import limits

    monkeypatch.setattr(limits, "MESSAGES", Limit("messages", 2, 60.0))
    assert [browser.say("hello").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(("ask", "most"), [("history", 120), ("recover", 6), ("end", 120), ("switch-agent", 120)])
def test_what_is_asked_of_a_conversation_has_an_end(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, ask: str, most: int
) -> None:
    monkeypatch.setattr("tenants.limits.shared.time", lambda: 1_800_000_000.0)
    path = f"{browser.made['id']}/{ask}"

    def send() -> int:
        said = {"agent": "host", "strategy": "retry"}
        answer = browser.history() if ask == "history" else browser.post(path, said)
        return int(answer.status_code)

    statuses = [send() for _ in range(most + 2)]
    assert 429 not in statuses[:most]
    assert statuses[most:] == [429, 429]


def test_history_pages_in_order(browser: Browser) -> None:
    browser.say("hello")
    browser.say("a table for 2 please")
    first = browser.history(limit=2).json()
    rest = browser.history(after=first["messages"][-1]["sequence"]).json()
    assert [each["sequence"] for each in first["messages"] + rest["messages"]] == [0, 1, 2, 3, 4]
    assert (first["has_more"], rest["has_more"], rest["presence"]["who"]) == (True, False, "agent")


def test_history_asks_as_often_for_many_messages_as_for_one(browser: Browser) -> None:
    counted = []
    for _ in range(3):
        browser.say("hello")
        with CaptureQueriesContext(connection) as queries:
            browser.history()
        counted.append(len(queries))
    assert counted == [counted[0]] * 3


def test_ended_conversation_takes_no_more_messages(browser: Browser) -> None:
    ended = browser.post(f"{browser.made['id']}/end", {}).json()
    assert ended["status"] == "ended"
    assert browser.say("hello").status_code == 409


def test_switch_agent_takes_only_agents_of_the_flow_and_the_category(browser: Browser) -> None:
    path = f"{browser.made['id']}/switch-agent"
    assert browser.post(path, {"agent": "voice"}).json()["agent"] == "voice"
    for elsewhere in ("analytics", "beauty", "nobody"):
        assert browser.post(path, {"agent": elsewhere}).status_code == 422


def test_recover_by_restart_forgets_what_was_being_arranged(browser: Browser) -> None:
    browser.say("a table for 2 please")
    assert browser.post(f"{browser.made['id']}/recover", {"strategy": "restart"}).json()["stage"] == "GREETING"
    assert browser.say("at 13:00").json()["slots"].keys() == {"time"}
    assert browser.say("hello").json()["needs"] != ["name"]


def test_chat_starts_a_conversation_and_goes_on_with_it(browser: Browser) -> None:
    first = browser.post("chat/dedicated", {"text": "a table please"}, token="").json()
    opened = first["conversation"]
    second = browser.post(
        "chat/dedicated", {"text": "for 2", "conversation_id": opened["id"]}, token=opened["token"]
    ).json()
    assert (second["conversation"]["id"], second["message"]["sequence"]) == (opened["id"], 3)
    stolen = browser.post("chat/dedicated", {"text": "for 2", "conversation_id": opened["id"]}, token="")
    assert stolen.status_code == 403


def test_dashboard_flow_is_for_the_business_own_people(browser: Browser) -> None:
    assert browser.post("create", {"flow": "dashboard"}, token="").status_code == 403
    assert browser.post("chat/dashboard", {"text": "hello"}, token="").status_code == 403


def test_stats_are_for_members(browser: Browser, live_marios: Business, live_bella: Business) -> None:
    path = f"{ROOT}/stats"
    assert browser.client.get(path).status_code == 401
    for business, status in ((live_bella, 403), (live_marios, 200)):
        browser.client.force_authenticate(new_user(f"{business.slug}@example.com", business=business))
        assert browser.client.get(path).status_code == status


def test_agents_and_health_are_open(browser: Browser) -> None:
    assert len(browser.client.get(f"{ROOT}/agents").json()) == 8
    assert browser.client.get(f"{ROOT}/health").json() == {"status": "ok", "nodes": 9, "checkpoints": True}
