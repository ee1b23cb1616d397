"""Who does something: every write that matters names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from tenants.bearer import KeyBearer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from tenants.models import User

ActorKind = Literal["customer", "agent", "staff", "import", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """``id``: the user's key for staff, the visitor or conversation for customers, the agent's name for agents.

    Of an import it is what is read in.
    """

    kind: ActorKind
    id: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def told(cls, text: str) -> Actor:
        """Who is written as ``str`` writes them; of their name nothing was kept."""
        kind, _colon, key = text.partition(":")
        return cls(cast("ActorKind", kind), key)


SYSTEM = Actor(kind="system", id="system", name="X-Seven")


def actor_of(user: User | AnonymousUser | KeyBearer) -> Actor:
    """The signed-in person as the one who acts, or whoever made the key a program uses, with the key's name.

    Raises ``TypeError`` for somebody who is not signed in.
    """
    if isinstance(user, KeyBearer):
        return Actor(kind="staff", id=str(user.maker_id), name=f"{user.key_name} (API)")
    if user.pk is None:
        raise TypeError("An anonymous visitor cannot act as staff")
    return Actor(kind="staff", id=str(user.pk), name=user.get_full_name())
