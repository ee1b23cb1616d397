"""Cases schemathesis makes from docs/openapi.yaml, all its checks on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.attack.tally import Tally

if TYPE_CHECKING:
    from tests.product import RunningProduct

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "docs/openapi.yaml"
CONFIG = Path(__file__).parent / "schemathesis.toml"
# The platform serves few of the paths: of the others all it says is 404, whatever the method and the headers.
NOT_THERE = ("--exclude-checks", "unsupported_method,missing_required_header")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run(product: RunningProduct, slug: str, *, count: int, seed: int) -> Tally:
    """At least ``count`` cases at the host of the business, or the platform's."""
    host = product.host_header(slug) if slug else f"localhost:{product.port}"
    operations = sum(len(methods) for methods in yaml.safe_load(SCHEMA.read_text())["paths"].values())
    log = ROOT / f"var/test/attack-cases-{slug or 'platform'}.txt"
    command = [
        *(str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(CONFIG)),
        *("run", str(SCHEMA), "--url", product.address, "--header", f"Host: {host}"),
        *("--max-examples", str(max(1, -(-count // operations))), "--seed", str(seed), "--workers", "2"),
        *(
            "--checks",
            "all",
            *([] if slug else NOT_THERE),
            "--continue-on-failure",
            "--no-color",
            "--generation-database",
            "none",
            "--no-shrink",
        ),
    ]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.attack.hooks", "PYTHONPATH": str(ROOT)}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False)
    return read(COLOUR.sub("", log.read_text()), f"cases {slug or 'platform'}")


def read(report: str, name: str) -> Tally:
    """From the end of its report: how many cases there were, and what it found of which kind."""
    tally = Tally(name)
    made = re.search(r"([\d,]+) generated", report)
    tally.tries = int(made[1].replace(",", "")) if made else 0
    for kind, found in re.findall(r"^\s+(?:❌|-)\s+([A-Z][^\n:]+):\s+(\d+)\s*$", report, re.MULTILINE):
        tally.broken[kind] = int(found)
    if not tally.tries:
        tally.broken[f"nothing was run: {report[-400:]}"] = 1
    return tally
