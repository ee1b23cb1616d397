"""The project's own source files, parsed once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "config",
    "embedded",
    "workflows",
    "billing",
    "artifacts",
    "conversations",
    "experiments",
    "agents",
    "knowledge",
    "directory",
    "reports",
    "businesses",
    "payments",
    "events",
    "audit",
    "tenants",
    "languages",
    "encoding",
)


@cache
def sources() -> dict[str, ast.Module]:
    """Path relative to the root, and its syntax tree."""
    files = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"), str(path))
        for path in files
        if "migrations" not in path.parts
    }


def lines_of(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())
