"""``python -m tests.knowledge [HOW MANY]``: searches of two businesses with the same file, from several threads."""

from __future__ import annotations

import logging
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(searches: int) -> int:
    from tests.bench.database import bench_database  # models load after the set-up

    with bench_database():
        from tests.factories import new_business
        from tests.knowledge.crossing import crossings_at_once, fill

        logging.disable(logging.INFO)
        businesses = [new_business(slug) for slug in ("marios", "bella")]
        own = [fill(business) for business in businesses]
        began = time.monotonic()
        found, strange = crossings_at_once(businesses, own, searches)
        took = time.monotonic() - began
        sys.stdout.write(f"{searches} searches, {found} passages, {strange} of the other business, {took:.0f} s\n")
    return 1 if strange or not found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
