from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.test import APIClient

if TYPE_CHECKING:
    from tenants.models import Business

PATH = "/api/v1/conversations/chat/global"


def ask(**body: Any) -> Any:
    token = body.pop("token", "")
    headers = {"host": "localhost"} | ({"authorization": f"Bearer {token}"} if token else {})
    return APIClient(headers=headers).post(PATH, {"text": "who is here?", **body}, format="json")


def test_platform_names_the_businesses_that_are_here(marios: Business, bella: Business) -> None:
    bella.is_suspended = True
    bella.save()
    reply = ask().json()["reply"]["text"]
    assert marios.name in reply
    assert bella.name not in reply


def test_platform_goes_on_with_its_own_token_only(marios: Business) -> None:
    opened = ask().json()["conversation"]
    again = ask(conversation_id=opened["id"], token=opened["token"])
    assert again.json()["conversation"]["id"] == opened["id"]
    assert ask(conversation_id=opened["id"], token="forged").status_code == 401
