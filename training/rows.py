"""Reads a public set where it lies; no row of one enters the project."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def rows(data: Path, name: str) -> list[dict[str, Any]]:
    """``rows(data, "clinc150/val")``: the objects of that gzipped file, one a line."""
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
