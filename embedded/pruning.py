"""Which copies of the cluster and how much of its log are kept: the newest `BASES_KEPT` copies, and what these need."""

import json
import os
import re
import shutil
from pathlib import Path

from embedded.errors import ServiceError

KEPT = 14
MANIFEST = "backup_manifest"
SEGMENT = re.compile(r"(?P<timeline>[0-9A-F]{8})(?P<place>[0-9A-F]{16})(?:\.partial|\.[0-9A-F]{8}\.backup)?")
"""A file of the log, as pg_archivecleanup reads names: those of timelines' histories are none."""
SEGMENT_BITS = 24
"""A file of the log holds 16 MB (`wal_segment_size`, as the cluster is made)."""


def kept() -> int:
    """How many copies are kept; 0 keeps all. Raises ServiceError for a setting that is no number."""
    value = os.environ.get("BASES_KEPT", str(KEPT))
    if not value.isdigit():
        raise ServiceError(f"BASES_KEPT is {value!r}; set it to how many copies of the cluster are kept, 0 for all.")
    return int(value)


def prune(archive: Path, bases: Path, most: int) -> tuple[int, int]:
    """Delete whole copies beyond the newest so many, then the log before the oldest that is left; how many of each.

    What is no whole copy counts for none and is left alone. Where no copy is whole, or the start of one cannot be told,
    nothing of the log goes.
    """
    shutil.rmtree(bases / "unfinished", ignore_errors=True)
    whole = sorted(path for path in bases.glob("*Z") if (path / MANIFEST).is_file())
    too_many = whole[:-most] if most else []
    for path in too_many:
        going = path.rename(bases / "unfinished")  # half of a copy must not look like one
        shutil.rmtree(going)
    left = whole[len(too_many) :]
    if not too_many or not left:
        return len(too_many), 0
    first = min(map(first_needed, left))
    old = [path for path in archive.iterdir() if path.is_file() and is_before(path.name, first)]
    for path in old:
        path.unlink()
    return len(too_many), len(old)


def first_needed(base: Path) -> str:
    """Where the log begins that the copy needs, as its files are named. Raises ServiceError where it cannot be told."""
    try:
        ranges = json.loads((base / MANIFEST).read_text())["WAL-Ranges"]
        positions = [tuple(int(part, 16) for part in each["Start-LSN"].split("/")) for each in ranges]
        high, low = min(positions)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ServiceError(f"{base / MANIFEST} cannot be read, so nothing of the log is deleted: {error!r}") from error
    return f"{high:08X}{low >> SEGMENT_BITS:08X}"


def is_before(name: str, first: str) -> bool:
    """Whatever the timeline: a copy may have to be taken through several."""
    found = SEGMENT.fullmatch(name)
    return found is not None and found["place"] < first
