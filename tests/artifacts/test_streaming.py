"""An answer as it comes, by socket and by events: to the member whose session it is, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from artifacts.api.asking import told_as_it_comes
from artifacts.api.events import progress
from artifacts.models import Artifact
from artifacts.operations.making import make_artifact
from artifacts.queries import sessions_of
from artifacts.who import member_of
from tenants.context import PUBLIC, run_in_tenant
from tenants.models import User
from tests.artifacts.conftest import NOW
from tests.conversations.pages import Page
from tests.conversations.test_staff_socket import session_of

if TYPE_CHECKING:
    import pytest

    from artifacts.operations.asking import Member
    from tenants.models import Business


def _asker(email: str) -> Member:
    return member_of(User.objects.get(email=email))


def _made() -> str:
    artifact = Artifact.objects.get()
    make_artifact(artifact_id=artifact.pk, now=NOW)
    return str(artifact.pk)


async def test_member_hears_of_each_step_and_of_what_is_made(
    live_marios: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("artifacts.talking.make_soon", lambda _artifact: None)
    schema = live_marios.schema_name
    mine, theirs = [
        await run_in_tenant(PUBLIC, session_of, email, works_at=live_marios, signed_in_at=live_marios)
        for email in ("gina@example.com", "ivo@example.com")
    ]
    member = await run_in_tenant(schema, _asker, "gina@example.com")
    events = [each async for each in told_as_it_comes(schema, member, {"message": "Is there a lift?"}, None)]
    names = [each.split("\n")[0].removeprefix("event: ") for each in events]
    assert names[:4] == ["stage"] * 4
    assert names[-1] == "message"
    assert "delta" in names

    session = await run_in_tenant(schema, _session_of, member)
    page = _page(live_marios, session, mine)
    assert (await page.connect())["type"] == "websocket.accept"
    await page.tell(type="message", text="Write a checklist for a private party", client_message_id="k")
    assert (await page.hear())["client_message_id"] == "k"
    told: dict[str, Any] = await page.until("message")
    assert (told["outcome"], told["session_id"]) == ("artifact", session)
    key = await run_in_tenant(schema, _made)
    while (frame := await page.until("artifact"))["artifact"]["state"] != "ready":
        assert frame["artifact"]["id"] == key
    (event,) = [each async for each in progress(schema, UUID(key))]
    assert '"state": "ready"' in event
    await page.tell(type="nonsense")
    assert (await page.until("error"))["code"] == "malformed"
    await page.leave()
    stranger = _page(live_marios, session, theirs)
    assert (await stranger.connect())["type"] == "websocket.close", "another member's session"


def _page(business: Business, session: str, key: str) -> Page:
    return Page(f"{business.slug}.localhost", f"/ws/assistant/{session}/", cookie=f"session={key}")


def _session_of(member: Member) -> str:
    return str(sessions_of(member.key).get().pk)
