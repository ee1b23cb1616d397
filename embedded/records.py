"""When a backup, a copy of the cluster, of its log, and a rehearsal last worked, and where what was written is."""

import fcntl
import json
import os
from datetime import UTC, datetime
from typing import Any

from embedded.layout import Layout

BACKUP, BASE, LOG, REHEARSAL = "backup", "base", "log", "rehearsal"
KINDS = (BACKUP, BASE, LOG, REHEARSAL)
PLACES = "places"


def note(layout: Layout, kind: str, place: str) -> None:
    """That it has just worked, and where: a folder, or a bucket. One process writes at a time."""
    path = layout.var / "backups" / "record.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = _kept(layout)
        told = kept | {
            kind: datetime.now(UTC).isoformat(timespec="seconds"),
            PLACES: {**kept.get(PLACES, {}), kind: place},
        }
        growing = path.with_suffix(".new")
        with os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(told, file)
        growing.replace(path)


def read(layout: Layout) -> dict[str, str | None]:
    """By kind the time, in UTC; none where it never has."""
    kept = _kept(layout)
    return {kind: kept.get(kind) for kind in KINDS}


def places(layout: Layout) -> dict[str, str]:
    """By kind where it was written to, or restored from."""
    return dict(_kept(layout).get(PLACES, {}))


def _kept(layout: Layout) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads((layout.var / "backups" / "record.json").read_text())
    except (OSError, ValueError):
        return {}
    return kept
