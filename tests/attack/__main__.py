"""`make attack`: cases from the API's own schema, and the attacks that were once made by hand, with their counts.

Against a product of its own, with its demo businesses, behind a proxy that names another address for each try: what is
counted by address does not stop the attack, all the rest has to.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django

from tests.attack import cases
from tests.attack.tally import Tally
from tests.product import product_in


def main() -> int:
    parser = argparse.ArgumentParser(prog="make attack")
    parser.add_argument("--cases", type=int, default=1_000, help="schemathesis: at least so many, over both hosts")
    parser.add_argument("--tries", type=int, default=2_000, help="of each other attack")
    parser.add_argument("--only", default="", help="attacks whose name begins so; `cases`, `scripts`")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    tallies: list[Tally] = []
    with tempfile.TemporaryDirectory() as folder, product_in(Path(folder) / "var", NUM_PROXIES="1") as product:
        os.environ.update(
            product.environment,
            DJANGO_SETTINGS_MODULE="config.settings",
            LOG_LEVEL="ERROR",
            DJANGO_ALLOW_ASYNC_UNSAFE="true",
        )
        django.setup()
        from tests.attack import attacker, attacks, races, scripts, sockets  # whose demo it is, Django must know first

        attacker.open_offices(product)
        for attack in (*attacks.ALL, *sockets.ALL, *races.ALL):
            if attack.__name__.startswith(asked.only):
                tallies.append(attacks.made(attack, product, tries=asked.tries, seed=asked.seed))
                sys.stdout.write(f"{tallies[-1]}\n")
        if "scripts".startswith(asked.only) or asked.only.startswith("scripts"):
            tallies += scripts.run(product, tries=asked.tries, seed=asked.seed)
            sys.stdout.write("".join(f"{tally}\n" for tally in tallies if tally.name.startswith("scripts")))
        if "cases".startswith(asked.only):
            for host in ("marios", ""):
                tallies.append(cases.run(product, host, count=asked.cases // 2, seed=asked.seed))
                sys.stdout.write(f"{tallies[-1]}\n")
    return 1 if any(tally.broken for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
