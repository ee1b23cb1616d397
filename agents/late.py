"""A library that takes seconds to import: imported at its first use, once however many threads ask at the same time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

M = TypeVar("M")


class Late(Generic[M]):
    """What ``load`` gives, loaded when it is first asked for."""

    def __init__(self, load: Callable[[], M]) -> None:
        self._load = load
        self._loaded: list[M] = []
        self._loading = threading.Lock()

    def __call__(self) -> M:
        with self._loading:
            if not self._loaded:
                self._loaded.append(self._load())
        return self._loaded[0]

    @property
    def is_ready(self) -> bool:
        return bool(self._loaded)

    def get_ready(self) -> None:
        """Load it on a thread of its own, for uses to come."""
        if not self.is_ready and not self._loading.locked():
            threading.Thread(target=self, name="late-library", daemon=True).start()
