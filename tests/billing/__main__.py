"""``python -m tests.billing [HOW MANY] [FIRST]``: random lives of subscriptions, checked; stops at one that fails."""

from __future__ import annotations

import logging
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(many: int, first: int) -> None:
    from tests.bench.database import bench_database  # models load after the set-up

    with bench_database():
        from tests.billing.lives import live
        from tests.payments.far_end import far_end

        logging.disable(logging.INFO)
        began = time.monotonic()
        with far_end() as (books, address):
            for seed in range(first, first + many):
                try:
                    live(seed, books, address)
                except Exception:
                    sys.stderr.write(f"Life {seed} does not add up.\n")
                    raise
                if (done := seed - first + 1) % 20 == 0 or done == many:
                    sys.stdout.write(f"{done} lives add up, {time.monotonic() - began:.0f} s\n")
                    sys.stdout.flush()


if __name__ == "__main__":
    main(*(int(each) for each in (*sys.argv[1:], *("10000", "0")[len(sys.argv) - 1 :])))
