"""How a process that works beside another one begins.

What a new process is begun with is imported before Django is set up in it, and so imports no models.
"""

from __future__ import annotations

import os
import threading
from multiprocessing import parent_process

import django


def begin() -> None:
    """Set a process of the pool up, and let it end with the one that started it, however that ends."""
    threading.Thread(target=end_with_parent, name="end-with-parent", daemon=True).start()
    django.setup()


def end_with_parent() -> None:
    """Killed, a parent cannot tell its children: they would go on waiting for work for ever."""
    if (parent := parent_process()) is not None:
        parent.join()
    os._exit(1)
