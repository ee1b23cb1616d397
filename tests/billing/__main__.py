"""``python -m tests.billing [HOW MANY] [FIRST]``: random lives of subscriptions, checked; stops at one that fails."""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(many: int, first: int) -> None:
    import django

    django.setup()
    import logging

    from tests.billing.lives import live  # models load after the set-up
    from tests.payments.far_end import far_end

    logging.disable(logging.INFO)
    began = time.monotonic()
    with far_end() as (books, address):
        for seed in range(first, first + many):
            try:
                live(seed, books, address)
            except Exception:
                print(f"Life {seed} failed.", file=sys.stderr)  # noqa: T201
                raise
            if (done := seed - first + 1) % 500 == 0 or done == many:
                print(f"{done} lives add up, {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*(int(each) for each in (*sys.argv[1:], *("10000", "0")[len(sys.argv) - 1 :])))
