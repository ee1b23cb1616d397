"""What one open page may send: counted on the event loop, before a thread or a row is touched."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from conversations.limits import MESSAGES
from tenants.limits.buckets import Bucket, Limit
from tenants.limits.places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping

FRAMES = Limit("frames", 60, 10.0)
"""Of all kinds; a page that is typed in sends one or two in a second."""
KINDS: Mapping[str, Limit] = {
    "auth": Limit("auth", 5, 60.0),
    "message": MESSAGES,
    "typing": Limit("typing", 6, 6.0),
    "seen": Limit("seen", 10, 10.0),
}
STILL_TYPING = 3.0
"""Seconds after which staff are told again that somebody goes on typing."""

pages = Places(10)
"""Open pages of one conversation, in this process."""
strangers = Places(100)
"""Sockets of one address that have not shown a token yet, in this process."""


class Budget:
    """The buckets of one socket."""

    def __init__(self) -> None:
        now = monotonic()
        self.frames = Bucket(FRAMES, now)
        self.kinds = {kind: Bucket(limit, now) for kind, limit in KINDS.items()}
        self.typing: tuple[bool, float] = (False, now)

    def allows_frame(self) -> bool:
        return not self.frames.take(monotonic())

    def wait(self, kind: str) -> float:
        """Seconds until the kind may be sent again; 0.0 where one was counted now."""
        return self.kinds[kind].take(monotonic())

    def is_news(self, *, is_typing: bool) -> bool:
        """Whether staff do not know it yet: that typing began, goes on after a while, or ended."""
        now = monotonic()
        was_typing, told_at = self.typing
        if is_typing == was_typing and not (is_typing and now - told_at >= STILL_TYPING):
            return False
        self.typing = (is_typing, now)
        return True
