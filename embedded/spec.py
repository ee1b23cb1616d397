"""What a child process is, before it runs."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

from embedded.users import SystemUser


@dataclass(frozen=True, kw_only=True)
class ProcessSpec:
    """One child process. Children of a higher `stage` are stopped before those of a lower one."""

    name: str
    command: tuple[str, ...]
    stage: int
    environment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    stop_signal: signal.Signals = signal.SIGTERM
    grace_seconds: float = 10.0
    user: SystemUser | None = None
    is_echoed: bool = False

    def in_environment(self, environment: Mapping[str, str]) -> Self:
        """The same process with these variables as well; its own win."""
        return replace(self, environment={**environment, **self.environment})
