"""Each case comes from an address of its own, so that limits by address do not end the run."""

from __future__ import annotations

import random
from typing import Any

import schemathesis

chance = random.Random(11)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    case.headers["X-Forwarded-For"] = ".".join(str(chance.randrange(1, 255)) for _ in range(4))
