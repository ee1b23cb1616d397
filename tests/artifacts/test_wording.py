"""A model words what is made; where its words do not hold, it is asked once more, and then the records' text stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from artifacts.kinds import Kind, Origin
from artifacts.operations.asking import Member, begin_session
from artifacts.operations.making import make_artifact, request_artifact
from artifacts.recipes.values import Wish
from businesses.models import HoursException
from tenants.actors import actor_of
from tenants.models import Role
from tests.agents.llm.conftest import at_marios, far_end, models
from tests.agents.modules.conftest import _libraries_are_there
from tests.artifacts.conftest import NOW
from tests.factories import new_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from artifacts.models import Version
    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd

__all__ = ["_libraries_are_there", "at_marios", "far_end", "models"]


def good(text: str) -> str:
    return text.replace("We are closed", "Our doors stay closed")


def wrong(text: str) -> str:
    return text.replace("25", "19")


def test_wording_stands_where_it_holds_and_else_the_records_do(at_marios: Business, far_end: FarEnd) -> None:
    HoursException.objects.create(date=date(2026, 3, 25), is_closed=True)
    user = new_user("mara@example.com", business=at_marios, role=Role.OWNER)
    member = Member(user.pk, frozenset(), actor_of(user), "en")
    session = begin_session(title="x", member=member, now=NOW)

    def made(*answers: Callable[[str], str], recipe: str = "closing_post") -> Version:
        left = list(answers)

        def answer(body: dict[str, Any]) -> str:
            return left.pop(0)(body["messages"][-1]["content"].split("The text:\n")[1])

        far_end.answering = answer
        far_end.received.clear()
        wish = Wish(recipe=recipe, topic="the closing day")
        artifact = make_artifact(
            artifact_id=request_artifact(wish=wish, session=session, by=member.by, now=NOW).pk, now=NOW
        )
        assert artifact is not None
        assert not left, "each was asked for"
        return artifact.versions.get()

    version = made(good)
    assert (version.origin, "Our doors stay closed on Wednesday 25 March" in version.text) == (Origin.WORDED, True)
    version = made(wrong, good)
    assert (version.origin, len(far_end.received)) == (Origin.WORDED, 2)
    assert "it says a figure that was not given: 19" in str(far_end.received[1]["messages"])
    version = made(wrong, wrong)
    assert (version.origin, "We are closed on Wednesday 25 March" in version.text) == (Origin.MADE, True)
    far_end.received.clear()
    assert made(recipe="party_list").artifact.kind == Kind.CHECKLIST
    assert far_end.received == [], "a checklist is rows, and stays as they are"
